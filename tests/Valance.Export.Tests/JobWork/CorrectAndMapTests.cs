using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Jobs;
using Valance.Core.Mappings;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.JobWork;
using Valance.Export.JobWork.Correcting;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.JobWork;

/// <summary>Values that QuickBooks refuses and mappings that are missing, cured in the job and seen in the books.</summary>
public sealed class CorrectAndMapTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CorrectAndRetry Correct => _site.Get<CorrectAndRetry>();

    private MapAndRetry Map => _site.Get<MapAndRetry>();

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Correct_FirstNameTooLong_ProposesTheShortenedWithItsLimitAndExports()
    {
        var customer = await _site.Data.CustomerAsync(set: c => c.FirstName = new string('a', 120));
        var job = await FailedAsync(customer, "too-long");

        var value = (await Correct.GetAsync(_site.Bookkeeper, job.Id, Fields.FirstName, Ct)).Value;
        Assert.Equal((ValueShape.Text, new string('a', 120), new string('a', 100), 100), (value.Shape, value.Value, value.Proposed, value.Most));

        Assert.Equal(job.Id, (await Correct.HandleAsync(_site.Bookkeeper, job.Id, Fields.FirstName, "Al", Ct)).Value);
        await _site.RunAsync();

        Assert.Equal("Al", Assert.Single(_site.Books("Customer"))["GivenName"]!.GetValue<string>());
        Assert.Contains((await _site.DetailAsync(job)).History, l => l.Headline.StartsWith("Ana Cole changed First name from", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Correct_EmailAndPhone_ChangeTheOnesThatAreSent()
    {
        var customer = await _site.Data.CustomerAsync(set: c =>
        {
            c.Emails = ["no address", "second@foreman.example"];
            c.Phones = [new() { Label = "Fax", Number = "555-0101" }, new() { Label = "Main", Number = new string('5', 40) }];
        });
        var job = await FailedAsync(customer, "email-format");

        var refused = await Correct.HandleAsync(_site.Bookkeeper, job.Id, Fields.Email, "still none", Ct);
        Assert.Contains("is not an e-mail address", refused.Problems[0].Message, StringComparison.Ordinal);
        Assert.True((await Correct.HandleAsync(_site.Bookkeeper, job.Id, Fields.Email, "george@foreman.example", Ct)).IsDone);
        await _site.RunAsync();
        Assert.Equal("phone-too-long", (await _site.JobOfAsync(customer)).Cause);
        Assert.True((await Correct.HandleAsync(_site.Bookkeeper, job.Id, Fields.Phone, "555-0100", Ct)).IsDone);
        await _site.RunAsync();

        var book = Assert.Single(_site.Books("Customer"));
        Assert.Equal("george@foreman.example", book["PrimaryEmailAddr"]!["Address"]!.GetValue<string>());
        Assert.Equal("555-0100", book["PrimaryPhone"]!["FreeFormNumber"]!.GetValue<string>());
        Assert.Equal("555-0101", book["Fax"]!["FreeFormNumber"]!.GetValue<string>());
    }

    [Fact]
    public async Task Correct_DateInClosedBooks_ProposesTheFirstOpenDay()
    {
        _site.Sandbox.Books.CloseBooks(_site.RealmId, new DateOnly(2026, 6, 30));
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync(), set: o => o.CreatedOn = new DateOnly(2026, 6, 15));
        var job = await FailedAsync(order, "books-closed");

        var value = (await Correct.GetAsync(_site.Bookkeeper, job.Id, Fields.CreatedOn, Ct)).Value;
        Assert.Equal((ValueShape.Day, "2026-06-15", "2026-07-01"), (value.Shape, value.Value, value.Proposed));
        Assert.Contains("closed through 06/30/2026", value.Hint, StringComparison.Ordinal);

        await Correct.HandleAsync(_site.Bookkeeper, job.Id, Fields.CreatedOn, value.Proposed, Ct);
        await _site.RunAsync();

        Assert.Equal("2026-07-01", Assert.Single(_site.Books("Invoice"))["TxnDate"]!.GetValue<string>());
        Assert.Contains("Ana Cole changed Created on from \"06/15/2026\" to \"07/01/2026\".", (await _site.DetailAsync(job)).History.Select(l => l.Headline));
    }

    [Fact]
    public async Task Correct_ReferenceOfAPayment_SalespersonIsRefusedAndSupportMay()
    {
        await using (var db = _site.Store.CreateDbContext())
        {
            db.PaymentMethods.Add(new PaymentMethod { AccountId = _site.Data.Account.Id, Name = "Check" });
            await db.SaveChangesAsync(Ct);
        }

        var payment = await _site.Data.PaymentAsync(await _site.Data.CustomerAsync(), 25m, set: p => p.ReferenceNumber = new string('7', 30));
        var job = await FailedAsync(payment, "too-long");
        var seller = await _site.Data.ActorAsync(Role.Salesperson);
        var support = await _site.Data.ActorAsync(Role.SupportAgent, "Sue Supporter");

        Assert.Equal(Refusal.NotFound, (await Correct.HandleAsync(seller, job.Id, Fields.ReferenceNumber, "77", Ct)).Refusal);
        Assert.True((await Correct.HandleAsync(support, job.Id, Fields.ReferenceNumber, "77", Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal("77", Assert.Single(_site.Books("Payment"))["PaymentRefNum"]!.GetValue<string>());
        Assert.Contains((await _site.DetailAsync(job)).History, l => l.Headline.StartsWith("Sue Supporter changed Reference number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Correct_PurchaseOrderAndVendor_ArriveInTheBooks()
    {
        var vendor = await _site.Data.VendorAsync(set: v => v.Email = "nowhere");
        var purchase = await _site.Data.PurchaseOrderAsync(vendor);
        var child = (await _site.ExportAsync(purchase))[0];
        Assert.Equal(JobState.Waiting, child.State);

        // Asked on the waiting child's page: the vendor at its root is corrected.
        Assert.True((await Correct.HandleAsync(_site.Bookkeeper, child.Id, Fields.Email, "", Ct)).IsDone);
        await _site.RunAsync();

        Assert.Single(_site.Books("Vendor"));
        Assert.Single(_site.Books("PurchaseOrder"));
    }

    [Theory]
    [InlineData(Fields.CreatedOn, "soon", "Choose a date.")]
    [InlineData(Fields.Lines, "x", "The value was not found.")]
    public async Task Correct_WhatCannotBe_IsToldInWords(string field, string text, string says)
    {
        _site.Sandbox.Books.CloseBooks(_site.RealmId, new DateOnly(2026, 6, 30));
        var order = await _site.Data.OrderAsync(await _site.Data.CustomerAsync(), set: o => o.CreatedOn = new DateOnly(2026, 6, 15));
        var job = await FailedAsync(order, "books-closed");

        Assert.Equal(says, (await Correct.HandleAsync(_site.Bookkeeper, job.Id, field, text, Ct)).Problems[0].Message);
        Assert.Equal(JobState.Failed, (await _site.JobOfAsync(order)).State);
    }

    [Theory]
    [InlineData(RecordKind.Customer, Fields.BillingAddress, false)]
    [InlineData(RecordKind.Payment, Fields.Memo, true)]
    [InlineData(RecordKind.Order, Fields.Memo, false)]
    [InlineData(RecordKind.PurchaseOrder, null, false)]
    public void Has_Field_SaysWhetherItCanBeCorrectedInPlace(RecordKind kind, string? field, bool can) => Assert.Equal(can, CorrectableFields.Has(kind, field));

    [Fact]
    public async Task Map_MissingItem_IsMappedForTheProductAndExported()
    {
        await using var site = await TestSite.CreateAsync(createWhatIsMissing: false, seed: "default");
        var order = await site.Data.OrderAsync(await site.Data.CustomerAsync("Fay New"), set: o => o.Lines[0].Item = "Woven shade nobody knows");
        await site.ExportAsync(order);
        var job = await site.JobOfAsync(order);
        Assert.Equal("missing-item", job.Cause);
        var need = StoredFailures.Read(job.Failure)[0].Mapping!;
        Assert.Equal(new MappingNeed(MappingKind.Item, "Woven shade nobody knows"), need);

        var map = site.Get<MapAndRetry>();
        Assert.Equal("Your role may not change the mappings. Omar Reyes can.", (await map.GetAsync(site.Bookkeeper, job.Id, need, Ct)).Value.WhoMay);
        Assert.Equal(Refusal.Forbidden, (await map.HandleAsync(site.Bookkeeper, job.Id, need, "1", Ct)).Refusal);
        var choice = (await map.GetAsync(site.Administrator, job.Id, need, Ct)).Value;
        Assert.Equal("product \"Woven shade nobody knows\"", choice.Ours);
        Assert.True((await map.HandleAsync(site.Administrator, job.Id, need, choice.Targets[0].Id, Ct)).IsDone);
        await site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await site.JobOfAsync(order)).State);
        Assert.Contains($"Omar Reyes mapped product \"Woven shade nobody knows\" to \"{choice.Targets[0].Name}\" in QuickBooks.",
            (await site.DetailAsync(job)).History.Select(l => l.Headline));
    }

    [Fact]
    public async Task Map_EntryThatTheCompanyDoesNotHave_IsRefusedAndTheJobStaysFailed()
    {
        await using var site = await TestSite.CreateAsync(createWhatIsMissing: false);
        var customer = await site.Data.CustomerAsync("Fay New", c => c.Terms = "Net 45");
        var job = (await site.ExportAsync(customer))[0];
        Assert.Equal("missing-terms", job.Cause);

        var result = await site.Get<MapAndRetry>().HandleAsync(site.Administrator, job.Id, StoredFailures.Read(job.Failure)[0].Mapping!, "4711", Ct);

        Assert.Contains("no such active entry", result.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Failed, (await site.JobOfAsync(customer)).State);
    }

    private async Task<Job> FailedAsync(Record record, string cause)
    {
        await _site.ExportAsync(record);
        var job = await _site.JobOfAsync(record);
        Assert.Equal((JobState.Failed, cause), (job.State, job.Cause));
        return job;
    }
}
