using Valance.Core.Accounts;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Checks;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Checks;

public sealed class DisplayNameHoldersTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_NameThatCollapsesToAnEarlierOne_IsHeld()
    {
        await using var store = await TestStore.CreateAsync();
        var (first, second, vendor) = await SeedAsync(store);
        var holders = new DisplayNameHolders(store);
        Assert.Null(await holders.FindAsync(first, "1", Ct));
        Assert.Equal((RecordKind.Customer, first.Id), Key(await holders.FindAsync(second, "1", Ct)));
        Assert.Equal((RecordKind.Customer, first.Id), Key(await holders.FindAsync(vendor, "1", Ct)));
    }

    [Fact]
    public async Task Find_LaterOneIsLinked_StandsInTheWayOfTheEarlier()
    {
        await using var store = await TestStore.CreateAsync();
        var (first, _, vendor) = await SeedAsync(store);
        await using (var db = store.CreateDbContext())
        {
            db.Links.Add(new Link { AccountId = first.AccountId, RealmId = "1", RecordKind = RecordKind.Vendor, RecordId = vendor.Id, QuickBooksId = "9" });
            await db.SaveChangesAsync(Ct);
        }

        var holders = new DisplayNameHolders(store);
        Assert.Equal((RecordKind.Vendor, vendor.Id), Key(await holders.FindAsync(first, "1", Ct)));
        Assert.Null(await holders.FindAsync(vendor, "1", Ct));
        // Another company starts with no links.
        Assert.Null(await holders.FindAsync(first, "2", Ct));
    }

    [Fact]
    public async Task Find_AnotherAccountsRecord_DoesNotCount()
    {
        await using var store = await TestStore.CreateAsync();
        var (first, second, _) = await SeedAsync(store);
        second.AccountId = first.AccountId + 1;
        Assert.Null(await new DisplayNameHolders(store).FindAsync(second, "1", Ct));
    }

    [Fact]
    public async Task Find_NameThatDiffersInAnAccentAlone_IsFree()
    {
        await using var store = await TestStore.CreateAsync();
        var (_, second, _) = await SeedAsync(store);
        second.DisplayName = "Géorge Foreman";
        Assert.Null(await new DisplayNameHolders(store).FindAsync(second, "1", Ct));
    }

    private static (RecordKind, long) Key(NameHolder? holder) => (holder!.Kind, holder.RecordId);

    private static async Task<(Core.Customers.Customer First, Core.Customers.Customer Second, Core.Vendors.Vendor Vendor)> SeedAsync(TestStore store)
    {
        await using var db = store.CreateDbContext();
        var account = new Account { Name = "Bay Shades" };
        db.Accounts.Add(account);
        await db.SaveChangesAsync(Ct);
        var first = Sample.Customer(c => (c.Id, c.AccountId, c.Name) = (0, account.Id, "George Foreman"));
        var second = Sample.Customer(c => (c.Id, c.AccountId, c.Name) = (0, account.Id, "george  Foreman"));
        var vendor = Sample.Vendor(v => (v.Id, v.AccountId, v.Name) = (0, account.Id, "George Foreman "));
        foreach (var record in new Record[] { first, second, vendor })
        {
            record.Touch(Sample.Entered, "test");
            db.Add(record);
            await db.SaveChangesAsync(Ct);
        }

        return (first, second, vendor);
    }
}
