using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Valance.Core.Access;
using Valance.Core.Import;
using Valance.Core.Records;
using Xunit;

namespace Valance.Core.Tests.Import;

/// <summary>What other programs call our columns is recognised; what is not, a person says once.</summary>
public sealed class RecognitionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("customers.csv", "Customer Name", "Customer name")]
    [InlineData("customers.csv", "  CUST.  NAME ", "Customer name")]
    [InlineData("customers.csv", "client_name", "Customer name")]
    [InlineData("customers.csv", "Cust #", "Customer id")]
    [InlineData("customers.csv", "Phone #", "Phones")]
    [InlineData("customers.csv", "E-Mail", "Email addresses")]
    [InlineData("customers.csv", "Street", "Billing address 1")]
    [InlineData("customers.csv", "Bill-to Address Line 2", "Billing address 2")]
    [InlineData("customers.csv", "Ship to ZIP code", "Shipping zip")]
    [InlineData("customers.csv", "Postal Code", "Billing zip")]
    [InlineData("vendors.csv", "Supplier", "Vendor name")]
    [InlineData("vendors.csv", "Acct. No.", "Account number")]
    [InlineData("orders.csv", "Sales Order #", "Order number")]
    [InlineData("orders.csv", "Order Date", "Created on")]
    [InlineData("orders.csv", "Side mark", "Sidemark")]
    [InlineData("orders.csv", "Balance Due", "Balance")]
    [InlineData("order-lines.csv", "QTY", "Quantity")]
    [InlineData("order-lines.csv", "Product/Service", "Item")]
    [InlineData("order-lines.csv", "Colour", "Color")]
    [InlineData("order-lines.csv", "Line #", "Line")]
    [InlineData("order-lines.csv", "Disc. %", "Discount percent")]
    [InlineData("payments.csv", "Check No", "Reference number")]
    [InlineData("payments.csv", "Paid On", "Received on")]
    [InlineData("purchase-order-lines.csv", "P.O.", "PO number")]
    [InlineData("purchase-order-lines.csv", "Cost", "Unit cost")]
    public void Recognise_OtherProgramsName_IsOurColumn(string kind, string heading, string column)
    {
        var places = RecognisedTable.Recognise(kind, ["Unheard of", heading]);
        Assert.Equal((column, 1), (places.Single().Key, places.Single().Value));
    }

    [Fact]
    public void Recognise_OwnNameAndAnothers_OwnNameWins()
    {
        var places = RecognisedTable.Recognise(ImportFormat.Orders, ["Date", "Order date", "Created on", "Customer", "Customer id", "Order number"]);
        Assert.Equal((2, 4, 5), (places["Created on"], places["Customer id"], places["Order number"]));
    }

    [Fact]
    public void Recognise_EveryColumnUnderItsOwnName_IsItself()
    {
        foreach (var kind in ImportFormat.Columns.Keys)
        {
            var all = ImportFormat.All(kind).ToList();
            var places = RecognisedTable.Recognise(kind, all);
            Assert.All(all, c => Assert.Equal(all.IndexOf(c), places[c]));
        }
    }

    [Theory]
    [InlineData("export 2026.csv", "Customer id,Customer name,Phone", "customers.csv")]
    [InlineData("export 2026.csv", "Order #,Cust #,Order date,Sidemark", "orders.csv")]
    [InlineData("export 2026.csv", "Order #,Product,Qty,Price", "order-lines.csv")]
    [InlineData("export 2026.csv", "Cust #,Received on,Amount,Check #", "payments.csv")]
    [InlineData("export 2026.csv", "PO #,Vendor #,PO date,Product,Qty,Cost", "purchase-order-lines.csv")]
    [InlineData("Purchase Order Lines.csv", "PO #,Vendor #", "purchase-order-lines.csv")]
    [InlineData("orders-refused.csv", "Whatever,Reason", "orders.csv")]
    [InlineData("staff.csv", "Name", null)]
    [InlineData("export 2026.csv", "Height,Width", null)]
    public void Of_FileOfAnyName_IsKnownByNameElseByColumns(string name, string heading, string? kind)
    {
        using var files = new ImportFiles();
        files.Add(name, Encoding.UTF8.GetBytes(heading + "\nx"));
        Assert.Equal(kind, RecognisedTable.Of(files.Tables.Single()).Kind);
    }

    [Fact]
    public async Task Keep_ColumnsChosenByHand_AreUsedForEveryLaterFileWithTheHeadingInAnyOrder()
    {
        await using var store = await ImportStore.CreateAsync();
        var choose = new ChooseColumns(store.Store, new FakeTimeProvider());
        using var first = ImportStore.Files(new() { ["list.csv"] = "Kennung,Nom,Memo 1\nC1,Ana,tall\nC2,,small" });
        var table = Assert.Single(await choose.RecogniseAsync(store.AccountId, first, Ct));
        Assert.Equal((null, false), (table.Kind, table.IsChosen));
        Assert.Equal([["C1", "Ana", "tall"], ["C2", "", "small"]], table.Table.FirstRows);
        var columns = new Dictionary<string, string> { ["Customer id"] = "Kennung", ["Customer name"] = "Nom", ["Notes"] = "Memo 1" };
        Assert.True((await choose.KeepAsync(Actor.CommandLine, store.AccountId, table.Table.Heading, ImportFormat.Customers, columns, Ct)).IsDone);
        using var later = ImportStore.Files(new() { ["other.csv"] = "memo 1,NOM,Kennung,Reason\nround,Ben,C3,was wrong" });
        table = Assert.Single(await choose.RecogniseAsync(store.AccountId, later, Ct));
        Assert.Equal((ImportFormat.Customers, true, 0), (table.Kind, table.IsChosen, table.Missing.Count));
        var report = await store.RunFilesAsync(later);
        Assert.Equal(1, report[RecordKind.Customer].Added);
        Assert.Empty(report.Notes);
        await using var db = store.Store.CreateDbContext();
        Assert.Equal(("C3", "Ben", "round"), await db.Customers.Select(c => ValueTuple.Create(c.ExternalId, c.Name, c.Notes)).SingleAsync(Ct));
        Assert.Equal("command line", (await db.ColumnChoices.SingleAsync(Ct)).ChosenBy);
        // Another dealer's choice is another one's.
        Assert.Null((await choose.RecogniseAsync(store.AccountId + 1, later, Ct)).Single().Kind);
        await choose.ForgetAsync(Actor.CommandLine, store.AccountId, later.Tables[0].Heading, Ct);
        Assert.Null((await choose.RecogniseAsync(store.AccountId, later, Ct)).Single().Kind);
    }

    [Fact]
    public async Task Keep_LeftAside_IsNotReadAndSaid()
    {
        await using var store = await ImportStore.CreateAsync();
        var choose = new ChooseColumns(store.Store, new FakeTimeProvider());
        var files = ImportStore.GoodFiles();
        files["extra.csv"] = "Customer id,Customer name,Phone\nC9,Nobody,1";
        using var all = ImportStore.Files(files);
        var extra = all.Tables.Single(t => t.Name == "extra.csv");
        await choose.KeepAsync(Actor.CommandLine, store.AccountId, extra.Heading, null, new Dictionary<string, string>(), Ct);
        var report = await store.RunFilesAsync(all);
        Assert.Equal(1, report[RecordKind.Customer].Added);
        Assert.Equal(["extra.csv was left aside, as chosen."], report.Notes);
    }

    [Fact]
    public async Task Keep_NoSuchColumnOrRole_IsRefused()
    {
        await using var store = await ImportStore.CreateAsync();
        var choose = new ChooseColumns(store.Store, new FakeTimeProvider());
        var wrong = new Dictionary<string, string> { ["Shoe size"] = "Shoe" };
        Assert.Equal(Refusal.Invalid, (await choose.KeepAsync(Actor.CommandLine, store.AccountId, ["Shoe"], ImportFormat.Customers, wrong, Ct)).Refusal);
        var salesperson = new Actor(2, "T", Role.Salesperson, store.AccountId);
        Assert.Equal(Refusal.Forbidden, (await choose.KeepAsync(salesperson, store.AccountId, ["Shoe"], null, new Dictionary<string, string>(), Ct)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await choose.ForgetAsync(salesperson, store.AccountId, ["Shoe"], Ct)).Refusal);
    }

    [Fact]
    public async Task Handle_SameHeadingTwice_IsRefusedWhole()
    {
        await using var store = await ImportStore.CreateAsync();
        var report = await store.RunAsync(new() { [ImportFormat.Customers] = "Customer id,Customer name,Customer name\nC1,Ana,Ben" });
        Assert.Equal("customers.csv, line 1, Customer name: The column stands twice in the heading.", report.Refused.Single().Problems.Single().ToString());
    }
}
