using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace Valance.Web.Health;

/// <summary>Quartz runs.</summary>
internal sealed class SchedulerHealth(ISchedulerFactory schedulers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return scheduler.Status == SchedulerStatus.Running ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"It is {scheduler.Status}.");
    }
}
