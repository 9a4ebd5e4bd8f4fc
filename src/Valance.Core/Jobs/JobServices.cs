using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Valance.Core.Jobs;

public static class JobServices
{
    /// <summary>Asking for exports, and reading the list of background jobs. Needs the store.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<JobSignals>();
        services.TryAddSingleton<JobWriter>();
        services.TryAddSingleton<RequestExport>();
        services.TryAddSingleton<RequestExportOfAll>();
        services.TryAddSingleton<JobSearch>();
        return services;
    }
}
