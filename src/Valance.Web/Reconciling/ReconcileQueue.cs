using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Reconciling;
using Valance.Web.Hosting;

namespace Valance.Web.Reconciling;

/// <summary>Runs reconciles: those of several companies side by side, since each waits for its own company's answers most of the time.</summary>
public sealed class ReconcileQueue(IDbContextFactory<ValanceDb> store, RunReconcile run, JobSignals signals, TimeProvider time, ILogger<ReconcileQueue> log)
    : ReportingJobQueue<ReconcileProgress>(JobKind.Reconcile, 4, store, signals, time, log)
{
    protected override Task DoAsync(long jobId, IProgress<ReconcileProgress> progress, CancellationToken ct) => run.HandleAsync(jobId, progress, ct);

    protected override (string Of, int Done, int Total) Read(ReconcileProgress progress) => (progress.Kind.ToString(), progress.Done, progress.Total);
}
