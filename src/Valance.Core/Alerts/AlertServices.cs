using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Valance.Core.Alerts;

public static class AlertServices
{
    /// <summary>Alerts: what people see of them, and what spreads them. Needs the store.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.TryAddSingleton<SpreadAlerts>();
        services.TryAddSingleton<AlertInbox>();
        services.TryAddSingleton<ChooseAlerts>();
        services.TryAddSingleton<DeleteOldAlerts>();
        return services;
    }
}
