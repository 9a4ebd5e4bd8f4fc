using Valance.Core.Links;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Payment = Valance.Core.Payments.Payment;
using Settling = Valance.QuickBooks.Entities.Payment;

namespace Valance.Export.Planning;

/// <summary>
/// Refunds. One that undoes a payment has no document of its own: that payment goes out lower, or is voided. The others are made, and what holds the credit
/// is then sent anew so that the two are linked.
/// </summary>
internal static class RefundPlans
{
    public static Task<PlanOutcome> PlanAsync(PlanWork work, Payment refund, IsWaitedFor isWaitedFor, CancellationToken ct) => refund.Refund switch
    {
        RefundKind.UndoesPayment => UndoAsync(work, refund, isWaitedFor, ct),
        RefundKind.ReturnsCredit => ReturnAsync(work, refund, isWaitedFor, ct),
        _ => SaleAsync(work, refund, isWaitedFor, ct),
    };

    /// <summary>What was cancelled here is taken back in the opposite order. No void of these documents is documented, so they are deleted.</summary>
    public static async Task<PlanOutcome> CancelAsync(PlanWork work, Payment refund, IsWaitedFor isWaitedFor, string voided, CancellationToken ct)
    {
        var (link, source) = (work.Link!, refund.RefundsPaymentId);
        if (source is { } id && await isWaitedFor(work, RecordKind.Payment, id, ct))
        {
            return new PlanOutcome.NeedsParent(RecordKind.Payment, id);
        }

        if (link.SettlementId.Length > 0)
        {
            return await LetGoAsync(work, link, ct);
        }

        return refund.Refund switch
        {
            RefundKind.UndoesPayment => new PlanOutcome.NothingToSend(voided)
            {
                PartOf = link.QuickBooksId,
                IsTakenBack = true,
                Summary = "The payment stands in QuickBooks again as it was received.",
            },
            RefundKind.ReturnsCredit => await DeleteAsync<Purchase>(work, voided, held => new Purchase { Id = held.Id, SyncToken = held.SyncToken }, ct),
            RefundKind.ReturnsMoney => await DeleteAsync<RefundReceipt>(work, voided, held => new RefundReceipt { Id = held.Id, SyncToken = held.SyncToken }, ct),
            _ => await DeleteAsync<CreditMemo>(work, voided, held => new CreditMemo { Id = held.Id, SyncToken = held.SyncToken }, ct),
        };
    }

    private static async Task<PlanOutcome> UndoAsync(PlanWork work, Payment refund, IsWaitedFor isWaitedFor, CancellationToken ct)
    {
        var undone = refund.RefundsPaymentId!.Value;
        var link = await work.LinkOfAsync(RecordKind.Payment, undone, ct);
        if (link is null && refund.RefundsPayment is { IsUndone: true })
        {
            return new PlanOutcome.NothingToSend("") { Summary = "The payment that it undoes never stood in QuickBooks: nothing is to be taken back there." };
        }

        if (link is null || await isWaitedFor(work, RecordKind.Payment, undone, ct))
        {
            return new PlanOutcome.NeedsParent(RecordKind.Payment, undone);
        }

        return new PlanOutcome.NothingToSend("undone")
        {
            PartOf = link.QuickBooksId,
            Summary = refund.RefundsPayment is { IsUndone: true } ? "The payment that it undoes is void in QuickBooks." : "The payment that it undoes is lower in QuickBooks.",
        };
    }

    private static async Task<PlanOutcome> ReturnAsync(PlanWork work, Payment refund, IsWaitedFor isWaitedFor, CancellationToken ct)
    {
        if (await work.ParentAsync(RecordKind.Customer, refund.CustomerId, Fields.Customer, ct) is not { } customer)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Customer, refund.CustomerId);
        }

        var source = refund.RefundsPaymentId!.Value;
        if (await work.ParentAsync(RecordKind.Payment, source, Fields.RefundedPayment, ct) is null)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Payment, source);
        }

        var (references, stop) = await work.ResolveAsync(
            r => new RefundReferences { Customer = new Ref(customer.QuickBooksId), PaidFrom = r.RefundAccount(), ReceivableAccount = r.RefundedReceivable() }, ct);
        if (references is null)
        {
            return stop!;
        }

        var outcome = await work.SendAsync(RefundToQuickBooks.ToPurchase(refund, references), Updating.Of, ct, Purchase.WireName, goesOn: true);
        return outcome is not PlanOutcome.NothingToSend nothing ? outcome
            : await isWaitedFor(work, RecordKind.Payment, source, ct) ? new PlanOutcome.NeedsParent(RecordKind.Payment, source)
            : nothing with { Summary = "The refund stands in QuickBooks, linked with the credit that it gives back." };
    }

    private static async Task<PlanOutcome> SaleAsync(PlanWork work, Payment refund, IsWaitedFor isWaitedFor, CancellationToken ct)
    {
        if (await work.ParentAsync(RecordKind.Customer, refund.CustomerId, Fields.Customer, ct) is not { } customer)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Customer, refund.CustomerId);
        }

        if (await work.ParentAsync(RecordKind.Order, refund.RefundsOrderId!.Value, Fields.RefundedOrder, ct) is null)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Order, refund.RefundsOrderId!.Value);
        }

        var (references, stop) = await work.ResolveAsync(r => Resolve(r, refund, new Ref(customer.QuickBooksId)) with { UsesSalesTax = work.Lists.Profile.UsesSalesTax }, ct);
        if (references is null)
        {
            return stop!;
        }

        if (refund.Refund == RefundKind.ReturnsMoney)
        {
            return await work.SendAsync(RefundToQuickBooks.ToReceipt(refund, references), Updating.Of, ct, RefundReceipt.WireName);
        }

        var (settled, missing) = await PaymentPlans.SettledAsync(work, refund, isWaitedFor, ct);
        if (missing is not null)
        {
            return missing;
        }

        var goesOn = settled.Count > 0 || work.Link is { SettlementId.Length: > 0 };
        var outcome = await work.SendAsync(RefundToQuickBooks.ToCreditMemo(refund, references), Updating.Of, ct, CreditMemo.WireName, goesOn);
        return outcome is PlanOutcome.NothingToSend nothing ? await SettleAsync(work, refund, references.Customer, settled, nothing, ct) : outcome;
    }

    /// <summary>The payment of nothing that links a credit memo with what it settles.</summary>
    private static async Task<PlanOutcome> SettleAsync(
        PlanWork work, Payment refund, Ref customer, IReadOnlyList<AppliedInvoice> settled, PlanOutcome.NothingToSend nothing, CancellationToken ct)
    {
        var link = work.Link!;
        Settling? held = null;
        if (link.SettlementId.Length > 0)
        {
            (held, var refusal) = await work.ReadAsync<Settling>(link.SettlementId, ct);
            if (held is null && !refusal!.Has("610"))
            {
                return new PlanOutcome.Stopped(FailureClassifier.Of(refusal));
            }
        }

        var (open, failure) = await PaymentPlans.OpenAsync(work, settled, held, ct);
        if (open is null)
        {
            return new PlanOutcome.Stopped(failure!);
        }

        var wanted = RefundToQuickBooks.ToSettlement(refund, customer, link.QuickBooksId, open);
        if (wanted.Line is null)
        {
            return held is null ? nothing : await LetGoAsync(work, link, ct);
        }

        var fingerprint = Fingerprint.Of(wanted);
        return held is null ? work.Send(ExportOperation.Create, wanted, wanted, fingerprint, document: Settling.WireName)
            : string.Equals(fingerprint, Fingerprint.Of(work.Read<Settling>(link.SettlementPayload)!), StringComparison.Ordinal) ? nothing
            : work.Send(ExportOperation.Update, Updating.Of(wanted, null, held), wanted, fingerprint, held, document: Settling.WireName);
    }

    private static async Task<PlanOutcome> LetGoAsync(PlanWork work, Link link, CancellationToken ct)
    {
        var (held, refusal) = await work.ReadAsync<Settling>(link.SettlementId, ct);
        return held is null && !refusal!.Has("610")
            ? new PlanOutcome.Stopped(FailureClassifier.Of(refusal))
            : work.Send(
                ExportOperation.Delete, new Settling { Id = link.SettlementId, SyncToken = held?.SyncToken ?? link.SettlementToken }, null, "let go",
                document: Settling.WireName, goesOn: true);
    }

    private static async Task<PlanOutcome> DeleteAsync<T>(PlanWork work, string voided, Func<T, T> key, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var (held, stop) = await work.HeldAsync<T>(ct);
        return held is null ? Cancelling.GoneIsEnough(stop!) : work.Send(ExportOperation.Delete, key(held), null, voided, document: T.WireName);
    }

    private static RefundReferences Resolve(ReferenceResolver r, Payment refund, Ref customer) => new()
    {
        Customer = customer,
        Item = r.AmountItem(RefundToQuickBooks.ItemName, RefundToQuickBooks.ItemName),
        Department = r.Department(refund.RefundsOrder?.Department?.Name),
        TaxCode = refund.RefundTax > 0m ? r.TaxCode(refund.RefundsOrder?.TaxCode ?? "") : null,
        PaidFrom = refund.Refund == RefundKind.ReturnsMoney ? r.RefundAccount() : null,
        Method = refund.Refund == RefundKind.ReturnsMoney ? r.PaymentMethod(refund.Method) : null,
    };
}
