using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Valance.Core.Data;

namespace Valance.Web.Health;

/// <summary>The store answers.</summary>
internal sealed class StoreHealth(IDbContextFactory<ValanceDb> store) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await store.CreateDbContextAsync(cancellationToken);
            await db.ChangeCounters.Select(c => c.Value).SingleAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", away);
        }
    }
}
