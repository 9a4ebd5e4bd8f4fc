using Quartz;
using Valance.Core.ApiKeys;
using Valance.Core.Jobs.Retention;

namespace Valance.Web.Housekeeping;

/// <summary>What is done every night, by one node.</summary>
[DisallowConcurrentExecution]
internal sealed partial class HousekeepingJob(DeleteOldJobs oldJobs, KeepAnswers answers, ILogger<HousekeepingJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await answers.DeleteOldAsync(cancellationToken);
            var deleted = await oldJobs.HandleAsync(cancellationToken);
            if (deleted > 0)
            {
                Deleted(deleted);
            }
        }
        catch (Exception defect) when (!cancellationToken.IsCancellationRequested)
        {
            // Each chunk is a transaction of its own: the next night goes on.
            Failed(defect);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} old jobs were deleted, as the retention says.")]
    private partial void Deleted(int count);

    [LoggerMessage(LogLevel.Error, "What is old could not be deleted; it is tried again next night.")]
    private partial void Failed(Exception defect);
}
