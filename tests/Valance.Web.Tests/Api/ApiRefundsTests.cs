using System.Net;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>Each kind of refund, entered and cancelled by a program.</summary>
public sealed class ApiRefundsTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task Refund_WithoutItsKind_IsRefusedAtThatField()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var (customer, _, payment) = await SoldAsync(program, "RF-0", paid: 120);

        var refused = (await program.PostAsync("/payments", new { customerId = customer, receivedOn = "2026-11-04", amount = -20, refundsPaymentId = payment.Id })).IsProblem(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["refund"], refused.Fields);
    }

    [Fact]
    public async Task Refund_ThatUndoesAPayment_OpensItsOrderAgainAndCanBeCancelled()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var (customer, order, payment) = await SoldAsync(program, "RF-1", paid: 120);

        var bounced = (await program.PostAsync("/payments", Refund(customer, -120, "undoesPayment", payment: payment.Id))).Is(HttpStatusCode.Created);

        Assert.Contains("\"balance\":120.00", (await program.GetAsync($"/orders/{order}")).Text, StringComparison.Ordinal);
        Assert.Equal(("undoesPayment", payment.Id), (bounced.Json["refund"]!.GetValue<string>(), bounced.Json["refundsPaymentId"]!.GetValue<long>()));
        var over = (await program.PostAsync("/payments", Refund(customer, -1, "undoesPayment", payment: payment.Id))).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["amount"], over.Fields);
        (await program.PostAsync($"{bounced.Location}/cancel", ifMatch: bounced.ETag)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refund_OfACredit_TakesNoMoreThanIsLeft()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var (customer, _, payment) = await SoldAsync(program, "RF-2", paid: 150);
        Assert.Contains("\"unapplied\":30.00", payment.Text, StringComparison.Ordinal);

        Assert.Equal(["amount"], (await program.PostAsync("/payments", Refund(customer, -31, "returnsCredit", payment: payment.Id))).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
        (await program.PostAsync("/payments", Refund(customer, -30, "returnsCredit", payment: payment.Id))).Is(HttpStatusCode.Created);

        Assert.Contains("\"unapplied\":0.00", (await program.GetAsync(payment.Location!)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("returnsMoney", "RF-3")]
    [InlineData("grantsCredit", "RF-4")]
    public async Task Refund_ThatLowersSales_NeedsAPersonsWordAndItsOrder(string kind, string number)
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var (customer, order, _) = await SoldAsync(program, number, paid: 120);

        Assert.Equal(["isConfirmed", "refundsOrderId"], (await program.PostAsync("/payments", Refund(customer, -20, kind))).IsProblem(HttpStatusCode.UnprocessableEntity).Fields.Order(StringComparer.Ordinal));
        var made = (await program.PostAsync("/payments", Refund(customer, -20, kind, order: order, confirmed: true))).Is(HttpStatusCode.Created);

        Assert.Contains("\"amount\":-20.00", made.Text, StringComparison.Ordinal);
        var changed = (await program.PatchAsync(made.Location!, new { amount = -25 }, made.ETag)).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("amount", changed.Fields);
        (await program.PatchAsync(made.Location!, new { memo = "Wrong color." }, made.ETag)).Is(HttpStatusCode.OK);
    }

    private static object Refund(long customer, decimal amount, string kind, long? payment = null, long? order = null, bool confirmed = false) => new
    {
        customerId = customer,
        receivedOn = "2026-11-05",
        amount,
        refund = kind,
        refundsPaymentId = payment,
        refundsOrderId = order,
        isConfirmed = confirmed,
    };

    /// <summary>An order of 120.00, and a payment that settles it.</summary>
    private static async Task<(long Customer, long Order, ApiAnswer Payment)> SoldAsync(ApiProgram program, string number, decimal paid)
    {
        var customer = (await program.PostAsync("/customers", new { name = $"Customer {number}" })).Is(HttpStatusCode.Created).Id;
        var order = (await program.PostAsync("/orders", new { number, customerId = customer, createdOn = "2026-11-02", lines = new[] { new { item = "Shade", quantity = 2, unitPrice = 60 } } })).Is(HttpStatusCode.Created).Id;
        var payment = (await program.PostAsync("/payments", new { customerId = customer, receivedOn = "2026-11-03", amount = paid, applications = new[] { new { orderId = order, amount = 120 } } })).Is(HttpStatusCode.Created);
        return (customer, order, payment);
    }
}
