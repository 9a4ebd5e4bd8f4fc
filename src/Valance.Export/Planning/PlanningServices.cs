using Microsoft.Extensions.DependencyInjection;
using Valance.Export.Catalogue;
using Valance.Export.Checks;

namespace Valance.Export.Planning;

/// <summary>Registers what plans an export.</summary>
public static class PlanningServices
{
    /// <summary>The host adds the store and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddExportPlanning(this IServiceCollection services) => services
        .AddSingleton<CompanyCatalogues>()
        .AddSingleton<DisplayNameHolders>()
        .AddSingleton<ExportPlanner>();
}
