using Microsoft.EntityFrameworkCore;
using Quartz;
using Valance.Core.ApiKeys;
using Valance.Core.Data;
using Valance.Core.Jobs.Retention;
using Valance.Core.People;

namespace Valance.Web.Housekeeping;

/// <summary>What is done every night, by one node.</summary>
[DisallowConcurrentExecution]
internal sealed partial class HousekeepingJob(DeleteOldJobs oldJobs, KeepAnswers answers, DeleteOldPersonMail oldMail, IDbContextFactory<ValanceDb> store, ILogger<HousekeepingJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await answers.DeleteOldAsync(cancellationToken);
            await oldMail.HandleAsync(cancellationToken);
            var deleted = await oldJobs.HandleAsync(cancellationToken);
            if (deleted > 0)
            {
                Deleted(deleted);
            }

            await store.RefreshStatisticsAsync(cancellationToken);
        }
        catch (Exception defect) when (!cancellationToken.IsCancellationRequested)
        {
            // Each chunk is a transaction of its own: the next night goes on.
            Failed(defect);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} old jobs were deleted, as the retention says.")]
    private partial void Deleted(int count);

    [LoggerMessage(LogLevel.Error, "What is done every night broke off; it is tried again next night.")]
    private partial void Failed(Exception defect);
}
