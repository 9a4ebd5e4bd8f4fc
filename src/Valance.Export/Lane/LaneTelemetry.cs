using System.Diagnostics;
using Valance.Core.Jobs;

namespace Valance.Export.Lane;

/// <summary>Carries a click's trace over the job's row to the request that goes to QuickBooks.</summary>
internal static class LaneTelemetry
{
    /// <summary>A lone record goes on with its click's trace; a batch, which serves many clicks, is linked with each of them.</summary>
    public static Activity? StartSend(Parcel parcel)
    {
        if (!JobTelemetry.Source.HasListeners())
        {
            return null;
        }

        var clicks = parcel.Items.Select(i => JobTelemetry.TraceOf(i.Trace)).OfType<ActivityContext>().Distinct().ToList();
        var activity = parcel.BatchId is null && clicks.Count == 1
            ? JobTelemetry.Source.StartActivity("Send to QuickBooks", ActivityKind.Internal, clicks[0])
            : JobTelemetry.Source.StartActivity(ActivityKind.Internal, links: clicks.ConvertAll(c => new ActivityLink(c)), name: "Send to QuickBooks");
        return activity?
            .SetTag("valance.record.kind", parcel.Items[0].Kind.ToString())
            .SetTag("valance.operation", parcel.Items[0].Operation.ToString())
            .SetTag("valance.batch.size", parcel.Items.Count)
            .SetTag("valance.job.id", parcel.Items[0].JobId);
    }
}
