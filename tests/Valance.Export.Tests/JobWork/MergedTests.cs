using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Changes;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Valance.Export.JobWork;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Customer = Valance.Core.Customers.Customer;
using Vendor = Valance.Core.Vendors.Vendor;

namespace Valance.Export.Tests.JobWork;

/// <summary>A person merges a customer or vendor of ours into another one in QuickBooks: recognised by our own documents, and cured by one link.</summary>
public sealed class MergedTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private QuickBooksClient QuickBooks => _site.Get<QuickBooksClientFactory>().For(_site.RealmId);

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Export_OfAMergedCustomersNextOrder_WaitsForTheLinkToTheSurvivorAndGoesUnderIt(bool isRemoved)
    {
        _site.Sandbox.Books.Rules.MergedRecordsAreRemoved = isRemoved;
        var (customer, survivor) = await MergedAsync();
        var order = await _site.Data.OrderAsync(customer);

        var child = (await _site.ExportAsync(order))[0];

        Assert.Equal((JobState.Waiting, WaitReason.Parent), (child.State, child.WaitsFor));
        var parent = await _site.JobOfAsync(customer);
        Assert.Equal((JobState.Failed, "merged-in-quickbooks"), (parent.State, parent.Cause));
        var explanation = Explanations.Of(StoredFailures.Read(parent.Failure)[0], parent.Title);
        Assert.Equal("Customer George Foreman was not updated: in QuickBooks it was merged into \"George E. Foreman\".", explanation.What);
        var found = (await _site.Get<FindHolders>().HandleAsync(_site.Bookkeeper, parent.Id, null, Ct)).Value;
        Assert.Equal((survivor, true), (Assert.Single(found.Holders).Id, found.Holders[0].CanBe(RecordKind.Customer)));

        Assert.True((await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, child.Id, survivor, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.All(_site.Books("Invoice"), i => Assert.Equal(survivor, i["CustomerRef"]!["value"]!.GetValue<string>()));
        Assert.Equal(2, _site.Books("Invoice").Count);
        Assert.Equal(200m, _site.Books("Customer").Single(c => c["Id"]!.GetValue<string>() == survivor)["Balance"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Export_OfWhatWasSentBeforeTheMerge_AsksNobodyOnceTheLinkIsPut()
    {
        var (customer, survivor) = await MergedAsync();
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.CompanyName = "Grills Inc");
        var job = (await _site.ExportAsync(customer))[0];
        Assert.True((await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, survivor, Ct)).IsDone);
        await _site.RunAsync();
        await using var db = _site.Store.CreateDbContext();
        var order = db.Orders.Single();
        await _site.Data.EditAsync<Core.Orders.Order>(order.Id, o => o.CreatedOn = o.CreatedOn.AddDays(-1));

        var again = (await _site.ExportAsync(order))[0];

        // QuickBooks' invoice changed, but to what ours is by now.
        Assert.True(again.State == JobState.Succeeded, again.Summary);
        Assert.Equal(("Grills Inc", "George E. Foreman"), (Held(survivor)["CompanyName"]!.GetValue<string>(), Held(survivor)["DisplayName"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Export_OfAMergeThatTheNamesTellOf_IsFoundBeforeTheOrderIsSent()
    {
        var (customer, _) = await MergedAsync();
        // The names are brought up to date at the beginning of a later run.
        await _site.RunLaterAsync(TimeSpan.FromMinutes(10));

        var order = (await _site.ExportAsync(await _site.Data.OrderAsync(customer)))[0];

        Assert.Equal((JobState.Waiting, 0), (order.State, order.AttemptCount));
        Assert.Equal("merged-in-quickbooks", (await _site.JobOfAsync(customer)).Cause);
    }

    [Fact]
    public async Task Link_ToASurvivorThatAnotherOfOursIs_IsRefusedAndSaysWhose()
    {
        var other = await _site.Data.CustomerAsync("George E. Foreman");
        await _site.ExportAsync(other);
        var (customer, survivor) = await MergedAsync(Id("George E. Foreman"));
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.CompanyName = "Grills Inc");
        var job = (await _site.ExportAsync(customer))[0];

        var found = (await _site.Get<FindHolders>().HandleAsync(_site.Bookkeeper, job.Id, null, Ct)).Value;

        Assert.Equal((false, "Customer George E. Foreman"), (found.Holders[0].CanBe(RecordKind.Customer), found.Holders[0].LinkedTo));
        Assert.Contains("Customer George E. Foreman is linked", (await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, survivor, Ct)).Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hear_OfAMergeOfACustomerWithoutDocuments_IsMarkedAtOnceAndFollowedByOneClick(bool isRemoved)
    {
        _site.Sandbox.Books.Rules.MergedRecordsAreRemoved = isRemoved;
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(customer);
        var survivor = (await QuickBooks.CreateAsync(new QuickBooks.Entities.Customer { DisplayName = "George E. Foreman" }, ct: Ct)).Value!.Id!;
        var gone = Id("George Foreman");
        Assert.Null(_site.Sandbox.Books.Merge(_site.RealmId, "Customer", gone, survivor));

        await HearAsync("Customer", survivor, gone);
        await _site.Get<LookForChanges>().HandleAsync(_site.ConnectionId, Ct);

        await using (var db = _site.Store.CreateDbContext())
        {
            var link = db.Links.Single();
            Assert.Equal((SeenInQuickBooks.Merged, survivor), (link.Seen, link.MergedInto));
        }

        var changes = (await _site.Get<GetChanges>().HandleAsync(_site.Bookkeeper, customer.Kind, customer.Id, true, Ct)).Value;
        Assert.Equal((SeenInQuickBooks.Merged, "merged-in-quickbooks"), (changes.Seen, changes.Stopped?.Cause));
        Assert.Equal(Refusal.NotFound, (await _site.Get<FollowMerge>().HandleAsync(await _site.Data.ActorAsync(Role.Salesperson), customer.Kind, customer.Id, Ct)).Refusal);

        Assert.True((await _site.Get<FollowMerge>().HandleAsync(_site.Bookkeeper, customer.Kind, customer.Id, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(customer)).State);
        await using var after = _site.Store.CreateDbContext();
        Assert.Equal((survivor, SeenInQuickBooks.AsSent, ""), (after.Links.Single().QuickBooksId, after.Links.Single().Seen, after.Links.Single().MergedInto));
        Assert.Equal("George E. Foreman", after.Customers.Single().DisplayName);
    }

    [Fact]
    public async Task Hear_OfAMergeThatIsNoneOfOurs_MarksNothing()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(customer);

        await HearAsync("Customer", "77", "78");
        await HearAsync("Item", "77", Id("George Foreman"));

        await using var db = _site.Store.CreateDbContext();
        Assert.Equal((SeenInQuickBooks.AsSent, ""), (db.Links.Single().Seen, db.Links.Single().MergedInto));
        Assert.Equal(Refusal.Conflict, (await _site.Get<FollowMerge>().HandleAsync(_site.Bookkeeper, customer.Kind, customer.Id, Ct)).Refusal);
    }

    [Fact]
    public async Task Export_OfAMergedVendor_IsLinkedToTheSurvivor()
    {
        var vendor = await _site.Data.VendorAsync();
        await _site.ExportAsync(await _site.Data.PurchaseOrderAsync(vendor));
        var survivor = (await QuickBooks.CreateAsync(new QuickBooks.Entities.Vendor { DisplayName = "Northern Shades" }, ct: Ct)).Value!.Id!;
        Assert.Null(_site.Sandbox.Books.Merge(_site.RealmId, "Vendor", Id("Northern Shades Supply", "Vendor"), survivor));
        await _site.Data.EditAsync<Vendor>(vendor.Id, v => v.AccountNumber = "D-77");

        var job = (await _site.ExportAsync(vendor))[0];

        Assert.Equal("merged-in-quickbooks", job.Cause);
        Assert.True((await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, survivor, Ct)).IsDone);
        await _site.RunAsync();
        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(vendor)).State);
    }

    [Fact]
    public async Task Export_OfAnInactiveCustomerWhoseInvoiceStayedHis_IsNoMerge()
    {
        var customer = await _site.Data.CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        await _site.ExportAsync(order);
        var invoice = (await QuickBooks.QueryAsync(new QuickBooksQuery<Invoice>(), ct: Ct)).Value![0];
        // Without a balance he can be made inactive.
        await QuickBooks.VoidInvoiceAsync(invoice.Id!, invoice.SyncToken!, ct: Ct);
        var held = (await QuickBooks.QueryAsync(new QuickBooksQuery<QuickBooks.Entities.Customer>(), ct: Ct)).Value![0];
        await QuickBooks.UpdateAsync(new QuickBooks.Entities.Customer { Id = held.Id, SyncToken = held.SyncToken, Sparse = true, Active = false }, ct: Ct);
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.CompanyName = "Grills Inc");

        Assert.Equal("inactive-in-quickbooks", (await _site.ExportAsync(customer))[0].Cause);
    }

    /// <summary>George Foreman was exported with an order, and merged into George E. Foreman.</summary>
    private async Task<(Customer Customer, string Survivor)> MergedAsync(string? into = null)
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(await _site.Data.OrderAsync(customer));
        var survivor = into ?? (await QuickBooks.CreateAsync(new QuickBooks.Entities.Customer { DisplayName = "George E. Foreman" }, ct: Ct)).Value!.Id!;
        Assert.Null(_site.Sandbox.Books.Merge(_site.RealmId, "Customer", Id("George Foreman"), survivor));
        return (customer, survivor);
    }

    private Task HearAsync(string entity, string left, string gone) =>
        _site.Get<HearOfChanges>().HandleAsync([new ChangeNotice(_site.RealmId, entity, left, "Merge", _site.Time.GetUtcNow()) { MergedId = gone }], Ct);

    private string Id(string name, string entity = "Customer") => _site.Books(entity).Single(c => c["DisplayName"]!.GetValue<string>() == name)["Id"]!.GetValue<string>();

    private System.Text.Json.Nodes.JsonObject Held(string id) => _site.Books("Customer").Single(c => c["Id"]!.GetValue<string>() == id);
}
