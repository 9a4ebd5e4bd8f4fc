using Quartz;

namespace Valance.Web.Lanes;

public static class LanesSetup
{
    /// <summary>
    /// The lanes under Quartz, one for each connection, and what wakes them. Section Lanes: <see cref="Valance.Export.Lane.LaneSettings"/>, and AtOnce, how
    /// many lanes run at the same time, 10 by default. With Run set to false this process serves screens alone, and others work on the jobs.
    /// </summary>
    public static IServiceCollection AddExportLanes(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.GetValue("Lanes:Run", true))
        {
            return services;
        }

        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(configuration.GetValue("Lanes:AtOnce", 10));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddSingleton<LaneKicks>();
        services.AddSingleton<StoreNews>();
        services.AddHostedService<LaneHost>();
        return services;
    }
}
