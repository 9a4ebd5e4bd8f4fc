using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Lane;

namespace Valance.Crash;

/// <summary>The process that is killed: the store, the lane and nothing else, so that it is quickly back. It ends by itself once no job is open.</summary>
internal static class Worker
{
    /// <summary>Told on its output when the lane begins.</summary>
    public const string Begun = "begun";

    // Pauses as they are would make a run of hundreds of kills last for days; what they are for, a server that needs rest, is not tested here.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<int> MigrateAsync(string store)
    {
        await using var services = Services(store, null);
        await services.GetRequiredService<IDbContextFactory<ValanceDb>>().MigrateStoreAsync(CancellationToken.None);
        return 0;
    }

    public static async Task<int> RunAsync(string store, Uri sandbox)
    {
        await using var services = Services(store, sandbox);
        var rows = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await rows.MigrateStoreAsync(CancellationToken.None);
        await using var db = await rows.CreateDbContextAsync();
        var connection = await db.Connections.Select(c => c.Id).SingleAsync();
        var lane = services.GetRequiredService<ExportLane>();
        Console.WriteLine(Begun);
        while (await db.Jobs.AnyAsync(j => j.EndedAt == null))
        {
            var run = await lane.RunAsync(connection, CancellationToken.None);
            if (run.End is LaneEnd.NoConnection)
            {
                Console.Error.WriteLine("The connection is lost.");
                return 1;
            }

            if (run.End is LaneEnd.Fenced)
            {
                // Another one took over. It does not know that, and tries again.
                await Task.Delay(Random.Shared.Next(100, 800));
            }
            else if (run.End is not LaneEnd.Yielded)
            {
                await Task.Delay(Pause);
            }
        }

        return 0;
    }

    private static ServiceProvider Services(string store, Uri? sandbox)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddValanceStore(CrashStore.Location(store));
        services.AddDataProtection().SetApplicationName("Valance").PersistKeysToDbContext<ValanceDb>();
        services.AddExport(
            quickBooks =>
            {
                quickBooks.LocalAddress = sandbox ?? quickBooks.LocalAddress;
                quickBooks.RedirectUri = new Uri("http://127.0.0.1:1/connected");
                quickBooks.ReadRetryPause = Pause;
            },
            lane =>
            {
                lane.Backoff = [Pause];
                lane.MostWaits = 1000;
                lane.SettleTime = TimeSpan.FromSeconds(2);
            });
        return services.BuildServiceProvider();
    }
}
