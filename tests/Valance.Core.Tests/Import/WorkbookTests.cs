using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Import;
using Valance.Core.Records;
using Xunit;

namespace Valance.Core.Tests.Import;

/// <summary>Workbooks come through the same door as CSV files: each sheet is a table.</summary>
public sealed class WorkbookTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static object?[][] Customers =>
    [
        ["Cust. #", "Customer Name", "ZIP", "Taxable"],
        [7, "Núñez, Ana", new SmallWorkbook.Zip(501), true],
        [],
        ["C-8", "Ben Quist", "10001", false],
    ];

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("en-US")]
    public async Task Handle_WorkbookOfSeveralSheets_IsTakenWhateverTheServersCulture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            await using var store = await ImportStore.CreateAsync();
            using var files = new ImportFiles();
            files.Add("everything.xlsx", SmallWorkbook.Of(
                ("Customers", Customers),
                ("Nothing", []),
                ("2026", [["Order number", "Customer id", "Order date", "Tax", "Total"], [1001, 7, new DateOnly(2026, 3, 1), new SmallWorkbook.Raw("8.1699999999999999"), 103.22]]),
                ("Lines", [["Order number", "Product", "Qty", "Price", "Line total"], [1001, "Roller shade", 3, new SmallWorkbook.Raw("31.683333333333334"), 95.05]])));
            var report = await store.RunFilesAsync(files);
            Assert.Equal("everything.xlsx, Lines, line 2, Unit price: 31.6833333333333 has more than 7 decimals.", report.Refused.Single().Problems.Single().ToString());
            files.Add("everything.xlsx", SmallWorkbook.Of(
                ("Customers", Customers),
                ("2026", [["Order number", "Customer id", "Order date", "Tax", "Total"], [1001, 7, new DateOnly(2026, 3, 1), new SmallWorkbook.Raw("8.1699999999999999"), 108.22]]),
                ("Lines", [["Order number", "Product", "Qty", "Price", "Line total"], [1001, "Roller shade", 3, 33.35, new SmallWorkbook.Raw("100.05000000000001")]])));
            report = await store.RunFilesAsync(files);
            Assert.Empty(report.Refused);
            await using var db = store.Store.CreateDbContext();
            var order = await db.Orders.Include(o => o.Customer).SingleAsync(Ct);
            Assert.Equal(("1001", new DateOnly(2026, 3, 1), 8.17m, 108.22m), (order.Number, order.CreatedOn, order.TaxAmount, order.Total));
            Assert.Equal(("7", "Núñez, Ana", "00501", true), (order.Customer!.ExternalId, order.Customer.Name, order.Customer.BillingAddress.Zip, order.Customer.Taxable));
            Assert.Equal(("10001", false), (await db.Customers.Where(c => c.ExternalId == "C-8").Select(c => ValueTuple.Create(c.BillingAddress.Zip, c.Taxable)).SingleAsync(Ct)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Handle_RowsAfterAnEmptyOne_KeepTheirNumber()
    {
        await using var store = await ImportStore.CreateAsync();
        using var files = new ImportFiles();
        files.Add("customers.xlsx", SmallWorkbook.Of(("Sheet1", [["Customer id", "Customer name"], ["C1", "Ana"], [], ["C2", null], ["C3", "Cy", "stray"]])));
        var report = await store.RunFilesAsync(files);
        Assert.Equal(
            ["customers.xlsx, Sheet1, line 4, Customer name: A value is missing.", "customers.xlsx, Sheet1, line 5: The row has a value in column 3, the heading ends at column 2."],
            report.Refused.SelectMany(r => r.Problems).Select(p => p.ToString()));
        Assert.Equal(1, report[RecordKind.Customer].Added);
    }

    [Fact]
    public async Task Handle_WhatIsNoWorkbook_IsRefusedWhole()
    {
        await using var store = await ImportStore.CreateAsync();
        using var files = new ImportFiles();
        files.Add("customers.xlsx", [1, 2, 3]);
        files.Add("vendors.csv", "Vendor id,Vendor name\nV1,Shade Works"u8.ToArray());
        var report = await store.RunFilesAsync(files);
        Assert.Contains("no Excel workbook", report.Refused.Single().Problems.Single().Reason, StringComparison.Ordinal);
        Assert.Equal(1, report[RecordKind.Vendor].Added);
    }

    [Fact]
    public void FindTooLarge_BombAmongTheSheets_IsNamedBeforeItIsRead()
    {
        using var files = new ImportFiles();
        using var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            entry.Write(new byte[2_000_000]);
        }

        Assert.InRange(bomb.Length, 1, 20_000);
        files.Add("bomb.xlsx", bomb.ToArray());
        Assert.Equal("bomb.xlsx", files.FindTooLarge(1_000_000));
        Assert.Null(files.FindTooLarge(2_000_000));
    }
}
