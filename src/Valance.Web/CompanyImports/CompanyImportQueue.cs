using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.CompanyImports;
using Valance.Web.Hosting;

namespace Valance.Web.CompanyImports;

/// <summary>Runs imports from QuickBooks companies: those of several side by side, since each waits for its own company's answers most of the time.</summary>
public sealed class CompanyImportQueue(IDbContextFactory<ValanceDb> store, RunCompanyImport run, JobSignals signals, TimeProvider time, ILogger<CompanyImportQueue> log)
    : JobQueue(JobKind.CompanyImport, 2, store, signals, time, log)
{
    protected override Task DoAsync(long jobId, CancellationToken ct) => run.HandleAsync(jobId, ct);
}
