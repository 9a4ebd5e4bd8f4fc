using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Valance.Core.Alerts;
using Valance.Core.Audit;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Jobs.Retention;
using Valance.Core.Schedules;

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
        services.TryAddSingleton<RequestBulkExport>();
        services.TryAddSingleton<Overview.GetHome>();
        services.TryAddSingleton<GetBulkProgress>();
        services.TryAddSingleton<JobSearch>();
        services.TryAddSingleton<RetentionSettings>();
        services.TryAddSingleton<DeleteOldJobs>();
        services.TryAddSingleton<SavedViews>();
        services.AddSchedules();
        services.AddAlerts();
        services.AddAudit();
        return services;
    }
}
