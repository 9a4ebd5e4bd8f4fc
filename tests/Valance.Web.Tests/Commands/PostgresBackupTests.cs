using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Valance.Core.Data;
using Valance.TestKit;

namespace Valance.Web.Tests.Commands;

/// <summary>What docs/operating.md says of pg_dump and pg_restore, done.</summary>
public sealed class PostgresBackupTests : IDisposable
{
    private const string Account = "Cedar & Loom";
    private const string Installed = "/usr/lib/postgresql";

    private readonly string _folder = Directory.CreateTempSubdirectory("valance-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task Dump_RestoredIntoAnotherDatabase_GoesOnWithItsConnectionAndLinks()
    {
        var (database, restored) = (await TestPostgres.CreateDatabaseAsync(), await TestPostgres.CreateDatabaseAsync());
        try
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "customers.csv"), "Customer id,Customer name\nA,Ana\nB,Ben\n");
            await RunAsync("import", ".", "--account", Account, "--create", "--database", database);
            await RunAsync("export", "--account", Account, "--wait", "--database", database);

            var dump = Path.Combine(_folder, "valance.dump");
            await PostgresAsync("pg_dump", database, "-Fc", "-T", "quartz4_*", "-f", dump);
            await PostgresAsync("pg_restore", restored, "--no-owner", dump);

            // The keys came along, so the tokens can be read: a new customer goes to the same company, the others are known to be there.
            await File.WriteAllTextAsync(Path.Combine(_folder, "customers.csv"), "Customer id,Customer name\nA,Ana\nB,Ben\nC,Cal\n");
            await RunAsync("import", ".", "--account", Account, "--database", restored);
            var export = await RunAsync("export", "--account", Account, "--wait", "--database", restored);
            Assert.Contains("1 to export, 2 stand in QuickBooks as they are.", export, StringComparison.Ordinal);
            await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Postgres(restored)).BuildServiceProvider();
            await using var db = await services.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync();
            Assert.Equal(3, await db.Links.CountAsync());
        }
        finally
        {
            await TestPostgres.DropDatabaseAsync(database);
            await TestPostgres.DropDatabaseAsync(restored);
        }
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var run = await ValanceProcess.RunAsync(_folder, arguments);
        Assert.True(run.Code == 0, run.Output);
        return run.Output;
    }

    /// <summary>A client program of PostgreSQL's, from the newest that is installed or from the path.</summary>
    private static async Task PostgresAsync(string program, string database, params string[] arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(database);
        var newest = Directory.Exists(Installed) ? Directory.GetDirectories(Installed).Order(StringComparer.Ordinal).LastOrDefault() : null;
        var start = new ProcessStartInfo(newest is null ? program : Path.Combine(newest, "bin", program))
        {
            ArgumentList = { "-h", server.Host!, "-p", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-U", server.Username!, "-d", server.Database! },
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }
}
