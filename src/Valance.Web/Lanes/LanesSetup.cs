using Npgsql;
using Quartz;
using Valance.Core.Data;
using Valance.Web.Alerts;
using Valance.Web.Housekeeping;
using Valance.Web.Schedules;

namespace Valance.Web.Lanes;

public static class LanesSetup
{
    /// <summary>
    /// Part of the names of Quartz' tables in PostgreSQL. Quartz makes its tables but never changes them, and nothing in them is worth keeping, since the
    /// jobs' own table is the truth: so a Quartz whose tables differ gets a new number here, and with it new tables beside the old ones.
    /// </summary>
    internal const string TablePrefix = "quartz4_";

    /// <summary>
    /// The lanes under Quartz, one for each connection, and what wakes them. Section Lanes: <see cref="Valance.Export.Lane.LaneSettings"/>, and AtOnce, how
    /// many lanes run at the same time, 10 by default. With Run set to false this process serves screens alone, and others work on the jobs.
    /// </summary>
    public static IServiceCollection AddExportLanes(this IServiceCollection services, StoreLocation store, IConfiguration configuration)
    {
        services.AddSingleton<StoreNews>().AddHostedService(provider => provider.GetRequiredService<StoreNews>());
        if (!configuration.RunsLanes())
        {
            return services;
        }

        var atOnce = configuration.GetValue("Lanes:AtOnce", 10);
        services.AddScheduler(store, atOnce);
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddSingleton(new RunningLanes(atOnce));
        services.AddSingleton<LaneKicks>();
        // After Quartz, so that it stops before it.
        services.AddSingleton<LaneHost>().AddHostedService(provider => provider.GetRequiredService<LaneHost>());
        services.AddNights();
        return services;
    }

    public static bool RunsLanes(this IConfiguration configuration) => configuration.GetValue("Lanes:Run", true);

    /// <summary>Makes what Quartz needs in the store, without starting it.</summary>
    public static async Task PrepareSchedulerAsync(this IServiceProvider services, CancellationToken ct)
    {
        if (services.GetService<ISchedulerFactory>() is { } schedulers)
        {
            await schedulers.GetScheduler(ct);
        }
    }

    /// <summary>For people's eyes; the end keeps containers apart, each of which is process 1.</summary>
    private static string NodeName() => $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..6]}";

    /// <summary>In one process Quartz keeps its schedule in memory; on PostgreSQL it is shared by all nodes.</summary>
    private static void AddScheduler(this IServiceCollection services, StoreLocation store, int atOnce) => services.AddQuartz(quartz =>
    {
        quartz.UseDefaultThreadPool(atOnce);
        quartz.AddHousekeeping();
        quartz.AddAlertSending();
        if (store.PostgresConnection is not { } connection)
        {
            quartz.UseInMemoryStore();
            return;
        }

        // A node hears of another's triggers only when it looks.
        quartz.ConfigureScheduler(o => (o.InstanceName, o.InstanceId, o.IdleWaitTime) = ("valance", NodeName(), TimeSpan.FromSeconds(2)));
        quartz.UsePersistentStore(schedule =>
        {
            schedule.UsePostgres(NpgsqlFactory.Instance, connection);
            schedule.ProvisionSchema();
            schedule.ConfigureStore(o => o.TablePrefix = TablePrefix);
            // A dead node is noticed after 6 s at most. A live one that pauses for longer loses its lanes: its epoch is then old, and it cannot write.
            schedule.UseClustering(o => (o.CheckinInterval, o.CheckinMisfireThreshold) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)));
        });
    });
}
