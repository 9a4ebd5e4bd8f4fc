using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Export.Changes;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Customer = Valance.Core.Customers.Customer;
using Payment = Valance.QuickBooks.Entities.Payment;
using Their = Valance.QuickBooks.Entities.Customer;

namespace Valance.Export.Tests.Changes;

/// <summary>Both sides changed a record since it was sent: nobody's work is overwritten without a choice, and a choice is asked once.</summary>
public sealed class ConflictTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Update_NobodyChangedItThere_SendsOnlyWhatIsOursSparsely()
    {
        var customer = await CustomerAsync();
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.CompanyName = "Grills Inc");

        var job = (await _site.ExportAsync(customer))[0];

        Assert.Equal(JobState.Succeeded, job.State);
        await using var db = _site.Store.CreateDbContext();
        var payload = (await db.JobAttempts.SingleAsync(a => a.JobId == job.Id, Ct)).Payload;
        Assert.Contains("\"sparse\":true", payload, StringComparison.Ordinal);
        Assert.Equal("Grills Inc", Assert.Single(_site.Books("Customer")).Text("CompanyName"));
    }

    [Fact]
    public async Task Update_SameFieldChangedThere_StopsAndNamesTheFieldsAndOverwritesNothing()
    {
        var customer = await ChangedOnBothSidesAsync();

        var job = (await _site.ExportAsync(customer))[0];

        Assert.Equal((JobState.Failed, "changed-in-quickbooks"), (job.State, job.Cause));
        Assert.Equal("Customer George Foreman was not updated: since the last export somebody changed it in QuickBooks too (Company name, Phone).", job.Summary);
        Assert.Equal("Theirs Ltd", Assert.Single(_site.Books("Customer")).Text("CompanyName"));
    }

    [Fact]
    public async Task Changes_BothSidesChanged_ShowsLastSentOursAndTheirs()
    {
        var customer = await ChangedOnBothSidesAsync();

        var changes = await ChangesAsync(customer);

        var company = changes.Fields.Single(f => f.Field == Fields.CompanyName);
        Assert.Equal(("Foreman Grills", "Ours Inc", "Theirs Ltd", true), (company.Sent, company.Ours, company.Theirs, company.NeedsChoice));
        var phone = changes.Fields.Single(f => f.Field == Fields.Phone);
        Assert.Equal(("555-0100", "555-0100", "555-0999", false, true), (phone.Sent, phone.Ours, phone.Theirs, phone.OursChanged, phone.NeedsChoice));
        Assert.DoesNotContain(changes.Fields, f => f.Field == Fields.LastName);
    }

    [Fact]
    public async Task Changes_OursAlone_ComparesWithoutAskingQuickBooks()
    {
        var customer = await ChangedOnBothSidesAsync();
        var before = _site.Faults.Sent.Count;

        var changes = (await _site.Get<GetChanges>().HandleAsync(_site.Bookkeeper, customer.Kind, customer.Id, withTheirs: false, Ct)).Value;

        Assert.Equal(before, _site.Faults.Sent.Count);
        var changed = Assert.Single(changes.Fields);
        Assert.Equal((Fields.CompanyName, "Foreman Grills", "Ours Inc", null), (changed.Field, changed.Sent, changed.Ours, changed.Theirs));
    }

    [Fact]
    public async Task Choose_OursForOneAndTheirsForTheOther_BothBooksAgreeAndNobodyIsAskedAgain()
    {
        var customer = await ChangedOnBothSidesAsync();
        var failed = (await _site.ExportAsync(customer))[0];

        var chosen = await ChooseAsync(customer, Fields.Phone);
        await _site.RunAsync();

        Assert.True(chosen.IsDone, chosen.ToString());
        var there = Assert.Single(_site.Books("Customer"));
        Assert.Equal(("Ours Inc", "555-0999"), (there.Text("CompanyName"), there.Text("PrimaryPhone.FreeFormNumber")));
        await using var db = _site.Store.CreateDbContext();
        var here = await db.Customers.SingleAsync(c => c.Id == customer.Id, Ct);
        Assert.Equal(("Ours Inc", "555-0999"), (here.CompanyName, here.Phones[0].Number));
        var job = await _site.JobOfAsync(customer);
        Assert.Equal((JobState.Succeeded, false), (job.State, job.HasWarnings));
        Assert.Equal(job.Id, (await db.Jobs.SingleAsync(j => j.Id == failed.Id, Ct)).ClearedByJobId);
        Assert.Contains("Ana Cole compared both sides and chose which values stand.", (await _site.DetailAsync(job)).History.Select(h => h.Headline));
        Assert.Empty((await ChangesAsync(customer)).Fields);
    }

    [Fact]
    public async Task Choose_TheirsWhereOursCannotTakeIt_StandsAndIsNotSentOver()
    {
        var order = await OrderAsync();
        await _site.ChangeThereAsync<Invoice>(order, i => new Invoice
        {
            Id = i.Id,
            SyncToken = i.SyncToken,
            Sparse = true,
            Line = [i.Line![0] with { Amount = 130m, SalesItemLineDetail = i.Line[0].SalesItemLineDetail! with { UnitPrice = 130m } }],
        });
        await _site.Data.EditAsync<Order>(order.Id, o => o.Sidemark = "Foreman - den");
        Assert.Equal("changed-in-quickbooks", (await _site.ExportAsync(order))[0].Cause);

        Assert.True((await ChooseAsync(order, Fields.Lines)).IsDone);
        await _site.RunAsync();

        var invoice = Assert.Single(_site.Books("Invoice"));
        Assert.Equal(130m, invoice.Amount("TotalAmt"));
        Assert.Contains("Foreman - den", invoice["PrivateNote"]!.GetValue<string>() + invoice["CustomField"]?.ToJsonString(), StringComparison.Ordinal);
        var job = await _site.JobOfAsync(order);
        Assert.False(job.HasWarnings, (await _site.DetailAsync(job)).Differences.FirstOrDefault()?.ToString());

        await _site.Data.EditAsync<Order>(order.Id, o => o.Sidemark = "Foreman - loft");
        Assert.Equal(JobState.Succeeded, (await _site.ExportAsync(order))[0].State);
        Assert.Equal(130m, Assert.Single(_site.Books("Invoice")).Amount("TotalAmt"));
        Assert.True((await ChangesAsync(order)).Fields.Single(f => f.Field == Fields.Lines).TheirsStands);
    }

    [Fact]
    public async Task Choose_OursChangesAfterwards_GoesOverWhatStood()
    {
        var order = await OrderAsync();
        await _site.ChangeThereAsync<Invoice>(order, i => new Invoice { Id = i.Id, SyncToken = i.SyncToken, Sparse = true, DueDate = new DateOnly(2030, 1, 1), ShipAddr = new() { Line1 = "9 Elsewhere" } });
        await _site.Data.EditAsync<Order>(order.Id, o => o.Sidemark = "den");
        await _site.ExportAsync(order);
        Assert.True((await ChooseAsync(order, Fields.ShippingAddress)).IsDone);
        await _site.RunAsync();

        await _site.Data.EditAsync<Order>(order.Id, o => o.ShippingAddress = new() { Line1 = "3 New Rd", City = "Waco" });
        var job = (await _site.ExportAsync(order))[0];

        Assert.True(job.State == JobState.Succeeded, job.Failure);
        Assert.Equal("3 New Rd", Assert.Single(_site.Books("Invoice")).Text("ShipAddr.Line1"));
    }

    [Fact]
    public async Task Choose_ChangedThereOnceMore_IsAConflictAndNothingHappens()
    {
        var customer = await ChangedOnBothSidesAsync();
        var seen = (await ChangesAsync(customer)).SyncToken;
        await _site.ChangeThereAsync<Their>(customer, c => new Their { Id = c.Id, SyncToken = c.SyncToken, Sparse = true, CompanyName = "Later Ltd" });

        var result = await _site.Get<ChooseValues>().HandleAsync(_site.Bookkeeper, customer.Kind, customer.Id, seen, [], Ct);

        Assert.Equal(Refusal.Conflict, result.Refusal);
        Assert.Equal("Later Ltd", Assert.Single(_site.Books("Customer")).Text("CompanyName"));
        await using var db = _site.Store.CreateDbContext();
        Assert.False(await db.Jobs.AnyAsync(j => j.RecordId == customer.Id && j.EndedAt == null, Ct));
    }

    [Fact]
    public async Task Choose_ValueThatOurFormRefuses_StandsThereAndSaysWhy()
    {
        var customer = await CustomerAsync();
        await _site.ChangeThereAsync<Their>(customer, c => new Their { Id = c.Id, SyncToken = c.SyncToken, Sparse = true, PrimaryPhone = new() { FreeFormNumber = "555-0777" } });
        await _site.Data.EditAsync<Customer>(customer.Id, c => (c.CompanyName, c.Taxable, c.TaxExemptReason) = ("Ours Inc", true, "Resale"));

        var chosen = await ChooseAsync(customer, Fields.Phone);
        await _site.RunAsync();

        Assert.Contains("A taxable customer has no exemption.", chosen.Value.NotTaken, StringComparison.Ordinal);
        var there = Assert.Single(_site.Books("Customer"));
        Assert.Equal(("555-0777", "Ours Inc"), (there.Text("PrimaryPhone.FreeFormNumber"), there.Text("CompanyName")));
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.FirstName = "Geo");
        Assert.Equal(JobState.Succeeded, (await _site.ExportAsync(customer))[0].State);
        Assert.Equal("555-0777", Assert.Single(_site.Books("Customer")).Text("PrimaryPhone.FreeFormNumber"));
    }

    [Fact]
    public async Task Update_PaymentWasLinkedSince_IsNoChangeOfTheInvoice()
    {
        var customer = await CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        var payment = await _site.Data.PaymentAsync(customer, 40m, [order]);
        await _site.ExportAsync(order, payment);
        await _site.RepriceAsync(order, 200m);

        var job = (await _site.ExportAsync(order))[0];

        Assert.True(job.State == JobState.Succeeded, job.Failure);
        var invoice = Assert.Single(_site.Books("Invoice"));
        Assert.Equal((200m, 160m), (invoice.Amount("TotalAmt"), invoice.Amount("Balance")));
        var held = await _site.HeldAsync<Payment>(payment);
        Assert.Equal(40m, Assert.Single(held.Line!).Amount);
    }

    [Fact]
    public async Task Update_WhatQuickBooksBookedOtherwise_IsNoChangeOfSomebody()
    {
        await using var site = await TestSite.CreateAsync(seed: "default");
        site.Sandbox.Books.Rules.SentTotalTaxCounts = false;
        var order = await site.Data.OrderAsync(await site.Data.CustomerAsync("Tess Taxed"), set: o =>
        {
            o.Lines[0].Taxable = true;
            (o.TaxCode, o.TaxAmount, o.Total, o.Balance) = ("State Sales Tax", 3.33m, 103.33m, 103.33m);
        });
        await site.ExportAsync(order);
        await site.Data.EditAsync<Order>(order.Id, o => o.Sidemark = "den");

        var job = (await site.ExportAsync(order))[0];

        Assert.True(job.State == JobState.Succeeded, job.Failure);
    }

    private async Task<Customer> CustomerAsync()
    {
        var customer = await _site.Data.CustomerAsync(set: c =>
        {
            (c.FirstName, c.LastName, c.CompanyName) = ("George", "Foreman", "Foreman Grills");
            c.Phones = [new() { Label = "Main", Number = "555-0100" }];
        });
        await _site.ExportAsync(customer);
        return customer;
    }

    private async Task<Order> OrderAsync()
    {
        var order = await _site.Data.OrderAsync(await CustomerAsync());
        await _site.ExportAsync(order);
        return order;
    }

    /// <summary>Company name on both sides, the phone in QuickBooks alone.</summary>
    private async Task<Customer> ChangedOnBothSidesAsync()
    {
        var customer = await CustomerAsync();
        await _site.ChangeThereAsync<Their>(customer, c => new Their
        {
            Id = c.Id,
            SyncToken = c.SyncToken,
            Sparse = true,
            CompanyName = "Theirs Ltd",
            PrimaryPhone = new() { FreeFormNumber = "555-0999" },
        });
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.CompanyName = "Ours Inc");
        return customer;
    }

    private async Task<RecordChanges> ChangesAsync(Core.Records.Record record) =>
        (await _site.Get<GetChanges>().HandleAsync(_site.Bookkeeper, record.Kind, record.Id, withTheirs: true, Ct)).Value;

    private async Task<Result<ValuesChosen>> ChooseAsync(Core.Records.Record record, params string[] theirs) =>
        await _site.Get<ChooseValues>().HandleAsync(_site.Bookkeeper, record.Kind, record.Id, (await ChangesAsync(record)).SyncToken, theirs, Ct);
}
