using Microsoft.Extensions.Diagnostics.HealthChecks;
using Valance.Web.Lanes;

namespace Valance.Web.Health;

/// <summary>Open jobs are looked for, every 30 seconds.</summary>
internal sealed class LanesHealth(LaneHost lanes, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lanes.SweptAt is { } swept && time.GetUtcNow() - swept < Patience
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("Open jobs have not been looked for."));
}
