using Valance.Crash;
using Valance.Export.Tests.FilesToBooks;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.ExactlyOnce;

/// <summary>The short form of the long runs in docs/exactly-once.md: real processes, really killed.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 5;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Export_KilledAgainAndAgainOnSqlite_PutsEveryRecordThereOnce() => RunAsync("sqlite", seed: 7);

    [Fact]
    public Task Export_KilledAgainAndAgainOnPostgres_PutsEveryRecordThereOnce()
    {
        Assert.SkipUnless(TestPostgres.IsThere, TestPostgres.Missing);
        return RunAsync("postgres", seed: 8);
    }

    private async Task RunAsync(string store, int seed)
    {
        var result = await new CrashRun(store, RealFiles.Samples, seed, output.WriteLine).RunAsync(Kills, Ct);

        output.WriteLine(result.ToString());
        Assert.Empty(result.Wrong);
        Assert.True(result.Kills >= Kills);
    }
}
