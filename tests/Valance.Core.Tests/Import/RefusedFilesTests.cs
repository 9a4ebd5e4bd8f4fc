using System.Text;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Import;
using Valance.Core.Records;
using Xunit;

namespace Valance.Core.Tests.Import;

/// <summary>What was refused comes back as it stood, with the reason, and is taken once it is corrected.</summary>
public sealed class RefusedFilesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_RefusedRows_AreKeptInTheirOwnColumnsAndTakenOnceCorrected()
    {
        await using var store = await ImportStore.CreateAsync();
        var report = await store.RunAsync(new()
        {
            ["list of customers.csv"] = "Shoe size,Cust. name,Cust #,Phone #\n42,Ana,C1,555-1\n43,,C2,+1 555-2\n44,\"=HYPERLINK(\"\"x\"\")\",,555-9",
        });
        Assert.Equal((1, 2), (report[RecordKind.Customer].Added, report.RefusedCount));
        var (name, text) = Assert.Single(await KeptAsync(store, report));
        Assert.Equal("list of customers-refused.csv", name);
        var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Shoe size,Cust. name,Cust #,Phone #,Reason", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("43,,C2,", lines[1], StringComparison.Ordinal);
        Assert.Contains("Customer name: A value is missing.", lines[1], StringComparison.Ordinal);
        // A spreadsheet must not run it.
        Assert.Contains("'=HYPERLINK", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(",=HYPERLINK", text, StringComparison.Ordinal);

        report = await store.RunAsync(new()
        {
            [name] = text.Replace("43,,C2", "43,Ben,C2", StringComparison.Ordinal).Replace(",,555-9", ",C3,555-9", StringComparison.Ordinal),
        });
        Assert.Equal((2, 0), (report[RecordKind.Customer].Added, report.RefusedCount));
        await using var db = store.Store.CreateDbContext();
        var names = await db.Customers.OrderBy(c => c.ExternalId).ToListAsync(Ct);
        Assert.Equal(["Ana", "Ben", "=HYPERLINK(\"x\")"], names.Select(c => c.Name));
        Assert.Equal(["555-1", "+1 555-2", "555-9"], names.Select(c => c.Phones.Single().Number));
    }

    [Fact]
    public async Task Handle_RefusedOrder_ComesWithItsLinesAndPayments()
    {
        await using var store = await ImportStore.CreateAsync();
        var files = ImportStore.GoodFiles();
        files[ImportFormat.OrderLines] = files[ImportFormat.OrderLines].Replace("0.99,0,3.96", "0.99,0,3.97", StringComparison.Ordinal);
        var report = await store.RunAsync(files);
        var kept = await KeptAsync(store, report);
        Assert.Equal(["order-lines-refused.csv", "orders-refused.csv", "payments-refused.csv"], kept.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Nothing is wrong in this row; another one of 1001 is.", kept["orders-refused.csv"], StringComparison.Ordinal);
        Assert.Contains("Amount: 3.97 is not 4 x 0.99", kept["order-lines-refused.csv"], StringComparison.Ordinal);
        Assert.Contains("Its order 1001 was refused.", kept["payments-refused.csv"], StringComparison.Ordinal);
        var again = kept.ToDictionary(f => f.Key, f => f.Value.Replace("0,3.97,", "0,3.96,", StringComparison.Ordinal));
        report = await store.RunAsync(again);
        Assert.Equal((1, 1, 0), (report[RecordKind.Order].Added, report[RecordKind.Payment].Added, report.RefusedCount));
        // Nothing is left to correct.
        Assert.Empty(await KeptAsync(store, report));
    }

    private static async Task<Dictionary<string, string>> KeptAsync(ImportStore store, ImportReport report)
    {
        await using var db = store.Store.CreateDbContext();
        var parts = await db.KeptFiles.Where(f => f.JobId == report.JobId && f.IsRefused).OrderBy(f => f.Name).ThenBy(f => f.Part).ToListAsync(Ct);
        return parts.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Encoding.UTF8.GetString([.. g.SelectMany(p => p.Content)]));
    }
}
