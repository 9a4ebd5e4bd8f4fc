using CsCheck;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Xunit;

namespace Valance.Export.Tests.Accounting;

/// <summary>Whatever is sold, paid and given back, in whatever order: after each export both books say the same.</summary>
public sealed class AnyLifeTests
{
    private static readonly Gen<Step> Steps = Gen.Select(Gen.Enum<Deed>(), Gen.Int[0, 99], Gen.Int[1, 40_000], (deed, which, cents) => new Step(deed, which, cents));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private enum Deed
    {
        Sell,
        Pay,
        Overpay,
        Change,
        Undo,
        ReturnCredit,
        ReturnMoney,
        GrantCredit,
        CancelRefund,
    }

    [Fact]
    public async Task AnySequence_AfterEachExport_WhatIsOwedIsTheSameInBothBooks() => await Steps.Array[5, 9].SampleAsync(
        async steps =>
        {
            await using var desk = await Desk.OpenAsync();
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            var customer = await desk.CustomerAsync();
            await SellAsync(desk, customer, new Step(Deed.Sell, 0, 25_000), 0);
            foreach (var (step, i) in steps.Select((s, i) => (s, i + 1)))
            {
                await DoAsync(desk, customer, step, i);
                await using var db = desk.Site.Store.CreateDbContext();
                await desk.ExportAsync([.. await db.Orders.AsNoTracking().ToListAsync(Ct), .. await db.Payments.AsNoTracking().ToListAsync(Ct)]);
                await BothBooks.AgreeAsync(desk);
            }
        },
        iter: 3, threads: 1);

    private static async Task DoAsync(Desk desk, Customer customer, Step step, int number)
    {
        var choices = await new RefundChoices(desk.Site.Store).HandleAsync(desk.Site.Bookkeeper, customer.Id, Ct);
        var orders = await OpenAsync(desk);
        switch (step.Deed)
        {
            case Deed.Pay when step.Of(orders.FindAll(o => o.Balance > 0m)) is { } order:
                var part = Math.Min(order.Balance, step.Amount);
                await desk.PaymentAsync(customer, $"P{number}", Desk.Day(3), part, (order, part));
                break;
            case Deed.Overpay when step.Of(orders) is { } order:
                await desk.PaymentAsync(customer, $"P{number}", Desk.Day(4), order.Balance + step.Amount, (order, order.Balance));
                break;
            case Deed.Change when step.Of(orders) is { } order:
                await desk.ChangeAsync(order, o => o.Lines.Add(Desk.Line(1m, step.Amount, taxable: step.Which % 2 == 0, item: "Motor")));
                break;
            case Deed.Undo when step.Of([.. choices.Payments.Where(p => p.MayUndo > 0m)]) is { } payment:
                await RefundAsync(desk, customer, step, RefundKind.UndoesPayment, payment.MayUndo, r => r.RefundsPaymentId = payment.Id);
                break;
            case Deed.ReturnCredit when step.Of([.. choices.Payments.Where(p => p.Credit > 0m)]) is { } payment:
                await RefundAsync(desk, customer, step, RefundKind.ReturnsCredit, payment.Credit, r => (r.RefundsPaymentId, r.Method) = (payment.Id, step.Which % 2 == 0 ? "Check" : "Visa"));
                break;
            case Deed.ReturnMoney when step.Of([.. choices.Orders.Where(o => Math.Min(o.Left, o.LeftPaid) > 0.01m)]) is { } order:
                await RefundAsync(desk, customer, step, RefundKind.ReturnsMoney, Math.Min(order.Left, order.LeftPaid), r => (r.RefundsOrderId, r.RefundTax) = (order.Id, Tax(order, r.Amount)));
                break;
            case Deed.GrantCredit when step.Of([.. choices.Orders.Where(o => o.Left > 0.01m)]) is { } order:
                await RefundAsync(desk, customer, step, RefundKind.GrantsCredit, order.Left, r =>
                {
                    (r.RefundsOrderId, r.RefundTax) = (order.Id, Tax(order, r.Amount));
                    r.Applications = [.. orders.Where(o => o.Id == order.Id && o.Balance > 0m).Select(o => new AppliedInput { OrderId = o.Id, Amount = Math.Min(o.Balance, -r.Amount) })];
                });
                break;
            case Deed.CancelRefund when step.Of(await RefundsAsync(desk)) is { } refund:
                // A void cannot be taken back, and a credit that was given back stands.
                await desk.TryCancelAsync(refund);
                break;
            default:
                await SellAsync(desk, customer, step, number);
                break;
        }
    }

    private static Task<Order> SellAsync(Desk desk, Customer customer, Step step, int number) => desk.OrderAsync(customer, $"L{number}", Desk.Day(2), o =>
    {
        (o.TaxCode, o.Lines) = ("Austin", [Desk.Line(3m, step.Amount, discount: step.Which % 30), Desk.Line(1m, 20m, taxable: false, item: "Repair", category: "Service")]);
        o.Charges = [new() { Name = "Installation", Amount = step.Which }];
        o.Amounts = [.. new[] { "", "Shades" }.Take(step.Which % 3).Select(category => new AdditionalAmount { Name = $"Promotion {category}", Kind = AdditionalAmountKind.Discount, IsPercent = true, Value = 7.5m, Category = category })];
    });

    private static Task RefundAsync(Desk desk, Customer customer, Step step, RefundKind kind, decimal most, Action<PaymentInput> set) =>
        desk.RefundAsync(customer, "", Desk.Day(20), Math.Min(most, step.Amount), kind, set);

    private static decimal Tax(RefundableOrder order, decimal amount) => Math.Min(order.TaxOf(amount), -amount - 0.01m);

    private static async Task<List<Order>> OpenAsync(Desk desk)
    {
        await using var db = desk.Site.Store.CreateDbContext();
        return await db.Orders.AsNoTracking().Where(o => o.Status == OrderStatus.Open).OrderBy(o => o.Id).ToListAsync(Ct);
    }

    private static async Task<List<Payment>> RefundsAsync(Desk desk)
    {
        await using var db = desk.Site.Store.CreateDbContext();
        return await db.Payments.AsNoTracking().Where(p => p.Refund != RefundKind.None && p.Status == PaymentStatus.Received).OrderBy(p => p.Id).ToListAsync(Ct);
    }

    private sealed record Step(Deed Deed, int Which, int Cents)
    {
        public decimal Amount => Cents / 100m;

        public T? Of<T>(List<T> things)
            where T : class => things.Count == 0 ? null : things[Which % things.Count];
    }
}
