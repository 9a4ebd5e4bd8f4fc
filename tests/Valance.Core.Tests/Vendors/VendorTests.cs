using Microsoft.EntityFrameworkCore;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;
using Xunit;

namespace Valance.Core.Tests;

public sealed class VendorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_CompanyAndContact_IsNamedAfterTheCompany()
    {
        await using var dealer = await Dealer.CreateAsync();
        var input = new VendorInput { CompanyName = "Hunter Shades", FirstName = "Pat", LastName = "Lee", Terms = "NET 30", AccountNumber = " 77-1 " };
        var saved = await dealer.SaveVendor.HandleAsync(dealer.Bookkeeper, SaveTarget.New(), input, Ct);
        await using var db = dealer.Store.CreateDbContext();
        var vendor = await db.Vendors.SingleAsync(v => v.Id == saved.Value.Id, Ct);
        Assert.Equal(("Hunter Shades", "Hunter Shades", "Net 30", "77-1"), (vendor.Name, vendor.DisplayName, vendor.Terms, vendor.AccountNumber));
    }

    [Fact]
    public async Task Save_ManyFaults_NamesEachAtItsField()
    {
        await using var dealer = await Dealer.CreateAsync();
        var input = new VendorInput { Email = "x", Terms = "Net 1", Phones = [new() { Number = "?" }], Address = new() { Zip = "1" }, AccountNumber = new string('9', 101) };
        var result = await dealer.SaveVendor.HandleAsync(dealer.Bookkeeper, SaveTarget.New(), input, Ct);
        Assert.Equal(["Name", "AccountNumber", "Email", "Terms", "Phones[0].Number", "Address.Zip"], result.Problems.Select(p => p.Field));
    }

    [Fact]
    public async Task Save_Salesperson_IsForbiddenAndSeesNone()
    {
        await using var dealer = await Dealer.CreateAsync();
        Assert.Equal(Refusal.Forbidden, (await dealer.SaveVendor.HandleAsync(dealer.Ana, SaveTarget.New(), new() { Name = "V" }, Ct)).Refusal);
        var saved = await dealer.SaveVendor.HandleAsync(dealer.Bookkeeper, SaveTarget.New(), new() { Name = "V" }, Ct);
        Assert.Empty((await new VendorList(dealer.Store).HandleAsync(dealer.Ana, new(), Ct)).Value.Rows);
        Assert.Equal(Refusal.NotFound, (await Detail(dealer).HandleAsync(dealer.Ana, saved.Value.Id, Ct)).Refusal);
    }

    [Fact]
    public async Task Save_TwoEditors_SecondSeesWhatStands()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = (await dealer.SaveVendor.HandleAsync(dealer.Bookkeeper, SaveTarget.New(), new() { Name = "V" }, Ct)).Value;
        await dealer.SaveVendor.HandleAsync(dealer.Bookkeeper, SaveTarget.Edit(saved.Id, 1), new() { Name = "V1" }, Ct);
        var second = await dealer.SaveVendor.HandleAsync(dealer.Bookkeeper, SaveTarget.Edit(saved.Id, 1), new() { Name = "V2" }, Ct);
        Assert.Equal("V1", Assert.IsType<VendorInput>(second.Standing!.Input).Name);
    }

    [Fact]
    public async Task Detail_Cancelled_IsStillReadable()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = (await dealer.SaveVendor.HandleAsync(dealer.Bookkeeper, SaveTarget.New(), new() { Name = "V" }, Ct)).Value;
        await new CancelVendor(dealer.Store, dealer.Time).HandleAsync(dealer.Bookkeeper, saved.Id, 1, cancelled: true, Ct);
        var page = (await Detail(dealer).HandleAsync(dealer.Bookkeeper, saved.Id, Ct)).Value;
        Assert.Equal((true, ExportState.NotExported, true, 0), (page.Vendor.IsCancelled, page.Export.State, page.MayEdit, page.OpenPurchaseOrders));
        Assert.Empty((await new VendorList(dealer.Store).HandleAsync(dealer.Bookkeeper, new(), Ct)).Value.Rows);
        Assert.False((await Detail(dealer).HandleAsync(dealer.Support, saved.Id, Ct)).Value.MayEdit);
    }

    private static VendorDetail Detail(Dealer dealer) => new(dealer.Store, dealer.Statuses);
}
