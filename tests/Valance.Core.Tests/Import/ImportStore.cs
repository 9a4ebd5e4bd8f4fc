using System.Text;
using Microsoft.Extensions.Time.Testing;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Import;

/// <summary>A store with one Account, and files written as text.</summary>
internal sealed class ImportStore : IAsyncDisposable
{
    private ImportStore(TestStore store, long accountId) => (Store, AccountId) = (store, accountId);

    public TestStore Store { get; }

    public long AccountId { get; }

    public RunImport Import => new(Store, new JobWriter(Store, new JobSignals()), new FakeTimeProvider());

    public static async Task<ImportStore> CreateAsync(TestStore? given = null)
    {
        var store = given ?? await TestStore.CreateAsync();
        await using var db = store.CreateDbContext();
        var account = new Account { Name = "Bay Shades" };
        db.Accounts.Add(account);
        await db.SaveChangesAsync();
        return new ImportStore(store, account.Id);
    }

    /// <summary>One customer, one order of two lines and freight, one payment of a part, one vendor and a purchase order: all good.</summary>
    public static Dictionary<string, string> GoodFiles() => new()
    {
        [ImportFormat.Customers] = """
            Customer id,Customer name,First name,Email addresses,Phones,Shipping address 1,Shipping city,Terms
            C1,"Núñez, Ana",Ana,ana@a.co; b@a.co,Work: 555-1; Fax: 555-2,1 Elm St,Waco,Net 30
            """,
        [ImportFormat.Vendors] = """
            Vendor id,Vendor name,Phones,City
            V1,Shade Works,Main: 555-9,Reno
            """,
        [ImportFormat.Orders] = """
            Order number,Customer id,Created on,Department,Terms,Tax code,Tax amount,Freight,Total,Balance
            1001,C1,2026-03-01,Waco,Net 30,TX 8.25%,8.17,10.00,117.18,67.18
            """,
        [ImportFormat.OrderLines] = """"
            Order number,Line,Item,Category,Description,Quantity,Unit price,Discount percent,Amount,Taxable
            1001,1,Roller shade,Shades,"Kitchen, ""white""",3,33.35,5,95.05,yes
            1001,2,Bracket,Parts,,4,0.99,0,3.96,yes
            """",
        [ImportFormat.Payments] = """
            Order number,Customer id,Received on,Amount,Payment method,Reference number,Memo
            1001,C1,03/02/2026,50.00,Check,77,Deposit
            """,
        [ImportFormat.PurchaseOrderLines] = """
            PO number,Vendor id,Date,Item,Quantity,Unit cost,Status
            P1,V1,2026-03-03,Roller shade,3,12.50,Open
            """,
    };

    public static ImportFiles Files(Dictionary<string, string> texts)
    {
        var files = new ImportFiles();
        foreach (var (name, text) in texts)
        {
            files.Add(name, Encoding.UTF8.GetBytes(text));
        }

        return files;
    }

    public async Task<ImportReport> RunAsync(Dictionary<string, string> texts)
    {
        using var files = Files(texts);
        return await RunFilesAsync(files);
    }

    public async Task<ImportReport> RunFilesAsync(ImportFiles files) =>
        (await Import.HandleAsync(Actor.CommandLine, AccountId, files, null, TestContext.Current.CancellationToken)).Value;

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
