using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Valance.Core.Data;
using Valance.Export.Checklist;
using Valance.Export.CompanyImports;
using Valance.Export.Connections;
using Valance.Export.JobWork;
using Valance.Export.Matching;
using Valance.Export.Planning;
using Valance.Export.Previewing;
using Valance.Export.Schedules;
using Valance.Export.Reconciling;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

public static class LaneServices
{
    /// <summary>
    /// The export lane, connections and what people do with jobs. Needs the store, registered before it, and Data Protection; <c>QuickBooksSettings</c> and
    /// <see cref="LaneSettings"/> are options.
    /// </summary>
    public static IServiceCollection AddExport(this IServiceCollection services, Action<QuickBooksSettings>? quickBooks = null, Action<LaneSettings>? lane = null)
    {
        services.AddQuickBooksClient(quickBooks);
        services.AddJobWork();
        services.AddOptions<LaneSettings>().Configure(settings => lane?.Invoke(settings));
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<LaneSettings>>().Value);
        services.AddExportPlanning();
        services.AddMatching();
        services.AddReconciling();
        services.AddCompanyImports();
        services.TryAddSingleton<StoredTokens>();
        services.TryAddSingleton<ITokenStore>(provider => provider.GetRequiredService<StoredTokens>());
        if (services.Any(s => s.ImplementationInstance is StoreLocation { PostgresConnection: not null }))
        {
            // A store of a server is shared by several nodes, and so is what QuickBooks allows a company.
            services.TryAddSingleton<IBudgetLedger, StoredBudgets>();
        }

        services.TryAddSingleton<ConnectQuickBooks>();
        services.TryAddSingleton<DisconnectQuickBooks>();
        services.TryAddSingleton<GetConnection>();
        services.TryAddSingleton<CheckCompany>();
        services.TryAddSingleton<PreviewRecord>();
        services.TryAddSingleton<ExportLane>();
        services.TryAddSingleton<CompareAfterNight>();
        return services;
    }
}
