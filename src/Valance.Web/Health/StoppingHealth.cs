using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Valance.Web.Health;

/// <summary>A node that stops gets no more people.</summary>
internal sealed class StoppingHealth(IHostApplicationLifetime program) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(program.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("It stops.") : HealthCheckResult.Healthy());
}
