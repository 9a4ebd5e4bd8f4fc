using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Valance.Export.Catalogue;
using Valance.Export.Checks;

namespace Valance.Export.Planning;

/// <summary>Registers what plans an export and what checks records.</summary>
public static class PlanningServices
{
    /// <summary>The host adds the store and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddExportPlanning(this IServiceCollection services)
    {
        services.TryAddSingleton<CompanyCatalogues>();
        services.TryAddSingleton<KnowCompany>();
        services.TryAddSingleton<KnowNumbers>();
        services.TryAddSingleton<DisplayNameHolders>();
        services.TryAddSingleton<RecordReadiness>();
        services.TryAddSingleton<PreflightSelection>();
        services.TryAddSingleton<NotReadyRecords>();
        services.TryAddSingleton<ExportPlanner>();
        return services;
    }
}
