using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Valance.Core.Schedules;

public static class ScheduleServices
{
    /// <summary>Cut-off dates, and exports that happen by themselves.</summary>
    public static IServiceCollection AddSchedules(this IServiceCollection services)
    {
        services.TryAddSingleton<GetExportSettings>();
        services.TryAddSingleton<SaveExportSettings>();
        services.TryAddSingleton<RunNight>();
        return services;
    }
}
