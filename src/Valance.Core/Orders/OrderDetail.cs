using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records.Exporting;

namespace Valance.Core.Orders;

/// <summary>A payment as its order shows it.</summary>
/// <param name="Applied">The part that settles this order.</param>
public sealed record OrderPayment(long Id, DateOnly ReceivedOn, string Method, string ReferenceNumber, decimal Amount, decimal Applied);

/// <summary>A refund as its order shows it: for a lower price or returned goods, or of a payment that settles the order.</summary>
/// <param name="Amount">Negative.</param>
public sealed record OrderRefund(long Id, DateOnly ReceivedOn, RefundKind Kind, string ReferenceNumber, decimal Amount);

/// <summary>A purchase order as its order shows it.</summary>
public sealed record OrderPurchase(long Id, string Number, string VendorName, DateOnly Date, PurchaseOrderStatus Status, decimal Total);

/// <summary>An order's page; customer, department, lines, charges and amounts are loaded with it.</summary>
/// <param name="Payments">Empty for somebody who may not see the books.</param>
/// <param name="Refunds">Likewise.</param>
/// <param name="Paid">What payments apply to it, also for those who may not see them.</param>
public sealed record OrderPage(
    Order Order, OrderTotals Totals, Account Account, decimal Paid, IReadOnlyList<OrderPayment> Payments, IReadOnlyList<OrderRefund> Refunds,
    IReadOnlyList<OrderPurchase> PurchaseOrders,
    ExportStatus Export, bool MayEdit, bool MayExport, bool MayEditBooks)
{
    public bool IsCancelled => Order.Status == OrderStatus.Cancelled;
}

/// <summary>One order with what belongs to it.</summary>
public sealed class OrderDetail(IDbContextFactory<ValanceDb> store, ExportStatuses statuses)
{
    public async Task<Result<OrderPage>> HandleAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var order = await db.VisibleOrders(actor).AsNoTracking()
            .Include(o => o.Customer).Include(o => o.Department)
            .Include(o => o.Lines.OrderBy(l => l.Number)).Include(o => o.Charges.OrderBy(c => c.Number)).Include(o => o.Amounts.OrderBy(a => a.Number))
            .AsSplitQuery().SingleOrDefaultAsync(o => o.Id == id, ct);
        if (order is null)
        {
            return Result<OrderPage>.NotFound("The order");
        }

        var payments = await db.VisiblePayments(actor).Where(p => p.Status == PaymentStatus.Received)
            .SelectMany(p => p.Applications.Where(a => a.OrderId == id), (p, a) => new { Payment = p, a.Amount })
            .OrderBy(x => x.Payment.ReceivedOn).ThenBy(x => x.Payment.Id)
            .Select(x => new OrderPayment(x.Payment.Id, x.Payment.ReceivedOn, x.Payment.Method, x.Payment.ReferenceNumber, x.Payment.Amount, x.Amount))
            .ToListAsync(ct);
        var refunds = await db.VisiblePayments(actor)
            .Where(p => p.Status == PaymentStatus.Received && p.Refund != RefundKind.None
                && (p.RefundsOrderId == id || p.RefundsPayment!.Applications.Any(a => a.OrderId == id)))
            .OrderBy(p => p.ReceivedOn).ThenBy(p => p.Id)
            .Select(p => new OrderRefund(p.Id, p.ReceivedOn, p.Refund, p.ReferenceNumber, p.Amount)).ToListAsync(ct);
        var purchases = await db.VisiblePurchaseOrders(actor).Where(p => p.OrderId == id).OrderBy(p => p.Date).ThenBy(p => p.Id)
            .Select(p => new OrderPurchase(p.Id, p.Number, p.Vendor!.Name, p.Date, p.Status, p.Total)).ToListAsync(ct);
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == order.AccountId, ct);
        var isOpen = order.Status != OrderStatus.Cancelled;
        return Result<OrderPage>.Done(new(
            order, OrderTotals.Of(order), account, await OrderBalance.PaidAsync(db, id, ct), payments, refunds, purchases,
            await statuses.OfAsync(actor, order, ct),
            isOpen && actor.May(Permission.EditCustomersAndOrders, order.AccountId),
            actor.May(Permission.Export, order.AccountId),
            isOpen && actor.May(Permission.EditBooks, order.AccountId)));
    }
}
