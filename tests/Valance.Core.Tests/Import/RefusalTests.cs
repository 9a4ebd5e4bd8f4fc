using System.Text;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Import;
using Valance.Core.Records;
using Xunit;

namespace Valance.Core.Tests.Import;

/// <summary>What is wrong is named with file, line, column and reason, and takes nothing else with it.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("order-lines.csv", "0.99,0,3.96", "0.99,0,3.97", "order-lines.csv, line 3, Amount: 3.97 is not 4 x 0.99 less 0%, which is 3.96.")]
    [InlineData("order-lines.csv", "Parts,,4,", "Parts,,four,", "order-lines.csv, line 3, Quantity: \"four\" is no number.")]
    [InlineData("order-lines.csv", "33.35,5,", "33.35,105,", "order-lines.csv, line 2, Discount percent: The discount must be between 0 and 100.")]
    [InlineData("order-lines.csv", "3.96,yes", "3.96,maybe", "order-lines.csv, line 3, Taxable: \"maybe\" is neither yes nor no.")]
    [InlineData("order-lines.csv", "Parts,,4,0.99,0,3.96", "Parts,,-4,0.99,0,-3.96", "order-lines.csv, line 3, Quantity: The quantity must be above zero.")]
    [InlineData("order-lines.csv", "1001,2,Bracket", "1001,1,Bracket", "order-lines.csv, line 3, Line: The order has another line 1.")]
    [InlineData("order-lines.csv", "3.96,yes", "3.96,yes,more", "order-lines.csv, line 3: The line has 11 values, the heading 10.")]
    [InlineData("order-lines.csv", ",Bracket,", ",Brack\"et,", "order-lines.csv, line 3: A quotation mark stands in the wrong place")]
    [InlineData("orders.csv", "117.18,67.18", "117.19,67.19", "orders.csv, line 2, Total: 117.19 is not the sum of lines 99.01, freight 10.00 and tax 8.17, which is 117.18.")]
    [InlineData("orders.csv", "117.18,67.18", "117.18,60.00", "orders.csv, line 2, Balance: 60.00 is not the total 117.18 less the payments 50.00, which is 67.18.")]
    [InlineData("orders.csv", "2026-03-01", "01.03.2026", "orders.csv, line 2, Created on: \"01.03.2026\" is no date.")]
    [InlineData("orders.csv", "1001,C1,", "1001,C9,", "orders.csv, line 2, Customer id: There is no customer C9.")]
    [InlineData("orders.csv", ",10.00,", ",10.001,", "orders.csv, line 2, Freight: 10.001 has more than 2 decimals.")]
    public async Task Handle_BadLineOfAnOrder_RefusesItAndItsPaymentAndNothingElse(string file, string good, string bad, string problem)
    {
        await using var store = await ImportStore.CreateAsync();
        var files = ImportStore.GoodFiles();
        Assert.Contains(good, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(good, bad, StringComparison.Ordinal);
        files[ImportFormat.Orders] += "\n1002,C1,2026-03-01,,,,,,5.00,5.00";
        files[ImportFormat.OrderLines] += "\n1002,1,Rod,,,1,5,0,5.00,no";
        var report = await store.RunAsync(files);
        Assert.Equal([(RecordKind.Order, "1001"), (RecordKind.Payment, "77")], report.Refused.Select(r => (r.Kind!.Value, r.Key)));
        Assert.StartsWith(problem, report.Refused[0].Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("payments.csv, line 2, Order number: Its order 1001 was refused.", report.Refused[1].Problems.Single().ToString());
        await using var db = store.Store.CreateDbContext();
        Assert.Equal("1002", (await db.Orders.SingleAsync(Ct)).Number);
        Assert.Equal((1, 0), (await db.Customers.CountAsync(Ct), await db.Payments.CountAsync(Ct)));
    }

    [Theory]
    [InlineData("50.00,Check", "0,Check", "Amount: A payment of 0.00 is none.")]
    [InlineData("50.00,Check", "-5,Check", "Amount: A negative payment is a refund")]
    [InlineData("50.00,Check", "\"1,000\",Check", "Amount: \"1,000\" is no number.")]
    [InlineData("03/02/2026", "", "Received on: A value is missing.")]
    [InlineData("1001,C1,", "1001,C2,", "Customer id: The payment's customer C2 is not its order's, C1.")]
    public async Task Handle_BadPayment_IsRefusedAlone(string good, string bad, string problem)
    {
        await using var store = await ImportStore.CreateAsync();
        var files = ImportStore.GoodFiles();
        files[ImportFormat.Payments] = files[ImportFormat.Payments].Replace(good, bad, StringComparison.Ordinal);
        var report = await store.RunAsync(files);
        var refused = Assert.Single(report.Refused);
        Assert.StartsWith("payments.csv, line 2, " + problem, refused.Problems.Single().ToString(), StringComparison.Ordinal);
        await using var db = store.Store.CreateDbContext();
        Assert.Equal(117.18m, (await db.Orders.SingleAsync(Ct)).Balance);
    }

    [Fact]
    public async Task Handle_SeveralProblems_AreNamedAtOnce()
    {
        await using var store = await ImportStore.CreateAsync();
        var files = ImportStore.GoodFiles();
        files[ImportFormat.Customers] += "\nC1,,,a@b,Pager: 555-1234,,,";
        files[ImportFormat.PurchaseOrderLines] += "\nP1,V2,2026-03-04,,x,1.123456789,Lost";
        var report = await store.RunAsync(files);
        Assert.Equal(["Customer id", "Customer name", "Email addresses", "Phones"], report.Refused.Single(r => r.Kind == RecordKind.Customer).Problems.Select(p => p.Column));
        Assert.Equal(
            ["Date", "Item", "Quantity", "Status", "Status", "Unit cost", "Vendor id"],
            report.Refused.Single(r => r.Kind == RecordKind.PurchaseOrder).Problems.Select(p => p.Column).Order());
        Assert.Equal(1, report[RecordKind.Customer].Added);
    }

    [Fact]
    public async Task Handle_OrderWithoutLinesOrLinesWithoutOrder_AreRefused()
    {
        await using var store = await ImportStore.CreateAsync();
        var files = ImportStore.GoodFiles();
        files[ImportFormat.Orders] += "\n1002,C1,2026-03-01,,,,,,5.00,5.00\n1001,C1,2026-03-01,,,,,,5.00,5.00";
        files[ImportFormat.OrderLines] += "\n1003,1,Rod,,,1,5,0,5.00,no";
        var report = await store.RunAsync(files);
        Assert.Equal(
            [
                "orders.csv, line 3, Order number: The order has no line in order-lines.csv.",
                "orders.csv, line 4, Order number: \"1001\" stands on an earlier line already.",
                "order-lines.csv, line 4, Order number: There is no order 1003 in orders.csv.",
            ],
            report.Refused.Where(r => r.Kind == RecordKind.Order).OrderBy(r => r.Problems[0].Line + (r.Key == "1003" ? 9 : 0)).Select(r => r.Problems.Single().ToString()));
    }

    [Fact]
    public async Task Handle_ColumnsAndFilesThatAreNotKnown_AreSaid()
    {
        await using var store = await ImportStore.CreateAsync();
        var files = ImportStore.GoodFiles();
        files[ImportFormat.Vendors] = "Vendor id,Vendor name,Shoe size\nV1,Shade Works,42";
        files["staff.csv"] = "Name\nBob";
        var report = await store.RunAsync(files);
        Assert.Empty(report.Refused);
        Assert.Equal(
            ["staff.csv is no file of the format and was not read.", "vendors.csv: the column \"Shoe size\" is not known and was not read."],
            report.Notes.Order());
    }

    [Fact]
    public async Task Handle_ByteOrderMarkAndOtherEncodings_ReadOrRefusedWhole()
    {
        await using var store = await ImportStore.CreateAsync();
        const string text = "Customer id,Customer name\nC1,Núñez";
        var files = new ImportFiles();
        files.Add("CUSTOMERS.csv", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)]);
        files.Add("vendors.csv", Encoding.Latin1.GetBytes("Vendor id,Vendor name\nV1,Núñez"));
        var report = (await store.Import.HandleAsync(Core.Access.Actor.CommandLine, store.AccountId, files, null, Ct)).Value;
        Assert.Equal(1, report[RecordKind.Customer].Added);
        Assert.Equal((null, "vendors.csv"), (report.Refused.Single().Kind, report.Refused.Single().Key));
        Assert.Contains("UTF-8", report.Refused.Single().Problems.Single().Reason, StringComparison.Ordinal);
        await using var db = store.Store.CreateDbContext();
        Assert.Equal("Núñez", (await db.Customers.SingleAsync(Ct)).Name);
    }

    [Fact]
    public async Task Handle_ValueWithLineBreak_LaterLinesKeepTheirNumber()
    {
        await using var store = await ImportStore.CreateAsync();
        var report = await store.RunAsync(new() { [ImportFormat.Customers] = "Customer id,Customer name,Notes\nC1,Ana,\"one\ntwo\"\n\nC2,,x" });
        Assert.Equal("customers.csv, line 5, Customer name: A value is missing.", report.Refused.Single().Problems.Single().ToString());
        await using var db = store.Store.CreateDbContext();
        Assert.Equal("one\ntwo", (await db.Customers.SingleAsync(Ct)).Notes);
    }
}
