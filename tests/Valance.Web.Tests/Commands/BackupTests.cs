using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Data;
using Valance.Core.Import;

namespace Valance.Web.Tests.Commands;

/// <summary>What docs/operating.md says of backup and restore, done.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Account = "Cedar & Loom";

    private readonly string _folder = Directory.CreateTempSubdirectory("valance-backup-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Backup_WhileTheSiteRuns_IsRestoredInAnotherFolderWithItsConnectionAndLinks()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "customers.csv"), "Customer id,Customer name\nA,Ana\nB,Ben\n");
        var (server, notice) = await ValanceProcess.ServeAsync(_folder, "--no-demo");
        await using (server)
        {
            Assert.Equal(0, (await ValanceProcess.RunAsync(_folder, "import", ".", "--account", Account, "--create")).Code);
            Assert.Equal(0, (await ValanceProcess.RunAsync(_folder, "export", "--account", Account, "--wait")).Code);
            var backup = await ValanceProcess.RunAsync(_folder, "backup", "copy.db");
            Assert.True(backup.Code == 0, backup.Output);
            var again = await ValanceProcess.RunAsync(_folder, "backup", "copy.db");
            Assert.Equal((2, true), (again.Code, again.Output.Contains("is there already", StringComparison.Ordinal)));

            var restored = Path.Combine(_folder, "restored");
            Directory.CreateDirectory(Path.Combine(restored, "data"));
            File.Move(Path.Combine(_folder, "copy.db"), Path.Combine(restored, "data", "valance.db"));
            await File.WriteAllTextAsync(Path.Combine(restored, "data", "settings.json"), JsonSerializer.Serialize(new { QuickBooks = new { LocalAddress = notice.Sandbox } }));
            // The keys came along, so the tokens can be read: a new customer goes to the same company, the others are known to be there.
            await File.WriteAllTextAsync(Path.Combine(restored, ImportFormat.Customers), "Customer id,Customer name\nA,Ana\nB,Ben\nC,Cal\n");
            Assert.Equal(0, (await ValanceProcess.RunAsync(restored, "import", ".", "--account", Account)).Code);
            var export = await ValanceProcess.RunAsync(restored, "export", "--account", Account, "--wait");
            Assert.True(export.Code == 0, export.Output);
            Assert.Contains("1 to export, 2 stand in QuickBooks as they are.", export.Output, StringComparison.Ordinal);
        }

        await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Sqlite(Path.Combine(_folder, "restored", "data", "valance.db"))).BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync();
        Assert.Equal(3, await db.Links.CountAsync());
    }

    [Fact]
    public async Task Migrate_NewFolder_MakesTheStore()
    {
        var migrated = await ValanceProcess.RunAsync(_folder, "migrate");
        Assert.True(migrated.Code == 0, migrated.Output);
        await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Sqlite(Path.Combine(_folder, "data", "valance.db"))).BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }
}
