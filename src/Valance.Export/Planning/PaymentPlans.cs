using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Payment = Valance.Core.Payments.Payment;
using Wanted = Valance.QuickBooks.Entities.Payment;

namespace Valance.Export.Planning;

/// <summary>Payments: the customer and every order that is settled first; balances are read again before linking.</summary>
internal static class PaymentPlans
{
    public static async Task<PlanOutcome> PlanAsync(PlanWork work, Payment payment, IsWaitedFor isWaitedFor, CancellationToken ct)
    {
        if (await work.ParentAsync(RecordKind.Customer, payment.CustomerId, Fields.Customer, ct) is not { } customer)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Customer, payment.CustomerId);
        }

        var (settled, missing) = await SettledAsync(work, payment, isWaitedFor, ct);
        if (missing is not null)
        {
            return missing;
        }

        var (references, stop) = await work.ResolveAsync(r => Resolve(r, payment, new Ref(customer.QuickBooksId)) with { Invoices = settled }, ct);
        return references is null ? stop! : await PlanAsync(work, payment, references, ct);
    }

    /// <summary>What the payment, or a credit, settles: its orders' invoices, which go first, and the refunds that gave it back as far as they stand there.</summary>
    internal static async Task<(IReadOnlyList<AppliedInvoice> Settled, PlanOutcome? Missing)> SettledAsync(
        PlanWork work, Payment payment, IsWaitedFor isWaitedFor, CancellationToken ct)
    {
        var settled = new List<AppliedInvoice>();
        foreach (var applied in payment.Applications.Where(a => a.Order is { Status: not OrderStatus.Cancelled } && a.Amount > 0m))
        {
            if (await OpeningBalances.NoteAsync(work, applied, ct))
            {
                continue;
            }

            if (await work.ParentAsync(RecordKind.Order, applied.OrderId, Fields.Orders, ct) is not { } order
                || (!work.IsPreview && order.RecordVersion != applied.Order!.Version && await isWaitedFor(work, RecordKind.Order, applied.OrderId, ct)))
            {
                return (settled, new PlanOutcome.NeedsParent(RecordKind.Order, applied.OrderId));
            }

            settled.Add(new AppliedInvoice(order.QuickBooksId, applied.Order!.Number, applied.Amount));
        }

        foreach (var refund in payment.Refunds.Where(r => r is { Refund: RefundKind.ReturnsCredit, Status: PaymentStatus.Received }))
        {
            if (await work.LinkOfAsync(RecordKind.Payment, refund.Id, ct) is { IsVoided: false } link)
            {
                settled.Add(new AppliedInvoice(link.QuickBooksId, refund.Label, -refund.Amount, TxnType: RefundToQuickBooks.LinkType(refund)));
            }
        }

        return (settled, null);
    }

    internal static PaymentReferences Resolve(ReferenceResolver r, Payment payment, Ref customer) => new()
    {
        Customer = customer,
        Method = r.PaymentMethod(payment.Method),
        DepositAccount = r.DepositAccount(payment.Method),
        ReceivableAccount = r.ReceivableAccount(),
    };

    private static async Task<PlanOutcome> PlanAsync(PlanWork work, Payment payment, PaymentReferences references, CancellationToken ct)
    {
        // Over what we want: how much was open when it was sent must not make an unchanged payment look changed.
        var ours = PaymentToQuickBooks.Translate(payment, references).Ours;
        var fingerprint = Fingerprint.Of(ours);
        var before = work.LastSent<Wanted>();
        var isUnchanged = string.Equals(work.Link?.Fingerprint, fingerprint, StringComparison.Ordinal);
        if (isUnchanged && !work.IsPreview && Applied(before) >= references.Invoices.Sum(i => i.Wanted))
        {
            return new PlanOutcome.NothingToSend(fingerprint);
        }

        if (work.Request.IsOursAlone && work.Link is not null)
        {
            return work.Send(ExportOperation.Update, ours, ours, fingerprint, isUnchanged: isUnchanged);
        }

        Wanted? held = null;
        if (work.Link is not null)
        {
            (held, var stop) = await work.HeldAsync<Wanted>(ct);
            if (held is null)
            {
                return stop!;
            }
        }

        var (open, failure) = await OpenAsync(work, references.Invoices, held, ct);
        if (open is null)
        {
            return new PlanOutcome.Stopped(failure!);
        }

        var translated = PaymentToQuickBooks.Translate(payment, references with { Invoices = open, KeptLines = LinesOfOthers(references, before, held) });
        isUnchanged = isUnchanged && Applied(translated.Ours) <= Applied(before);
        if (isUnchanged && !work.IsPreview)
        {
            // As much is open as before: nothing more to link.
            return new PlanOutcome.NothingToSend(fingerprint);
        }

        work.Notes.AddRange(translated.Notes);
        return held is null
            ? work.Send(ExportOperation.Create, translated.Ours, translated.Ours, fingerprint)
            : work.Update(Updating.Of(translated.Ours, before, held), translated.Ours, held, fingerprint, isUnchanged);
    }

    /// <summary>What this payment may take of each invoice: the company may have applied credits by itself since the invoice was made.</summary>
    internal static async Task<(List<AppliedInvoice>? Open, Failure? Failure)> OpenAsync(
        PlanWork work, IReadOnlyList<AppliedInvoice> invoices, Wanted? held, CancellationToken ct)
    {
        var open = new List<AppliedInvoice>();
        foreach (var invoice in invoices)
        {
            if (invoice.InvoiceId.Length == 0 || !string.Equals(invoice.TxnType, Invoice.WireName, StringComparison.Ordinal))
            {
                // Of a preview: the invoice is made first, and all of it is open then. A refund of ours is this payment's alone.
                open.Add(invoice);
                continue;
            }

            var (kept, refusal) = await work.ReadAsync<Invoice>(invoice.InvoiceId, ct);
            if (kept is null)
            {
                return (null, FailureClassifier.Of(refusal!) is var failure && refusal!.Has("610")
                    ? failure with { Cause = "deleted-in-quickbooks", Field = Fields.Orders, Value = invoice.OrderNumber }
                    : failure);
            }

            open.Add(invoice with { Open = (kept.Balance ?? 0m) + AppliedTo(invoice.InvoiceId, held) });
        }

        return (open, null);
    }

    /// <summary>Lines are replaced all or none: what somebody linked in QuickBooks is sent along, or it would be let go.</summary>
    private static List<Line> LinesOfOthers(PaymentReferences references, Wanted? before, Wanted? held)
    {
        var ours = references.Invoices.Select(i => i.InvoiceId).Concat(Linked(before)).ToHashSet(StringComparer.Ordinal);
        return [.. (held?.Line ?? []).Where(l => l.LinkedTxn is { Count: > 0 } txns && !txns.Any(t => t.TxnId is { } id && ours.Contains(id)))];
    }

    /// <summary>The ids of what a payment settles.</summary>
    internal static IEnumerable<string> Linked(Wanted? payment) =>
        (payment?.Line ?? []).SelectMany(l => l.LinkedTxn ?? []).Select(t => t.TxnId).OfType<string>();

    private static decimal AppliedTo(string invoiceId, Wanted? payment) => (payment?.Line ?? [])
        .Where(l => l.LinkedTxn?.Any(t => string.Equals(t.TxnId, invoiceId, StringComparison.Ordinal)) == true).Sum(l => l.Amount ?? 0m);

    private static decimal Applied(Wanted? payment) => (payment?.Line ?? []).Sum(l => l.Amount ?? 0m);
}
