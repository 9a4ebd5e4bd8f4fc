using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Valance.Export.Reconciling;

public static class ReconcilingServices
{
    /// <summary>Both books side by side. Part of what <c>AddExport</c> registers.</summary>
    public static IServiceCollection AddReconciling(this IServiceCollection services)
    {
        services.TryAddSingleton<StartReconcile>();
        services.TryAddSingleton<RunReconcile>();
        services.TryAddSingleton<ReconcileReport>();
        services.TryAddSingleton<IgnoreFinding>();
        services.TryAddSingleton<SettleFinding>();
        return services;
    }
}
