using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Matching;
using Valance.Web.Hosting;

namespace Valance.Web.Matching;

/// <summary>Runs matching jobs one after another.</summary>
public sealed class MatchingQueue(IDbContextFactory<ValanceDb> store, MatchRun run, JobSignals signals, TimeProvider time, ILogger<MatchingQueue> log)
    : ReportingJobQueue<MatchProgress>(JobKind.Matching, 1, store, signals, time, log)
{
    protected override Task DoAsync(long jobId, IProgress<MatchProgress> progress, CancellationToken ct) => run.HandleAsync(jobId, progress, ct);

    protected override (string Of, int Done, int Total) Read(MatchProgress progress) => ("", progress.Done, progress.Total);
}
