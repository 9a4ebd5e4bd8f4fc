using System.Globalization;
using Valance.Crash;

// What it does and what it showed stands in docs/exactly-once.md.
return args switch
{
    ["worker", var store, var sandbox] => await Worker.RunAsync(store, new Uri(sandbox)),
    ["migrate", var store] => await Worker.MigrateAsync(store),
    ["run", var store, var files, var kills, .. var seed] => await RunAsync(store, files, kills, seed),
    _ => Usage(),
};

static async Task<int> RunAsync(string store, string files, string kills, string[] seed)
{
    var wanted = int.Parse(kills, CultureInfo.InvariantCulture);
    var random = seed is [var s] ? int.Parse(s, CultureInfo.InvariantCulture) : Environment.TickCount;
    Console.WriteLine($"{store}, {kills} kills, seed {random.ToString(CultureInfo.InvariantCulture)}");
    var result = await new CrashRun(store, Path.GetFullPath(files), random, Console.WriteLine).RunAsync(wanted, CancellationToken.None);
    Console.WriteLine(result.ToString());
    return result.Wrong.Count == 0 ? 0 : 1;
}

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run --project tests/Valance.Crash -- run sqlite|postgres FOLDER KILLS [SEED]
            exports the dealer whose files stand in FOLDER again and again, kills the exporting process so many times, and compares both books after each export;
            postgres: on the server that VALANCE_TEST_POSTGRES names
        """);
    return 2;
}
