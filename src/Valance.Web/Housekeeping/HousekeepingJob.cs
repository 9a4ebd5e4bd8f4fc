using Microsoft.EntityFrameworkCore;
using Quartz;
using Valance.Core.Alerts;
using Valance.Core.ApiKeys;
using Valance.Core.Audit;
using Valance.Core.Data;
using Valance.Core.Jobs.Retention;
using Valance.Core.People;

namespace Valance.Web.Housekeeping;

/// <summary>What is done every night, by one node.</summary>
[DisallowConcurrentExecution]
internal sealed partial class HousekeepingJob(
    DeleteOldJobs oldJobs, DeleteOldAlerts oldAlerts, DeleteOldAudit oldAudit, KeepAnswers answers, DeleteOldPersonMail oldMail,
    IDbContextFactory<ValanceDb> store, ILogger<HousekeepingJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await answers.DeleteOldAsync(cancellationToken);
            await oldMail.HandleAsync(cancellationToken);
            var (jobs, alerts, changes) = (
                await oldJobs.HandleAsync(cancellationToken), await oldAlerts.HandleAsync(cancellationToken), await oldAudit.HandleAsync(cancellationToken));
            if (jobs + alerts + changes > 0)
            {
                Deleted(jobs, alerts, changes);
            }

            await store.RefreshStatisticsAsync(cancellationToken);
        }
        catch (Exception defect) when (!cancellationToken.IsCancellationRequested)
        {
            // Each chunk is a transaction of its own: the next night goes on.
            Failed(defect);
        }
    }

    [LoggerMessage(LogLevel.Information, "Deleted, as the retention says: {Jobs} jobs, {Alerts} alerts and posts, {Changes} entries of the audit.")]
    private partial void Deleted(int jobs, int alerts, int changes);

    [LoggerMessage(LogLevel.Error, "What is done every night broke off; it is tried again next night.")]
    private partial void Failed(Exception defect);
}
