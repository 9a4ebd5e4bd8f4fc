using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.Payments;

/// <summary>Enters a payment or changes one. The balances of its orders are kept in the same transaction, right also under two payments at once.</summary>
public sealed class SavePayment(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, SaveTarget target, PaymentInput input, CancellationToken ct)
    {
        input.DropBlanksAndTrim();
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = target.Id is { } id
            ? await db.VisiblePayments(actor).Where(p => p.Id == id).SelectMany(p => p.Applications).Select(a => a.OrderId).ToListAsync(ct)
            : [];
        var named = input.Applications.ConvertAll(a => a.OrderId);
        var mine = await db.VisibleOrders(actor).Where(o => named.Contains(o.Id)).Select(o => o.Id).ToListAsync(ct);
        List<long> held = [.. before.Union(mine).Union(await RefundedPayment.OrdersOfAsync(db, input.RefundsPaymentId, ct))];
        await OrderBalance.HoldAsync(db, held, ct);
        await RefundedPayment.HoldAsync(db, input.RefundsPaymentId, ct);

        var customer = await db.VisibleCustomers(actor).SingleOrDefaultAsync(c => c.Id == input.CustomerId, ct);
        var save = new RecordSave<Payment>(db, actor, Permission.EditBooks, PaymentInput.From);
        var visible = db.VisiblePayments(actor).Include(p => p.Customer).Include(p => p.Applications).ThenInclude(a => a.Order);
        var begun = await save.BeginAsync(visible, target with { AccountId = target.AccountId ?? customer?.AccountId }, ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        var payment = begun.Value;
        if (payment.Status == PaymentStatus.Cancelled || payment.IsUndone)
        {
            return Result<Saved>.Invalid("", $"{payment.Label} is {(payment.IsUndone ? "undone by a refund" : "cancelled")} and cannot be changed.");
        }

        var orders = await db.VisibleOrders(actor)
            .Where(o => named.Contains(o.Id) && o.AccountId == payment.AccountId && o.CustomerId == input.CustomerId).ToListAsync(ct);
        var refund = await RefundFacts.ReadAsync(db, actor, input, payment, ct);
        var facts = await ReadFactsAsync(db, payment, customer?.AccountId == payment.AccountId ? customer : null, orders, refund, ct);
        var problems = input.Check(facts);
        if (problems.Any)
        {
            return Result<Saved>.Invalid(problems.Problems);
        }

        if (payment.Id == 0 && refund.Payment is { } refunded)
        {
            RefundedPayment.Take(refunded, input.Refund, -input.Amount, time.GetUtcNow().UtcDateTime, actor.Name);
        }

        Write(input, payment, facts, orders);
        var saved = await save.CommitAsync(payment, time, ct);
        if (saved.IsDone)
        {
            await OrderBalance.RefreshAsync(db, held, ct);
            await transaction.CommitAsync(ct);
        }

        return saved;
    }

    private static async Task<PaymentFacts> ReadFactsAsync(
        ValanceDb db, Payment payment, Customer? customer, List<Order> orders, RefundFacts refund, CancellationToken ct)
    {
        var paid = await OrderBalance.PaidByOthersAsync(db, orders.ConvertAll(o => o.Id), payment.Id, ct);
        return new PaymentFacts(
            customer,
            payment.CustomerId,
            payment.Method,
            await db.PaymentMethods.Where(m => m.AccountId == payment.AccountId).Select(m => m.Name).ToListAsync(ct),
            orders.ToDictionary(
                o => o.Id,
                o => new PayableOrder(o.Number, o.Status == OrderStatus.Cancelled, o.Total - paid.GetValueOrDefault(o.Id))),
            refund);
    }

    private static void Write(PaymentInput input, Payment payment, PaymentFacts facts, List<Order> orders)
    {
        payment.ExternalId = input.ExternalId ?? payment.ExternalId;
        payment.Customer = facts.Customer;
        payment.CustomerId = input.CustomerId;
        payment.ReceivedOn = input.ReceivedOn!.Value;
        payment.Amount = input.Amount;
        (payment.Refund, payment.RefundsPaymentId, payment.RefundsOrderId, payment.RefundTax) = (input.Refund, input.RefundsPaymentId, input.RefundsOrderId, input.RefundTax);
        payment.Method = Tidy.Listed(input.Method, facts.Methods);
        payment.ReferenceNumber = input.ReferenceNumber;
        payment.Memo = input.Memo;
        payment.Applications = [.. input.Applications.Select(a => new PaymentApplication
        {
            OrderId = a.OrderId,
            Order = orders.Single(o => o.Id == a.OrderId),
            Amount = a.Amount,
        })];
    }
}
