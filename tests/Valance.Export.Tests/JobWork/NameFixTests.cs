using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Holders;
using Valance.Export.JobWork;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;
using QbCustomer = Valance.QuickBooks.Entities.Customer;
using QbVendor = Valance.QuickBooks.Entities.Vendor;

namespace Valance.Export.Tests.JobWork;

/// <summary>Names that somebody bears in QuickBooks: found, linked to, made active, or given up; each time the books are looked at.</summary>
public sealed class NameFixTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private QuickBooksClient QuickBooks => _site.Get<QuickBooksClientFactory>().For(_site.RealmId);

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Find_NameOfAVendor_ShowsWhoItIsAndNamesThatAreFreeInTheCompanyToo()
    {
        await HeldAsync(new QbVendor
        {
            DisplayName = "George Foreman",
            PrimaryEmailAddr = new EmailAddress { Address = "george@grills.example" },
            PrimaryPhone = new TelephoneNumber { FreeFormNumber = "555-0199" },
        });
        await HeldAsync(new QbCustomer { DisplayName = "George Foreman (2)" });
        await _site.Data.VendorAsync("George Foreman (3)");
        var job = await RefusedAsync(await _site.Data.CustomerAsync());

        var found = await FindAsync(job);

        var holder = Assert.Single(found.Holders);
        Assert.Equal((HeldKind.Vendor, "George Foreman", true, "george@grills.example", "555-0199", 0m),
            (holder.Kind, holder.Name, holder.IsActive, holder.Email, holder.Phone, holder.Balance));
        Assert.NotNull(holder.ChangedAt);
        Assert.False(holder.CanBe(RecordKind.Customer));
        Assert.DoesNotContain("George Foreman (2)", found.FreeNames);
        Assert.DoesNotContain("George Foreman (3)", found.FreeNames);
        Assert.Contains("George Foreman (4)", found.FreeNames);
    }

    [Fact]
    public async Task Find_InactiveEmployeeWithNeedlessSpaces_IsFound()
    {
        var employee = await HeldAsync(new Employee { DisplayName = "George  Foreman", GivenName = "George", FamilyName = "Foreman" });
        await DoneAsync(QuickBooks.UpdateAsync(employee with { Active = false }, ct: Ct));
        var job = await RefusedAsync(await _site.Data.CustomerAsync());

        var holder = Assert.Single((await FindAsync(job)).Holders);

        Assert.Equal((HeldKind.Employee, false), (holder.Kind, holder.IsActive));
        Assert.Equal("George Foreman", DisplayNames.Collapse(holder.Name));
    }

    [Fact]
    public async Task Find_QuickBooksDoesNotAnswer_SaysSoInWords()
    {
        await HeldAsync(new QbCustomer { DisplayName = "George Foreman" });
        var job = await RefusedAsync(await _site.Data.CustomerAsync());
        _site.Faults.IsDown = true;

        var found = await FindAsync(job);

        Assert.Empty(found.Holders);
        Assert.Empty(found.FreeNames);
        Assert.Contains("nothing through", found.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_SameCustomer_IsUpdatedInsteadOfMadeTwiceAndItsOrderGoesOn()
    {
        var held = await HeldAsync(new QbCustomer { DisplayName = "George Foreman" });
        var customer = await _site.Data.CustomerAsync(set: c => c.Emails = ["george@foreman.example"]);
        var order = await _site.Data.OrderAsync(customer);
        var child = (await _site.ExportAsync(order))[0];
        Assert.Equal((JobState.Waiting, WaitReason.Parent), (child.State, child.WaitsFor));

        Assert.True((await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, child.Id, held.Id!, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal("george@foreman.example", Assert.Single(_site.Books("Customer"))["PrimaryEmailAddr"]!["Address"]!.GetValue<string>());
        Assert.Equal(held.Id, Assert.Single(_site.Books("Invoice"))["CustomerRef"]!["value"]!.GetValue<string>());
        var job = await _site.JobOfAsync(customer);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.Contains("Ana Cole linked it to the customer \"George Foreman\" that QuickBooks holds already.", (await _site.DetailAsync(job)).History.Select(l => l.Headline));
    }

    [Fact]
    public async Task Link_RecordThatIsAnothersAlready_IsRefused()
    {
        var first = await _site.Data.CustomerAsync("Rhoda Roman");
        await _site.ExportAsync(first);
        var held = _site.Books("Customer")[0]["Id"]!.GetValue<string>();
        var job = await RefusedAsync(await _site.Data.CustomerAsync("rhoda  roman"));

        var result = await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, held, Ct);

        Assert.Equal(Refusal.Conflict, result.Refusal);
        Assert.Contains("Customer Rhoda Roman is linked to this customer already", result.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal("Customer Rhoda Roman", Assert.Single((await FindAsync(job)).Holders).LinkedTo);
    }

    [Fact]
    public async Task Link_VendorOfThatIdOrNone_IsRefusedAndNothingChanges()
    {
        var vendor = await HeldAsync(new QbVendor { DisplayName = "George Foreman" });
        var job = await RefusedAsync(await _site.Data.CustomerAsync());

        Assert.Contains("holds no such record", (await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, vendor.Id!, Ct)).Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Failed, (await _site.JobOfAsync(await RecordAsync(job))).State);
    }

    [Fact]
    public async Task Reactivate_InactiveCustomer_IsActiveUnderItsOwnNameAndUpdated()
    {
        var held = await InactiveAsync(await HeldAsync(new QbCustomer { DisplayName = "George Foreman", Notes = "Since 1999" }));
        var customer = await _site.Data.CustomerAsync(set: c => c.CompanyName = "Grills Inc");
        var job = await RefusedAsync(customer);
        Assert.Contains("inactive in QuickBooks", (await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, held.Id!, Ct)).Problems[0].Message, StringComparison.Ordinal);

        Assert.True((await _site.Get<ReactivateAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, held.Id!, Ct)).IsDone);
        await _site.RunAsync();

        var book = Assert.Single(_site.Books("Customer"));
        Assert.Equal((true, "George Foreman", "Grills Inc"),
            (book["Active"]!.GetValue<bool>(), book["DisplayName"]!.GetValue<string>(), book["CompanyName"]!.GetValue<string>()));
        Assert.Contains("Ana Cole made the customer \"George Foreman\" active again in QuickBooks.", (await _site.DetailAsync(job)).History.Select(l => l.Headline));
    }

    [Fact]
    public async Task Reactivate_InactiveVendor_KeepsWhatQuickBooksHoldsOfIt()
    {
        var held = await HeldAsync(new QbVendor { DisplayName = "Northern Shades Supply", WebAddr = new WebSiteAddress { Uri = "https://northern.example" } });
        await DoneAsync(QuickBooks.UpdateAsync(held with { Active = false }, ct: Ct));
        var job = await RefusedAsync(await _site.Data.VendorAsync());

        Assert.True((await _site.Get<ReactivateAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, held.Id!, Ct)).IsDone);
        await _site.RunAsync();

        var book = Assert.Single(_site.Books("Vendor"));
        Assert.Equal((true, "Northern Shades Supply", "https://northern.example"),
            (book["Active"]!.GetValue<bool>(), book["DisplayName"]!.GetValue<string>(), book["WebAddr"]!["URI"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Link_CustomerThatWasMadeInactiveInQuickBooks_GoesToTheSurvivorOfTheMerge()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(customer);
        var ours = (await DoneAsync(QuickBooks.QueryAsync(new QuickBooksQuery<QbCustomer>(), ct: Ct)))[0];
        // A merge in QuickBooks leaves one of the two inactive.
        await InactiveAsync(ours);
        var survivor = await HeldAsync(new QbCustomer { DisplayName = "George E. Foreman" });
        await _site.Data.EditAsync<Core.Customers.Customer>(customer.Id, c => c.CompanyName = "Grills Inc");
        var job = (await _site.ExportAsync(customer))[0];
        Assert.Equal("inactive-in-quickbooks", job.Cause);

        var found = (await _site.Get<FindHolders>().HandleAsync(_site.Bookkeeper, job.Id, "George E. Foreman", Ct)).Value;
        await _site.Get<LinkAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Assert.Single(found.Holders).Id, Ct);
        await _site.RunAsync();

        var book = _site.Books("Customer").Single(c => c["Id"]!.GetValue<string>() == survivor.Id);
        Assert.Equal(("Grills Inc", "George E. Foreman"), (book["CompanyName"]!.GetValue<string>(), book["DisplayName"]!.GetValue<string>()));
        Assert.Equal("George E. Foreman", ((Core.Customers.Customer)await RecordAsync(job)).DisplayName);
    }

    [Fact]
    public async Task Rename_FailedCustomer_ChangesTheDisplayNameAloneAndBothGoOut()
    {
        await HeldAsync(new QbVendor { DisplayName = "George Foreman" });
        var customer = await _site.Data.CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        var child = (await _site.ExportAsync(order))[0];

        Assert.True((await _site.Get<RenameAndRetry>().HandleAsync(_site.Bookkeeper, child.Id, "  George   Foreman (Austin) ", Ct)).IsDone);
        await _site.RunAsync();

        var renamed = (Core.Customers.Customer)await RecordAsync(await _site.JobOfAsync(customer));
        Assert.Equal(("George Foreman (Austin)", "George Foreman", 2), (renamed.DisplayName, renamed.Name, renamed.Version));
        Assert.Equal("George Foreman (Austin)", Assert.Single(_site.Books("Customer"))["DisplayName"]!.GetValue<string>());
        Assert.Single(_site.Books("Invoice"));
        Assert.Contains("Ana Cole changed Display name from \"George Foreman\" to \"George Foreman (Austin)\".",
            (await _site.DetailAsync(await _site.JobOfAsync(customer))).History.Select(l => l.Headline));
    }

    [Theory]
    [InlineData("", "needed")]
    [InlineData("Rob:Barnett", "colon")]
    [InlineData("acme blinds", "Vendor Acme Blinds has this display name already")]
    [InlineData("Only In  Quickbooks", "A customer in QuickBooks has this display name already")]
    public async Task Rename_NameThatCannotBe_IsRefusedAtTheField(string name, string says)
    {
        await _site.Data.VendorAsync("Acme Blinds");
        await HeldAsync(new QbCustomer { DisplayName = "Only in QuickBooks" });
        await HeldAsync(new QbVendor { DisplayName = "George Foreman" });
        var job = await RefusedAsync(await _site.Data.CustomerAsync());

        var problem = Assert.Single((await _site.Get<RenameAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, name, Ct)).Problems);

        Assert.Equal("DisplayName", problem.Field);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixes_PersonWithoutTheRight_IsToldWhoHasIt()
    {
        await HeldAsync(new QbCustomer { DisplayName = "George Foreman" });
        var seller = await _site.Data.ActorAsync(Role.Salesperson, "Sal Seller");
        var customer = await _site.Data.CustomerAsync();
        var job = await _site.Data.JobAsync(customer, await _site.ConnectionAsync(), j => (j.State, j.RequestedByUserId) = (JobState.Failed, seller.UserId));

        var result = await _site.Get<LinkAndRetry>().HandleAsync(seller, job.Id, "1", Ct);

        Assert.Equal(Refusal.Forbidden, result.Refusal);
        Assert.Equal("Your role may not change this record. Ana Cole and Omar Reyes can.", result.Problems[0].Message);
    }

    [Fact]
    public async Task Fixes_AnotherDealersJob_IsNotFound()
    {
        var job = await RefusedAsync(await _site.Data.CustomerAsync("a:b"));
        var stranger = await (await TestData.InNewAccountAsync(_site.Store, "Other Dealer")).ActorAsync(Role.AccountAdministrator);

        Assert.Equal(Refusal.NotFound, (await _site.Get<FindHolders>().HandleAsync(stranger, job.Id, null, Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await _site.Get<LinkAndRetry>().HandleAsync(stranger, job.Id, "1", Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await _site.Get<ReactivateAndRetry>().HandleAsync(stranger, job.Id, "1", Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await _site.Get<RenameAndRetry>().HandleAsync(stranger, job.Id, "X", Ct)).Refusal);
    }

    private async Task<HoldersFound> FindAsync(Job job) => (await _site.Get<FindHolders>().HandleAsync(_site.Bookkeeper, job.Id, null, Ct)).Value;

    private async Task<Job> RefusedAsync(Record record)
    {
        var job = (await _site.ExportAsync(record))[0];
        Assert.Equal(JobState.Failed, job.State);
        return job;
    }

    private Task<T> HeldAsync<T>(T record)
        where T : class, IQuickBooksEntity => DoneAsync(QuickBooks.CreateAsync(record, ct: Ct));

    private Task<QbCustomer> InactiveAsync(QbCustomer customer) =>
        DoneAsync(QuickBooks.UpdateAsync(new QbCustomer { Id = customer.Id, SyncToken = customer.SyncToken, Sparse = true, Active = false }, ct: Ct));

    private static async Task<T> DoneAsync<T>(Task<QuickBooksAnswer<T>> call)
    {
        var answer = await call;
        return answer.Succeeded ? answer.Value : throw new InvalidOperationException(answer.Refusal.Errors.FirstOrDefault()?.Detail ?? answer.Refusal.Reason);
    }

    private async Task<Record> RecordAsync(Job job)
    {
        await using var db = _site.Store.CreateDbContext();
        return await db.Customers.SingleAsync(c => c.Id == job.RecordId, Ct);
    }
}
