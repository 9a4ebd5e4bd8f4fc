namespace Valance.Web.Schedules;

internal static class SchedulesSetup
{
    /// <summary>Nightly exports, on nodes that run lanes.</summary>
    public static IServiceCollection AddNights(this IServiceCollection services) => services.AddSingleton<NightTriggers>().AddHostedService<NightHost>();
}
