using Microsoft.EntityFrameworkCore;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Order = Valance.Core.Orders.Order;
using Payment = Valance.Core.Payments.Payment;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;

namespace Valance.Export.Planning;

/// <summary>What was cancelled here: an order's invoice and a payment are voided, not deleted, so that their numbers stay accounted for.</summary>
internal static class Cancelling
{
    private const string VoidFingerprint = "void";

    /// <summary>A purchase order that stands in QuickBooks is closed by an ordinary update, so it is none of these unless it was never sent.</summary>
    public static bool IsCancelled(Record record) => record is Order { Status: OrderStatus.Cancelled } or Payment { Status: PaymentStatus.Cancelled } or Payment { IsUndone: true }
        or PurchaseOrder { Status: PurchaseOrderStatus.Cancelled or PurchaseOrderStatus.Replaced };

    public static Task<PlanOutcome> PlanAsync(PlanWork work, IsWaitedFor isWaitedFor, CancellationToken ct) => work switch
    {
        // Never sent, so there is nothing to take back.
        { Link: null } => Task.FromResult<PlanOutcome>(new PlanOutcome.NothingToSend("")),
        { Link.IsVoided: true } => Task.FromResult<PlanOutcome>(new PlanOutcome.NothingToSend(work.Link.Fingerprint)),
        { Record: Order order } => VoidInvoiceAsync(work, order, ct),
        { Record: PurchaseOrder order } => CloseAsync(work, order, ct),
        { Record: Payment { IsRefund: true } refund } => RefundPlans.CancelAsync(work, refund, isWaitedFor, VoidFingerprint, ct),
        _ => VoidPaymentAsync(work, ct),
    };

    /// <summary>The payments let go of it first: each one's next plan leaves the cancelled order out.</summary>
    private static async Task<PlanOutcome> VoidInvoiceAsync(PlanWork work, Order order, CancellationToken ct)
    {
        if (await PaymentThatSettlesAsync(work, order, ct) is { } paymentId)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Payment, paymentId);
        }

        var (held, stop) = await work.HeldAsync<Invoice>(ct);
        if (held is null)
        {
            return GoneIsEnough(stop!);
        }

        if (held is { TotalAmt: 0m } && held.PrivateNote?.StartsWith("Voided", StringComparison.Ordinal) == true)
        {
            return new PlanOutcome.NothingToSend(VoidFingerprint);
        }

        if (held.LinkedTxn?.Any(t => string.Equals(t.TxnType, "Payment", StringComparison.Ordinal)) == true)
        {
            work.Notes.Add(new(PlanNoteKind.Warning, Fields.Orders, order.Number, "",
                "A payment that was entered in QuickBooks settles this invoice: it becomes the customer's credit."));
        }

        return work.Send(ExportOperation.Void, new Invoice { Id = held.Id, SyncToken = held.SyncToken }, null, VoidFingerprint);
    }

    private static async Task<PlanOutcome> VoidPaymentAsync(PlanWork work, CancellationToken ct)
    {
        var (held, stop) = await work.HeldAsync<Valance.QuickBooks.Entities.Payment>(ct);
        return held is null ? GoneIsEnough(stop!)
            : held is { TotalAmt: 0m } ? new PlanOutcome.NothingToSend(VoidFingerprint)
            : work.Send(ExportOperation.Void, new Valance.QuickBooks.Entities.Payment { Id = held.Id, SyncToken = held.SyncToken }, null, VoidFingerprint);
    }

    /// <summary>Closed as it stands: what it ordered must not change by its cancellation, nor be refused because a mapping is gone since.</summary>
    private static async Task<PlanOutcome> CloseAsync(PlanWork work, PurchaseOrder order, CancellationToken ct)
    {
        var before = work.LastSent<Valance.QuickBooks.Entities.PurchaseOrder>();
        var wanted = (before ?? new Valance.QuickBooks.Entities.PurchaseOrder()) with { POStatus = "Closed" };
        var fingerprint = Fingerprint.Of(wanted);
        if (string.Equals(work.Link!.Fingerprint, fingerprint, StringComparison.Ordinal))
        {
            return new PlanOutcome.NothingToSend(fingerprint);
        }

        var (held, stop) = await work.HeldAsync<Valance.QuickBooks.Entities.PurchaseOrder>(ct);
        if (held is null)
        {
            return GoneIsEnough(stop!);
        }

        var closed = Updating.Of(wanted, before, held) with
        {
            TxnDate = held.TxnDate,
            VendorRef = held.VendorRef,
            APAccountRef = held.APAccountRef,
            Line = held.Line,
        };
        work.Notes.Add(new(PlanNoteKind.Changed, Fields.Status, order.Status.ToString(), "Closed", "QuickBooks knows purchase orders that are open or closed."));
        return work.Send(ExportOperation.Update, closed, wanted, fingerprint);
    }

    /// <summary>A payment of ours that settles the invoice as far as we sent it.</summary>
    private static async Task<long?> PaymentThatSettlesAsync(PlanWork work, Order order, CancellationToken ct)
    {
        var ids = work.Db.Payments.Where(p => p.AccountId == work.Request.AccountId && p.CustomerId == order.CustomerId).Select(p => p.Id);
        var links = await work.Db.Links.AsNoTracking()
            .Where(l => l.AccountId == work.Request.AccountId && l.RealmId == work.Request.RealmId && l.RecordKind == RecordKind.Payment
                && !l.IsVoided && ids.Contains(l.RecordId))
            .OrderBy(l => l.RecordId)
            .ToListAsync(ct);
        // Of a refund it is the settlement that links, not the document itself.
        return links.Find(l => PaymentPlans.Linked(work.Read<Valance.QuickBooks.Entities.Payment>(l.Document.Length == 0 ? l.SentPayload : l.SettlementPayload))
            .Contains(work.Link!.QuickBooksId, StringComparer.Ordinal))?.RecordId;
    }

    /// <summary>Deleted in QuickBooks already: that is what the cancellation wants.</summary>
    internal static PlanOutcome GoneIsEnough(PlanOutcome stop) =>
        stop is PlanOutcome.Stopped { Failure.Cause: "deleted-in-quickbooks" } ? new PlanOutcome.NothingToSend(VoidFingerprint) : stop;
}
