using Valance.Core.Jobs;
using Valance.Export.Lane;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Customer = Valance.Core.Customers.Customer;
using Order = Valance.Core.Orders.Order;

namespace Valance.Export.Tests.Planning;

/// <summary>Several payments settle one order: together they never apply more than is open on its invoice.</summary>
public sealed class PaymentsOfOneOrderTests : IAsyncLifetime
{
    private TestSite _site = null!;
    private Customer _customer = null!;
    private Order _order = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private QuickBooksClient QuickBooks => _site.Get<QuickBooksClientFactory>().For(_site.RealmId);

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        _customer = await _site.Data.CustomerAsync();
        _order = await _site.Data.OrderAsync(_customer);
        await _site.ExportAsync(_order);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Export_TwoPaymentsOfOneOrderTogether_SecondAppliesWhatTheFirstLeftOpen()
    {
        var first = await _site.Data.PaymentAsync(_customer, 70m, [_order]);
        var second = await _site.Data.PaymentAsync(_customer, 70m, [_order]);
        var apart = await _site.Data.PaymentAsync(_customer, 20m);

        var jobs = await _site.ExportAsync(first, second, apart);

        Assert.All(jobs, j => Assert.Equal((JobState.Succeeded, 1), (j.State, j.AttemptCount)));
        Assert.Equal([(70m, 70m), (70m, 30m), (20m, 0m)], Payments());
        Assert.Equal(0m, _site.Books("Invoice").Single()["Balance"]!.GetValue<decimal>());
        var history = (await _site.DetailAsync(jobs[1])).History;
        Assert.Contains(history, line => line.Details.Any(d => d.Value.Contains("No more is open on its invoice in QuickBooks", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Export_ManyPaymentsOfTwoOrders_AllArriveInOneRun()
    {
        var other = await _site.Data.OrderAsync(_customer);
        await _site.ExportAsync(other);
        var payments = new List<Core.Payments.Payment>();
        for (var i = 0; i < 6; i++)
        {
            payments.Add(await _site.Data.PaymentAsync(_customer, 30m, [i % 2 == 0 ? _order : other]));
        }

        await _site.RequestAsync([.. payments]);
        var run = await _site.RunAsync();

        Assert.Equal(LaneEnd.Quiet, run.End);
        Assert.Equal(6, _site.Books("Payment").Count);
        Assert.Equal(180m, Payments().Sum(p => p.Applied));
        Assert.All(_site.Books("Invoice"), i => Assert.Equal(10m, i["Balance"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task Export_AnswerToTheFirstIsLost_SecondWaitsUntilItIsKnown()
    {
        var first = await _site.Data.PaymentAsync(_customer, 70m, [_order]);
        var second = await _site.Data.PaymentAsync(_customer, 70m, [_order]);
        await _site.RequestAsync(first);
        _site.Faults.LoseAnswer("/payment");
        await _site.RunAsync();
        await _site.RequestAsync(second);

        await _site.RunLaterAsync();

        Assert.Equal([JobState.Succeeded, JobState.Succeeded], [(await _site.JobOfAsync(first)).State, (await _site.JobOfAsync(second)).State]);
        Assert.Equal([(70m, 70m), (70m, 30m)], Payments());
    }

    [Fact]
    public async Task Export_SomebodyAppliesMoneyInQuickBooksMeanwhile_IsPlannedAnewWithoutAskingAnybody()
    {
        var payment = await _site.Data.PaymentAsync(_customer, 70m, [_order]);
        _site.Faults.Before("/payment", ReceiveInQuickBooksAsync);

        var job = (await _site.ExportAsync(payment))[0];

        Assert.Equal((JobState.Succeeded, 2), (job.State, job.AttemptCount));
        Assert.Equal([(70m, 40m), (60m, 60m)], Payments());
    }

    /// <summary>Somebody enters a payment of $60 for the invoice in QuickBooks itself.</summary>
    private async Task ReceiveInQuickBooksAsync()
    {
        var invoice = (await QuickBooks.QueryAsync(new QuickBooksQuery<Invoice>(), ct: Ct)).Value![0];
        var made = await QuickBooks.CreateAsync(
            new Payment { CustomerRef = invoice.CustomerRef, TotalAmt = 60m, Line = [new Line { Amount = 60m, LinkedTxn = [new() { TxnId = invoice.Id!, TxnType = "Invoice" }] }] }, ct: Ct);
        Assert.True(made.Succeeded, made.Refusal?.Errors.FirstOrDefault()?.Detail);
    }

    private List<(decimal Total, decimal Applied)> Payments() =>
        [.. _site.Books("Payment").Select(p => (p["TotalAmt"]!.GetValue<decimal>(), (p["Line"]?.AsArray() ?? []).Sum(l => l!["Amount"]!.GetValue<decimal>()))).OrderDescending()];
}
