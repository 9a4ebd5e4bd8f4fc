using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Valance.Core.Jobs;

namespace Valance.Export.JobWork;

public static class JobWorkServices
{
    /// <summary>What people do with jobs: look, retry, cancel, dismiss, fix.</summary>
    public static IServiceCollection AddJobWork(this IServiceCollection services)
    {
        services.AddJobs();
        services.TryAddSingleton<GetJob>();
        services.TryAddSingleton<RetryJobs>();
        services.TryAddSingleton<CancelJob>();
        services.TryAddSingleton<DismissJob>();
        services.TryAddSingleton<RenameAndRetry>();
        return services;
    }
}
