using Quartz;
using Valance.Core.Data;
using Valance.Export.Lane;

namespace Valance.Web.Lanes;

/// <summary>One run of one connection's lane. Quartz never runs two of the same connection at once, over all nodes of a store.</summary>
[DisallowConcurrentExecution]
internal sealed partial class LaneRunJob(ExportLane lane, LaneKicks kicks, RunningLanes running, IHostApplicationLifetime program, ILogger<LaneRunJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var connectionId = LaneKicks.ConnectionOf(context.JobDetail.Key);
        using var counted = running.Enter();
        try
        {
            var run = await lane.RunAsync(connectionId, cancellationToken, program.ApplicationStopping, () => running.AreFull);
            if (run.End == LaneEnd.Yielded)
            {
                await kicks.NowAsync(connectionId, CancellationToken.None);
            }
            else if (run.NextDue is { } due)
            {
                await kicks.AtAsync(connectionId, due, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program ends. What was under way is taken up by the next run.
        }
        catch (Exception failure) when (StoreTrouble.Of(failure) is { } trouble)
        {
            // Nothing leaves before its attempt is stored, and an answer that could not be written is looked up: the sweep's next kicks try again until there is room.
            NoStore(connectionId, trouble.What, trouble.Cure);
        }
        catch (Exception defect)
        {
            // The sweep kicks the lane again; what was under way is looked up in QuickBooks then.
            Failed(defect, connectionId);
        }
    }

    [LoggerMessage(LogLevel.Error, "{What} {Cure} The exports of lane {ConnectionId} wait, and go on by themselves when it is mended.")]
    private partial void NoStore(long connectionId, string what, string cure);

    [LoggerMessage(LogLevel.Error, "The run of lane {ConnectionId} broke off; it is tried again within 30 seconds.")]
    private partial void Failed(Exception defect, long connectionId);
}
