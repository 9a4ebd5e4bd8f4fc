using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.FilesToBooks;

/// <summary>A whole dealer's files are imported and exported; then the company's books are held against ours, to the cent.</summary>
public sealed class FilesToBooksTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Export_Samples_StandInTheBooksExactlyOnce() =>
        FromFilesToBooksAsync(RealFiles.Samples, new Expected(24, 6, 40, 40, 9, 91_257.34m, 7_754.70m));

    [Fact]
    public Task Export_Northwind_StandsInTheBooksExactlyOnce()
    {
        Assert.SkipWhen(RealFiles.Northwind is null, $"Northwind's files are not here: set {RealFiles.NorthwindVariable}.");
        return FromFilesToBooksAsync(RealFiles.Northwind!, new Expected(91, 29, 830, 809, 14, 1_330_735.98m, 14_377.50m));
    }

    private async Task FromFilesToBooksAsync(string folder, Expected expected)
    {
        await using var site = await TestSite.CreateAsync();
        var start = TimeProvider.System.GetTimestamp();
        var report = await ImportAsync(site, folder);
        Assert.Empty(report.Refused.SelectMany(r => r.Problems));
        Assert.Equal(
            [expected.Customers, expected.Vendors, expected.Orders, expected.Payments, expected.PurchaseOrders],
            Enum.GetValues<RecordKind>().Order().Select(k => report[k].Added));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"imported after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s"));

        await ExportAllAsync(site);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"exported after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s"));
        await AssertNothingFailedAsync(site);
        await AssertBooksAsync(site, expected);

        await ImportAsync(site, folder);
        await AssertSecondExportSendsNothingAsync(site);
        await AssertBooksAsync(site, expected);
    }

    private static async Task<ImportReport> ImportAsync(TestSite site, string folder)
    {
        var import = new RunImport(site.Store, site.Get<JobWriter>(), site.Time);
        return (await import.HandleAsync(site.Bookkeeper, site.Data.Account.Id, ImportFiles.FromFolder(folder), null, Ct)).Value;
    }

    private static async Task ExportAllAsync(TestSite site)
    {
        var asked = await site.Get<RequestBulkExport>().HandleAsync(Actor.CommandLine, site.Data.Account.Id, [], Ct);
        Assert.True(asked.IsDone, asked.ToString());
        await site.RunAsync();
    }

    private static async Task AssertNothingFailedAsync(TestSite site)
    {
        await using var db = site.Store.CreateDbContext();
        var stuck = await db.Jobs.Where(j => j.State != JobState.Succeeded).OrderBy(j => j.Id).Take(5).Select(j => $"{j.Title}: {j.State} {j.Summary}").ToListAsync(Ct);
        Assert.Empty(stuck);
    }

    private static async Task AssertBooksAsync(TestSite site, Expected expected)
    {
        await using var db = site.Store.CreateDbContext();
        var invoices = site.Books("Invoice");
        Assert.Equal(
            (expected.Customers, expected.Vendors, expected.Orders, expected.Payments, expected.PurchaseOrders),
            (site.Books("Customer").Count, site.Books("Vendor").Count, invoices.Count, site.Books("Payment").Count, site.Books("PurchaseOrder").Count));
        Assert.Equal(expected.InvoiceSum, invoices.Sum(i => Money(i, "TotalAmt")));
        Assert.Equal(expected.PurchaseSum, site.Books("PurchaseOrder").Sum(p => Money(p, "TotalAmt")));

        var byNumber = invoices.ToDictionary(i => i["DocNumber"]!.GetValue<string>(), StringComparer.Ordinal);
        foreach (var order in await db.Orders.Include(o => o.Lines).Include(o => o.Charges).AsSplitQuery().AsNoTracking().ToListAsync(Ct))
        {
            var invoice = byNumber[order.Number];
            Assert.Equal((order.Number, order.Total, order.Balance), (order.Number, Money(invoice, "TotalAmt"), Money(invoice, "Balance")));
            Assert.Equal(order.Lines.Count + order.Charges.Count, invoice["Line"]!.AsArray().Count(l => l!["DetailType"]!.GetValue<string>() == "SalesItemLineDetail"));
        }

        Assert.Equal(await db.Payments.SumAsync(p => p.Amount, Ct), site.Books("Payment").Sum(p => Money(p, "TotalAmt")));
        Assert.Equal(0m, site.Books("Payment").Sum(p => Money(p, "UnappliedAmt")));
        Assert.Equal(0m, site.Sandbox.Books.TrialBalance(site.RealmId));
    }

    /// <summary>Neither where the command asks, which passes over what stands there, nor where somebody selects every order and presses Export.</summary>
    private static async Task AssertSecondExportSendsNothingAsync(TestSite site)
    {
        site.Sandbox.Books.Recorder.Clear();
        var asked = await site.Get<RequestBulkExport>().HandleAsync(Actor.CommandLine, site.Data.Account.Id, [], Ct);
        Assert.Equal((0, 0), (asked.Value.Records, asked.Value.OnTheirWay));
        await using (var db = site.Store.CreateDbContext())
        {
            var orders = await db.Orders.Select(o => o.Id).ToListAsync(Ct);
            Assert.Equal(orders.Count, (await site.Get<RequestExport>().HandleAsync(site.Bookkeeper, RecordKind.Order, orders, Ct)).Value.Created);
        }

        await site.RunAsync();
        await AssertNothingFailedAsync(site);
        Assert.Empty(site.Sandbox.Books.Recorder.All.Where(r => r.Method == "POST" && !r.Path.Contains("/query", StringComparison.Ordinal)).Select(r => r.Path));
    }

    private static decimal Money(JsonObject document, string field) => document[field]?.GetValue<decimal>() ?? 0m;

    private sealed record Expected(int Customers, int Vendors, int Orders, int Payments, int PurchaseOrders, decimal InvoiceSum, decimal PurchaseSum);
}
