using Quartz;
using Valance.Core.Schedules;

namespace Valance.Web.Schedules;

/// <summary>An Account's night, as its clock strikes. Which night was run stands in our own store, so that a second call runs nothing.</summary>
[DisallowConcurrentExecution]
internal sealed partial class NightJob(RunNight night, ILogger<NightJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var account = NightTriggers.AccountOf(context.Trigger.Key);
        try
        {
            await night.HandleAsync(account, cancellationToken);
        }
        catch (Exception defect) when (!cancellationToken.IsCancellationRequested)
        {
            // The next look for missed nights runs it.
            Failed(defect, account);
        }
    }

    [LoggerMessage(LogLevel.Error, "The nightly export of Account {AccountId} could not be started; it is tried again within a minute.")]
    private partial void Failed(Exception defect, long accountId);
}
