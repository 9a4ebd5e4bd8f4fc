using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Checks;
using Valance.QuickBooks;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Checks;

/// <summary>Many records at once: what lists, selections and bulk exports ask.</summary>
public sealed class ReadinessTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Of_Order_WaitsForItsCustomersCure()
    {
        var customer = await _site.Data.CustomerAsync("Smith: bath");
        var order = await _site.Data.OrderAsync(customer);
        var payment = await _site.Data.PaymentAsync(customer, 50m, [order]);
        var found = Assert.Single(await OfAsync(RecordKind.Order, order.Id));
        Assert.Equal(("parent-not-ready", new RecordKey(RecordKind.Customer, customer.Id)), (found.Name, found.Parent));
        Assert.Contains("Smith: bath", found.Sentence, StringComparison.Ordinal);
        // The payment names both that go before it, each once.
        Assert.Equal(
            [new(RecordKind.Customer, customer.Id), new(RecordKind.Order, order.Id)],
            (await OfAsync(RecordKind.Payment, payment.Id)).Select(f => f.Parent));
    }

    [Fact]
    public async Task Of_ChildOfAnExportedParent_NeedsNothingOfIt()
    {
        var customer = await _site.Data.CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        await _site.ExportAsync(customer);
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.DisplayName = "Smith: bath");
        Assert.Empty(await OfAsync(RecordKind.Order, order.Id));
    }

    [Fact]
    public async Task Of_WhatTheCompanyLacks_IsFoundWithoutARequest()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(customer);
        var order = await _site.Data.OrderAsync(customer, set: o => o.TaxCode = "TX 8.25");
        _site.Faults.Sent.Clear();
        var found = Assert.Single(await OfAsync(RecordKind.Order, order.Id));
        Assert.Equal(("missing-tax-code", true), (found.Name, found.IsAboutMappings));
        Assert.Empty(_site.Faults.Sent);
    }

    [Fact]
    public async Task Of_SentencesOfFindings_DoNotSpeakOfAnExportThatWasNotTried()
    {
        var customer = await _site.Data.CustomerAsync("Smith: bath");
        var found = Assert.Single(await OfAsync(RecordKind.Customer, customer.Id));
        Assert.StartsWith("The display name \"Smith: bath\" holds", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_AnotherAccountsRecordOfThisName_IsNoHolder()
    {
        var first = await _site.Data.CustomerAsync("George Foreman");
        await _site.Data.AccountAsync("Sunrise Blinds");
        var second = await _site.Data.CustomerAsync("George Foreman");
        Assert.Empty((await _site.Get<RecordReadiness>().OfAsync(RecordKind.Customer, [first.Id, second.Id], Ct)).SelectMany(f => f.Value));
    }

    [Fact]
    public async Task Preflight_Selection_GroupsByCauseAndNamesTheReady()
    {
        var ready = await _site.Data.CustomerAsync("Ready");
        await _site.Data.CustomerAsync("a:b");
        await _site.Data.CustomerAsync("c:d");
        await _site.Data.CustomerAsync("e:f", c => c.Phones = [new() { Label = "Main", Number = new('1', 31) }]);
        var found = await PreflightAsync(RecordKind.Customer, [ready.Id, ready.Id + 1, ready.Id + 2, ready.Id + 3]);
        Assert.Equal((4, 3, ready.Id), (found.Total, found.NotReady, Assert.Single(found.ReadyOf(RecordKind.Customer))));
        Assert.Equal([("invalid-character", 3), ("phone-too-long", 1)], found.Groups.Select(g => (g.Cause, g.Records.Count)));
        Assert.Equal("Display name: A character that QuickBooks refuses", found.Groups[0].Title);
        Assert.Equal("Customer a:b", found.Groups[0].Records[0].Label);
    }

    [Theory]
    [InlineData("Display name", "Display name already used", "Display name already used")]
    [InlineData("Order number", "Number already used", "Order number already used")]
    [InlineData("First name", "Too long", "First name: Too long")]
    [InlineData("", "Purchase orders are off", "Purchase orders are off")]
    public void Preflight_TitleOfAGroup_SaysTheFieldOnce(string field, string title, string said) => Assert.Equal(said, PreflightSelection.Title(field, title));

    [Fact]
    public async Task Preflight_ChildrenOfOneCause_LeadToTheParent()
    {
        var customer = await _site.Data.CustomerAsync("a:b");
        var order = await _site.Data.OrderAsync(customer);
        var found = await PreflightAsync(RecordKind.Order, [order.Id]);
        Assert.Equal(new(RecordKind.Customer, customer.Id), found.Groups.Single().Records.Single().At);
    }

    [Fact]
    public async Task Preflight_ThousandRecords_TellsHowFarItIsAndAsksQuickBooksNothing()
    {
        var ids = new List<long>();
        for (var i = 0; i < 1001; i++)
        {
            ids.Add((await _site.Data.CustomerAsync($"Customer {i}{(i % 10 == 0 ? ":" : "")}")).Id);
        }

        _site.Faults.Sent.Clear();
        var looked = new List<int>();
        var found = await _site.Get<PreflightSelection>().HandleAsync(
            _site.Bookkeeper, new Dictionary<RecordKind, IReadOnlyCollection<long>> { [RecordKind.Customer] = ids }, new Seen(looked), Ct);
        Assert.Equal((1001, 101), (found.Value.Total, found.Value.NotReady));
        Assert.Equal([500, 1000, 1001], looked);
        Assert.Empty(_site.Faults.Sent);
    }

    [Fact]
    public async Task Preflight_OfAnotherAccount_FindsNothing()
    {
        var customer = await _site.Data.CustomerAsync();
        var other = await TestData.InNewAccountAsync(_site.Store, "Sunrise Blinds");
        var stranger = await other.ActorAsync(Role.Bookkeeper);
        var found = await _site.Get<PreflightSelection>().HandleAsync(stranger, RecordKind.Customer, [customer.Id], Ct);
        Assert.Equal(Core.Refusal.NotFound, found.Refusal);
    }

    [Fact]
    public async Task Preflight_SupportAgent_MayNot()
    {
        var customer = await _site.Data.CustomerAsync();
        var support = await _site.Data.ActorAsync(Role.SupportAgent);
        Assert.Equal(Core.Refusal.Forbidden, (await _site.Get<PreflightSelection>().HandleAsync(support, RecordKind.Customer, [customer.Id], Ct)).Refusal);
    }

    [Fact]
    public async Task Among_Many_FindsTheNotReadyAndSeesAChangeAtOnce()
    {
        var ready = await _site.Data.CustomerAsync("Ready");
        var spoiled = await _site.Data.CustomerAsync("a:b");
        var finder = _site.Get<NotReadyRecords>();
        Assert.Equal([spoiled.Id], await finder.AmongAsync(RecordKind.Customer, [ready.Id, spoiled.Id], Ct));
        await _site.Data.EditAsync<Customer>(spoiled.Id, c => c.DisplayName = "a b");
        await _site.Data.EditAsync<Customer>(ready.Id, c => c.DisplayName = "c:d");
        Assert.Equal([ready.Id], await finder.AmongAsync(RecordKind.Customer, [ready.Id, spoiled.Id], Ct));
    }

    [Fact]
    public async Task Among_WhatHangsOnAnotherRecord_IsLookedAtAgainAfterAMinute()
    {
        var first = await _site.Data.CustomerAsync("George Foreman");
        var second = await _site.Data.CustomerAsync("George  Foreman");
        var finder = _site.Get<NotReadyRecords>();
        Assert.Equal([second.Id], await finder.AmongAsync(RecordKind.Customer, [second.Id], Ct));
        await _site.Data.EditAsync<Customer>(first.Id, c => c.DisplayName = "Foreman, George");
        _site.Time.Forward(TimeSpan.FromMinutes(1));
        Assert.Empty(await finder.AmongAsync(RecordKind.Customer, [second.Id], Ct));
    }

    [Fact]
    public async Task Of_OrderBeforeAnItemIsCounted_IsFound()
    {
        await using var site = await TestSite.CreateAsync(seed: "default");
        var customer = await site.Data.CustomerAsync("Counted");
        await site.ExportAsync(customer);
        var order = await site.Data.OrderAsync(customer, 59m, o =>
        {
            o.CreatedOn = new DateOnly(2025, 12, 31);
            o.Lines[0].Item = "Remote Control";
        });
        var found = Assert.Single(await site.Get<RecordReadiness>().OfAsync(RecordKind.Order, order.Id, Ct));
        Assert.Equal(("before-inventory-start", "Created on", false), (found.Name, found.Field, found.IsAboutMappings));
        Assert.Contains("12/31/2025", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_NameThatSomebodyHasInQuickBooks_IsFoundOnceItsNamesAreKnown()
    {
        await using var site = await TestSite.CreateAsync(seed: "default");
        var customer = await site.Data.CustomerAsync("wendeline  Oakhurst");
        Assert.Empty(await site.Get<RecordReadiness>().OfAsync(RecordKind.Customer, customer.Id, Ct));
        await site.Get<CompanyCatalogues>().For(site.RealmId).NamesAsync(site.Get<QuickBooksClientFactory>().For(site.RealmId), ct: Ct);
        var found = Assert.Single(await site.Get<RecordReadiness>().OfAsync(RecordKind.Customer, customer.Id, Ct));
        Assert.Equal(("duplicate-name", "An employee in QuickBooks bears the display name already."), (found.Name, found.Failure.Detail));

        site.Faults.Sent.Clear();
        var job = Assert.Single(await site.ExportAsync(customer));
        Assert.Equal((Core.Jobs.JobState.Failed, "duplicate-name"), (job.State, job.Cause));
        Assert.DoesNotContain(site.Faults.Sent, r => r.StartsWith("POST", StringComparison.Ordinal) && !r.EndsWith("/query", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Know_CompanyNotReadYet_IsReadOnceAndOnlyForWhoMaySee()
    {
        await _site.Get<QuickBooksClientFactory>().For(_site.RealmId).CreateAsync(new QuickBooks.Entities.Vendor { DisplayName = "Bea Long" }, ct: Ct);
        var customer = await _site.Data.CustomerAsync("Bea Long");
        var know = _site.Get<KnowCompany>();
        Assert.Empty(await OfAsync(RecordKind.Customer, customer.Id));
        Assert.False(await know.HandleAsync(_site.Bookkeeper with { AccountId = _site.Data.Account.Id + 1 }, _site.Data.Account.Id, Ct));
        Assert.True(await know.HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, Ct));
        Assert.Equal("duplicate-name", Assert.Single(await OfAsync(RecordKind.Customer, customer.Id)).Name);

        _site.Faults.Sent.Clear();
        Assert.False(await know.HandleAsync(_site.Bookkeeper, _site.Data.Account.Id, Ct));
        Assert.Empty(_site.Faults.Sent);
    }

    [Fact]
    public async Task Export_NamesNotKnownYet_AreReadOnceForAll()
    {
        await _site.Get<QuickBooksClientFactory>().For(_site.RealmId).CreateAsync(new QuickBooks.Entities.Vendor { DisplayName = "Bea Long" }, ct: Ct);
        var jobs = await _site.ExportAsync(await _site.Data.CustomerAsync("bea  long"), await _site.Data.CustomerAsync("Cy Short"), await _site.Data.VendorAsync("Dee Wide"));
        Assert.Equal([(Core.Jobs.JobState.Failed, "duplicate-name"), (Core.Jobs.JobState.Succeeded, ""), (Core.Jobs.JobState.Succeeded, "")], jobs.Select(j => (j.State, j.Cause)));

        _site.Faults.Sent.Clear();
        await _site.ExportAsync(await _site.Data.CustomerAsync("Eve Tall"));
        Assert.Equal(["POST"], _site.Faults.Sent.Select(r => r.Split(' ')[0]));
    }

    [Fact]
    public async Task Export_NamesThatCannotBeRead_LeavesTheLastWordToQuickBooks()
    {
        await _site.ExportAsync(await _site.Data.CustomerAsync("First"));
        _site.Get<CompanyCatalogues>().ForgetNames(_site.RealmId);
        _site.Faults.Answer("/query", System.Net.HttpStatusCode.BadRequest, """{"Fault":{"Error":[{"Message":"No","Detail":"No","code":"4002"}],"type":"ValidationFault"}}""");
        var jobs = await _site.ExportAsync(await _site.Data.CustomerAsync("Bea Long"), await _site.Data.CustomerAsync("Cy Short"));
        Assert.All(jobs, j => Assert.Equal(Core.Jobs.JobState.Succeeded, j.State));
    }

    [Fact]
    public async Task Of_ExportedRecordThatTakesAnothersName_IsFoundBeforeItIsSent()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.Get<QuickBooksClientFactory>().For(_site.RealmId).CreateAsync(new QuickBooks.Entities.Vendor { DisplayName = "Bea Long" }, ct: Ct);
        await _site.ExportAsync(customer);
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.DisplayName = "Bea Long");
        Assert.Equal("duplicate-name", Assert.Single(await OfAsync(RecordKind.Customer, customer.Id)).Name);

        _site.Faults.Sent.Clear();
        Assert.Equal("duplicate-name", Assert.Single(await _site.ExportAsync(customer)).Cause);
        Assert.DoesNotContain(_site.Faults.Sent, r => r.EndsWith("/customer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_OwnNameInQuickBooks_IsNoHindrance()
    {
        var customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(customer);
        await _site.Get<CompanyCatalogues>().For(_site.RealmId).NamesAsync(_site.Get<QuickBooksClientFactory>().For(_site.RealmId), ct: Ct);
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.FirstName = "George");
        Assert.Empty(await OfAsync(RecordKind.Customer, customer.Id));
        Assert.Equal(Core.Jobs.JobState.Succeeded, Assert.Single(await _site.ExportAsync(customer)).State);
    }

    [Fact]
    public async Task Cure_Offered_IsMadeOnceAndInThePersonsName()
    {
        var customer = await _site.Data.CustomerAsync("Smith: bath", c => c.FirstName = "a:b");
        var cures = _site.Get<ApplyCure>();
        foreach (var finding in await OfAsync(RecordKind.Customer, customer.Id))
        {
            Assert.True(ApplyCure.Can(RecordKind.Customer, finding.Field));
            Assert.True((await cures.HandleAsync(_site.Bookkeeper, new(RecordKind.Customer, customer.Id), finding, Ct)).IsDone);
            Assert.Equal(Core.Refusal.Conflict, (await cures.HandleAsync(_site.Bookkeeper, new(RecordKind.Customer, customer.Id), finding, Ct)).Refusal);
        }

        Assert.Empty(await OfAsync(RecordKind.Customer, customer.Id));
        await using var db = _site.Store.CreateDbContext();
        var cured = (await db.Customers.FindAsync([customer.Id], Ct))!;
        Assert.Equal(("Smith - bath", "a - b", "Smith: bath", "Ana Cole"), (cured.DisplayName, cured.FirstName, cured.Name, cured.UpdatedBy));
    }

    [Fact]
    public async Task Cure_OfAVendorsAccountNumber_GoesThroughItsForm()
    {
        var vendor = await _site.Data.VendorAsync(set: v => v.AccountNumber = new string('7', 105));
        var finding = Assert.Single(await OfAsync(RecordKind.Vendor, vendor.Id));
        var cured = await _site.Get<ApplyCure>().HandleAsync(_site.Bookkeeper, new(RecordKind.Vendor, vendor.Id), finding, Ct);
        Assert.True(cured.IsDone, cured.ToString());
        Assert.Empty(await OfAsync(RecordKind.Vendor, vendor.Id));
    }

    [Fact]
    public async Task Cure_OfAnOrderNumber_IsNotOffered()
    {
        // A number that is cut makes duplicates: a person must think of one.
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync(), set: o => o.Number = new string('7', 25));
        var finding = Assert.Single(await OfAsync(RecordKind.Order, order.Id));
        Assert.Null(finding.Suggestion);
        Assert.Equal(Core.Refusal.Invalid, (await _site.Get<ApplyCure>().HandleAsync(_site.Bookkeeper, new(RecordKind.Order, order.Id), finding, Ct)).Refusal);
    }

    [Fact]
    public async Task Of_TwoMethodsAlike_AreFoundUnlessAMappingTellsThemApart()
    {
        var customer = await _site.Data.CustomerAsync();
        var payment = await _site.Data.PaymentAsync(customer, 1m, set: p => p.Method = "American Express Corporate Card 1");
        await _site.Data.PaymentAsync(customer, 1m, set: p => p.Method = "American Express Corporate Card 2");
        Assert.Equal("method-collision", Assert.Single(await OfAsync(RecordKind.Payment, payment.Id)).Name);
        await _site.Data.EditAsync<Payment>(payment.Id, p => p.Method = "Check");
        Assert.Empty(await OfAsync(RecordKind.Payment, payment.Id));
    }

    private Task<IReadOnlyList<Finding>> OfAsync(RecordKind kind, long id) => _site.Get<RecordReadiness>().OfAsync(kind, id, Ct);

    private async Task<Preflight> PreflightAsync(RecordKind kind, long[] ids) =>
        (await _site.Get<PreflightSelection>().HandleAsync(_site.Bookkeeper, kind, ids, Ct)).Value;

    private sealed class Seen(List<int> counts) : IProgress<int>
    {
        public void Report(int value) => counts.Add(value);
    }
}
