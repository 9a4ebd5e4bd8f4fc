using Valance.Core.Jobs;
using Valance.Export.Catalogue;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.JobWork;
using Valance.Export.JobWork.Correcting;
using Valance.Export.Previewing;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Customer = Valance.Core.Customers.Customer;
using Order = Valance.Core.Orders.Order;

namespace Valance.Export.Tests.Checks;

/// <summary>Numbers that a document in QuickBooks bears already: found before anything is sent, by one question for many records.</summary>
public sealed class NumberInQuickBooksTests : IAsyncLifetime
{
    private TestSite _site = null!;
    private Customer _customer = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private QuickBooksClient QuickBooks => _site.Get<QuickBooksClientFactory>().For(_site.RealmId);

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        _customer = await _site.Data.CustomerAsync();
        await _site.ExportAsync(await _site.Data.OrderAsync(_customer, set: o => o.Number = "First"));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Export_NumberThatAnInvoiceBears_IsFoundBeforeItIsSentAndNamesTheHolder()
    {
        await EnterInvoiceAsync("4711");
        var order = await _site.Data.OrderAsync(_customer, set: o => o.Number = "4711");

        var job = (await _site.ExportAsync(order))[0];

        Assert.Equal((JobState.Failed, "duplicate-number", 0), (job.State, job.Cause, job.AttemptCount));
        var failure = Assert.Single(StoredFailures.Read(job.Failure));
        Assert.Equal(("Order number", "4711"), (failure.Field, failure.Value));
        Assert.StartsWith("The invoice 4711 of George Foreman (", failure.Detail, StringComparison.Ordinal);
        Assert.Equal([FixKind.EditRecord, FixKind.LinkToExisting, FixKind.Retry], Explanations.Of(failure, job.Title).Fixes.Select(f => f.Kind));

        Assert.True((await _site.Get<CorrectAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Fields.OrderNumber, "4711-B", Ct)).IsDone);
        await _site.RunAsync();
        Assert.Contains(_site.Books("Invoice"), i => i["DocNumber"]!.GetValue<string>() == "4711-B");
    }

    [Fact]
    public async Task Export_ManyOrders_AsksForTheirNumbersOnce()
    {
        var orders = new List<Order>();
        for (var i = 0; i < 40; i++)
        {
            orders.Add(await _site.Data.OrderAsync(_customer));
        }

        await EnterInvoiceAsync(orders[7].Number);
        var before = _site.Faults.Sent.Count;

        var jobs = await _site.ExportAsync([.. orders]);

        Assert.Equal(1, _site.Faults.Sent.Skip(before).Count(path => path.EndsWith("/query", StringComparison.Ordinal)));
        Assert.Equal(39, jobs.Count(j => j.State == JobState.Succeeded));
        Assert.Equal("duplicate-number", jobs[7].Cause);
    }

    [Fact]
    public async Task Export_QuickBooksNumbersByItself_AsksNothing()
    {
        await _site.PreferAsync(new Preferences { SalesFormsPrefs = new SalesFormsPrefs { CustomTxnNumbers = false } });
        await _site.RunLaterAsync();
        await EnterInvoiceAsync("4711");
        var before = _site.Faults.Sent.Count;

        var job = (await _site.ExportAsync(await _site.Data.OrderAsync(_customer, set: o => o.Number = "1001")))[0];

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.DoesNotContain(_site.Faults.Sent.Skip(before), path => path.EndsWith("/query", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_NumberTakenWhileItWasOnItsWay_IsRefusedAndExplained()
    {
        _site.Faults.Before("/invoice", () => EnterInvoiceAsync("4711"));

        var job = (await _site.ExportAsync(await _site.Data.OrderAsync(_customer, set: o => o.Number = "4711")))[0];

        Assert.Equal((JobState.Failed, "duplicate-number"), (job.State, job.Cause));
        Assert.Equal("6140", StoredFailures.Read(job.Failure)[0].Code);
    }

    [Fact]
    public async Task Export_PurchaseOrderNumberThatOneBears_IsFoundBeforeItIsSent()
    {
        var vendor = await _site.Data.VendorAsync();
        await _site.ExportAsync(await _site.Data.PurchaseOrderAsync(vendor, set: p => p.Number = "PO-1"));

        var job = (await _site.ExportAsync(await _site.Data.PurchaseOrderAsync(vendor, set: p => p.Number = "po-1")))[0];

        Assert.Equal((JobState.Failed, "duplicate-number", 0), (job.State, job.Cause, job.AttemptCount));
        Assert.Contains("The purchase order PO-1 of Northern Shades Supply", StoredFailures.Read(job.Failure)[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_NumberThatAnInvoiceBears_SaysSoAndCountsAsNotPassed()
    {
        await EnterInvoiceAsync("4711");
        var order = await _site.Data.OrderAsync(_customer, set: o => o.Number = "4711");

        var preview = (await _site.Get<PreviewRecord>().HandleAsync(_site.Bookkeeper, order.Kind, order.Id, Ct)).Value;

        Assert.Equal("duplicate-number", Assert.Single(preview.Findings).Name);
        Assert.Contains(preview.Checks, c => c is { Passed: false, Field: "Order number" });
    }

    [Fact]
    public async Task Readiness_OfManyOrders_KnowsUsedNumbersByOneQuestionForAQuarterOfAnHour()
    {
        var orders = new List<Order>();
        for (var i = 0; i < 40; i++)
        {
            orders.Add(await _site.Data.OrderAsync(_customer));
        }

        await EnterInvoiceAsync(orders[7].Number);
        Assert.Empty(await NotReadyAsync(orders));
        _site.Faults.Sent.Clear();

        Assert.True(await KnowAsync(orders));

        Assert.Single(_site.Faults.Sent);
        var (id, finding) = Assert.Single(await NotReadyAsync(orders));
        Assert.Equal((orders[7].Id, "duplicate-number", true), (id, finding.Name, finding.Blocks));
        Assert.StartsWith($"The invoice {orders[7].Number} of George Foreman (", finding.Failure.Detail, StringComparison.Ordinal);
        var selection = (await _site.Get<PreflightSelection>().HandleAsync(_site.Bookkeeper, Core.Records.RecordKind.Order, [.. orders.Select(o => o.Id)], Ct)).Value;
        Assert.Equal((39, 1), (selection.Ready.Count, selection.NotReady));
        Assert.False(await KnowAsync(orders));
        Assert.Single(_site.Faults.Sent);

        _site.Time.Forward(TimeSpan.FromMinutes(16));
        Assert.True(await KnowAsync(orders));
        Assert.Equal(2, _site.Faults.Sent.Count);
    }

    [Fact]
    public async Task Readiness_OfExportedAndStrangersOrders_AsksNothing()
    {
        var order = await _site.Data.OrderAsync(_customer, set: o => o.Number = "4711");
        await _site.ExportAsync(order);
        var other = await _site.Data.OrderAsync(_customer, set: o => o.Number = "4712");
        _site.Faults.Sent.Clear();

        Assert.False(await KnowAsync([order]));
        Assert.False(await _site.Get<KnowNumbers>().HandleAsync(_site.Bookkeeper with { AccountId = _site.Data.Account.Id + 1 }, other.Kind, [other.Id], Ct));
        Assert.False(await _site.Get<KnowNumbers>().HandleAsync(_site.Bookkeeper, _customer.Kind, [_customer.Id], Ct));

        Assert.Empty(_site.Faults.Sent);
        Assert.Empty(await NotReadyAsync([order]));
    }

    [Fact]
    public async Task Readiness_QuickBooksGivesNoAnswer_SaysNothingAndIsNotAskedAgainAtOnce()
    {
        var order = await _site.Data.OrderAsync(_customer, set: o => o.Number = "4711");
        await EnterInvoiceAsync("4711");
        _site.Faults.Answer("/query", System.Net.HttpStatusCode.BadRequest, """{"Fault":{"Error":[{"Message":"No","Detail":"No","code":"4002"}],"type":"ValidationFault"}}""");
        _site.Faults.Sent.Clear();

        Assert.False(await KnowAsync([order]));
        Assert.False(await KnowAsync([order]));

        Assert.Single(_site.Faults.Sent);
        Assert.Empty(await NotReadyAsync([order]));
        _site.Time.Forward(TimeSpan.FromMinutes(2));
        Assert.True(await KnowAsync([order]));
    }

    [Fact]
    public async Task Readiness_PurchaseOrderNumberThatOneBears_IsKnownToo()
    {
        var vendor = await _site.Data.VendorAsync();
        await _site.ExportAsync(await _site.Data.PurchaseOrderAsync(vendor, set: p => p.Number = "Po-1"));
        var order = await _site.Data.PurchaseOrderAsync(vendor, set: p => p.Number = "pO-1");

        Assert.True(await _site.Get<KnowNumbers>().HandleAsync(_site.Bookkeeper, order.Kind, [order.Id], Ct));

        Assert.Equal("duplicate-number", Assert.Single(await _site.Get<RecordReadiness>().OfAsync(order.Kind, order.Id, Ct)).Name);
    }

    [Fact]
    public async Task Export_TwoOfOursThatDifferInCapitalsAlone_FirstGoesAndTheOtherIsToldOfIt()
    {
        var first = await _site.Data.OrderAsync(_customer, set: o => o.Number = "w-12");
        var second = await _site.Data.OrderAsync(_customer, set: o => o.Number = "W-12");
        Assert.Equal("Order w-12 bears it already.", Assert.Single(await NotReadyAsync([first, second])).Finding.Failure.Detail);

        var jobs = await _site.ExportAsync(first, second);

        Assert.Equal([(JobState.Succeeded, ""), (JobState.Failed, "duplicate-number")], jobs.Select(j => (j.State, j.Cause)));
        Assert.Equal(0, jobs[1].AttemptCount);
        var told = Explanations.Of(StoredFailures.Read(jobs[1].Failure)[0], jobs[1].Title);
        Assert.Equal("Order W-12 was not exported: the number \"W-12\" is already used.", told.What);
    }

    [Fact]
    public async Task Export_TwoOfOursThatDifferInCapitalsWhereQuickBooksNumbers_BothGo()
    {
        await _site.PreferAsync(new Preferences { SalesFormsPrefs = new SalesFormsPrefs { CustomTxnNumbers = false } });
        await _site.RunLaterAsync();

        var jobs = await _site.ExportAsync(
            await _site.Data.OrderAsync(_customer, set: o => o.Number = "w-12"), await _site.Data.OrderAsync(_customer, set: o => o.Number = "W-12"));

        Assert.All(jobs, j => Assert.Equal(JobState.Succeeded, j.State));
    }

    [Fact]
    public async Task SendAnew_InvoiceVoidedInQuickBooks_StandsThereUnderItsOldNumber()
    {
        var (order, job) = await VoidedThereAsync();

        Assert.True((await _site.Get<SendAnewAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.Equal([(0m, true), (100m, false)], Standing("4711"));

        // Its own number is not in its way later on either.
        await _site.Data.EditAsync<Order>(order.Id, o => o.CreatedOn = o.CreatedOn.AddDays(-1));
        var again = (await _site.ExportAsync(order))[0];
        Assert.Equal((JobState.Succeeded, false), (again.State, again.HasWarnings));
        Assert.Equal([(0m, true), (100m, false)], Standing("4711"));
    }

    [Fact]
    public async Task SendAnew_AnswerLost_StandsThereOnce()
    {
        var (order, job) = await VoidedThereAsync();
        _site.Faults.LoseAnswer("/invoice");

        Assert.True((await _site.Get<SendAnewAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Ct)).IsDone);
        await _site.RunAsync();
        await _site.RunLaterAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.Equal([(0m, true), (100m, false)], Standing("4711"));
    }

    [Fact]
    public async Task SendAnew_RequestLost_IsSentAgainAsItWas()
    {
        var (order, job) = await VoidedThereAsync();
        _site.Faults.LoseRequest("/invoice");

        Assert.True((await _site.Get<SendAnewAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Ct)).IsDone);
        await _site.RunAsync();
        await _site.RunLaterAsync();

        Assert.Equal(JobState.Succeeded, (await _site.JobOfAsync(order)).State);
        Assert.Equal([(0m, true), (100m, false)], Standing("4711"));
    }

    [Fact]
    public async Task SendAnew_AnotherInvoiceTookTheNumberMeanwhile_IsFoundBeforeItIsSent()
    {
        var (order, job) = await VoidedThereAsync();
        _site.Sandbox.Books.Rules.DuplicateNumbersRefused = false;
        await EnterInvoiceAsync("4711");

        Assert.True((await _site.Get<SendAnewAndRetry>().HandleAsync(_site.Bookkeeper, job.Id, Ct)).IsDone);
        await _site.RunAsync();

        Assert.Equal((JobState.Failed, "duplicate-number"), ((await _site.JobOfAsync(order)).State, (await _site.JobOfAsync(order)).Cause));
        Assert.Equal(2, Standing("4711").Count);
    }

    [Fact]
    public async Task Export_EditedOrderWhoseNumberWasGivenAgainLater_IsUpdatedAllTheSame()
    {
        var order = await _site.Data.OrderAsync(_customer, set: o => o.Number = "4711");
        await _site.ExportAsync(order);
        _site.Sandbox.Books.Rules.DuplicateNumbersRefused = false;
        await EnterInvoiceAsync("4711");
        _site.Sandbox.Books.Rules.DuplicateNumbersRefused = true;
        await _site.Data.EditAsync<Order>(order.Id, o => o.CreatedOn = o.CreatedOn.AddDays(-1));

        Assert.Equal(JobState.Succeeded, (await _site.ExportAsync(order))[0].State);
    }

    /// <summary>An order that was exported, voided in QuickBooks by somebody, edited here and refused for that.</summary>
    private async Task<(Order Order, Job Job)> VoidedThereAsync()
    {
        var order = await _site.Data.OrderAsync(_customer, set: o => o.Number = "4711");
        await _site.ExportAsync(order);
        var invoice = (await QuickBooks.QueryAsync(new QuickBooksQuery<Invoice>().WhereEqual("DocNumber", "4711"), ct: Ct)).Value![0];
        await QuickBooks.VoidInvoiceAsync(invoice.Id!, invoice.SyncToken!, ct: Ct);
        await _site.Data.EditAsync<Order>(order.Id, o => o.CreatedOn = o.CreatedOn.AddDays(-2));
        var job = (await _site.ExportAsync(order))[0];
        Assert.Equal("voided-by-somebody", job.Cause);
        return (order, job);
    }

    private Task<bool> KnowAsync(IEnumerable<Order> orders) =>
        _site.Get<KnowNumbers>().HandleAsync(_site.Bookkeeper, Core.Records.RecordKind.Order, [.. orders.Select(o => o.Id)], Ct);

    private async Task<List<(long Id, Finding Finding)>> NotReadyAsync(IEnumerable<Order> orders) =>
        [.. (await _site.Get<RecordReadiness>().OfAsync(Core.Records.RecordKind.Order, [.. orders.Select(o => o.Id)], Ct)).SelectMany(r => r.Value.Select(f => (r.Key, f)))];

    private List<(decimal Total, bool IsVoided)> Standing(string number) =>
    [
        .. _site.Books("Invoice").Where(i => i["DocNumber"]?.GetValue<string>() == number)
            .Select(i => (i["TotalAmt"]!.GetValue<decimal>(), i["PrivateNote"]?.GetValue<string>().StartsWith("Voided", StringComparison.Ordinal) == true)).Order(),
    ];

    private async Task EnterInvoiceAsync(string number)
    {
        var like = (await QuickBooks.QueryAsync(new QuickBooksQuery<Invoice>().WhereEqual("DocNumber", "First"), ct: Ct)).Value![0];
        var made = await QuickBooks.CreateAsync(new Invoice { DocNumber = number, CustomerRef = like.CustomerRef, Line = [.. like.Line!.Where(l => l.DetailType == LineDetailType.SalesItem).Select(l => l with { Id = null })] }, ct: Ct);
        Assert.True(made.Succeeded, made.Refusal?.Errors.FirstOrDefault()?.Detail);
    }
}
