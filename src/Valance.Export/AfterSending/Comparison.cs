using Valance.Core.Records;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Order = Valance.Core.Orders.Order;

namespace Valance.Export.AfterSending;

/// <summary>What was sent beside what QuickBooks answered: what differs, was dropped or was renamed becomes a warning, never silence.</summary>
public static class Comparison
{
    /// <summary>The warnings; empty where QuickBooks keeps what we sent, to the cent.</summary>
    /// <param name="record">Ours, as it was sent; an order or payment with its lines.</param>
    /// <param name="sent">The plan that was carried out.</param>
    /// <param name="answer">The record as QuickBooks keeps it now, from the answer or read again.</param>
    /// <param name="expectedBalance">Of an order: its total less the payments that were exported so far; null where that is not known.</param>
    public static IReadOnlyList<PlanNote> Of(Record record, ExportPlan sent, IQuickBooksEntity answer, decimal? expectedBalance = null)
    {
        var isVoid = sent.Operation is ExportOperation.Void or ExportOperation.Delete;
        IEnumerable<PlanNote?> notes = ((object)(sent.Wanted ?? sent.Payload), (object)answer) switch
        {
            (Invoice, Invoice kept) when isVoid => [Money(Fields.Total, 0m, kept.TotalAmt, "The invoice was voided, and QuickBooks still shows an amount.")],
            (Payment, Payment kept) when isVoid => [Money(Fields.Amount, 0m, kept.TotalAmt, "The payment was voided, and QuickBooks still shows an amount.")],
            (_, _) when isVoid => [],
            (Customer ours, Customer kept) => OfName(ours.DisplayName, kept.DisplayName, ours.PrimaryEmailAddr, kept.PrimaryEmailAddr, ours.SalesTermRef, kept.SalesTermRef)
                .Append(ours.Taxable is { } taxable && kept.Taxable is { } theirs && taxable != theirs
                    ? Warning(Fields.Taxable, taxable ? "Yes" : "No", theirs ? "Yes" : "No", "QuickBooks keeps the customer otherwise.") : null),
            (Vendor ours, Vendor kept) => OfName(ours.DisplayName, kept.DisplayName, ours.PrimaryEmailAddr, kept.PrimaryEmailAddr, ours.TermRef, kept.TermRef),
            (Invoice ours, Invoice kept) when record is Order order => OfInvoice(order, ours, kept, expectedBalance),
            (Payment ours, Payment kept) => OfPayment(ours, kept),
            (Purchase, Purchase kept) when record is Core.Payments.Payment refund => [Money(Fields.Amount, -refund.Amount, kept.TotalAmt, "QuickBooks keeps another amount.")],
            (RefundReceipt, RefundReceipt kept) when record is Core.Payments.Payment refund => OfRefund(refund, kept.TotalAmt, kept.TxnTaxDetail),
            (CreditMemo, CreditMemo kept) when record is Core.Payments.Payment refund => OfRefund(refund, kept.TotalAmt, kept.TxnTaxDetail),
            (PurchaseOrder ours, PurchaseOrder kept) when record is Core.PurchaseOrders.PurchaseOrder order => OfPurchaseOrder(order, ours, kept),
            _ => [],
        };
        return [.. notes.OfType<PlanNote>()];
    }

    private static IEnumerable<PlanNote?> OfName(string? name, string? keptName, EmailAddress? email, EmailAddress? keptEmail, Ref? terms, Ref? keptTerms) =>
    [
        Text(Fields.DisplayName, name, keptName, "QuickBooks keeps another name."),
        Text(Fields.Email, email?.Address, keptEmail?.Address, "QuickBooks did not keep the address as it was sent."),
        Dropped(Fields.Terms, terms, keptTerms),
    ];

    private static IEnumerable<PlanNote?> OfInvoice(Order order, Invoice ours, Invoice kept, decimal? expectedBalance)
    {
        var tax = kept.TxnTaxDetail?.TotalTax ?? 0m;
        yield return Money(Fields.Tax, order.TaxAmount, tax, "QuickBooks reckons another tax than we do.");
        yield return Money(Fields.Total, order.Total, kept.TotalAmt, tax == order.TaxAmount
            ? "QuickBooks reckons another total than we do." : "The total differs by the tax.");
        if (expectedBalance is { } balance)
        {
            yield return Money(Fields.Balance, balance, kept.Balance, "QuickBooks shows another balance than the total less the payments exported so far.");
        }

        foreach (var field in ours.CustomField?.Where(f => !string.IsNullOrEmpty(f.StringValue)) ?? [])
        {
            var theirs = kept.CustomField?.FirstOrDefault(f => string.Equals(f.DefinitionId, field.DefinitionId, StringComparison.Ordinal))?.StringValue;
            yield return Text(Fields.Sidemark, field.StringValue, theirs, "QuickBooks dropped the custom field: its definition is another one there.");
        }

        yield return Dropped(Fields.Department, ours.DepartmentRef, kept.DepartmentRef);
        yield return Dropped(Fields.Terms, ours.SalesTermRef, kept.SalesTermRef);
        yield return Dropped(Fields.Customer, ours.CustomerRef, kept.CustomerRef);
        yield return Text(Fields.OrderNumber, ours.DocNumber, kept.DocNumber, "QuickBooks keeps another number.");
        yield return ours.DueDate is { } due && kept.DueDate is { } theirDue && due != theirDue
            ? Warning("Due date", PlainText.Day(due), PlainText.Day(theirDue), "QuickBooks keeps another due date.") : null;
    }

    private static IEnumerable<PlanNote?> OfPayment(Payment ours, Payment kept)
    {
        yield return Money(Fields.Amount, ours.TotalAmt ?? 0m, kept.TotalAmt, "QuickBooks keeps another amount.");
        // A line to a credit memo brings money in.
        var applied = (ours.Line ?? []).Sum(l => (l.LinkedTxn?.Any(t => string.Equals(t.TxnType, CreditMemo.WireName, StringComparison.Ordinal)) == true ? -1m : 1m) * (l.Amount ?? 0m));
        if (kept.UnappliedAmt is { } unapplied)
        {
            yield return Money(Fields.Orders, applied, (kept.TotalAmt ?? 0m) - unapplied, "QuickBooks applies another amount to invoices than was sent.");
        }

        yield return Dropped(Fields.DepositAccount, ours.DepositToAccountRef, kept.DepositToAccountRef);
        yield return Dropped(Fields.PaymentMethod, ours.PaymentMethodRef, kept.PaymentMethodRef);
        if (kept.ARAccountRef is not null)
        {
            yield return Dropped(Fields.ReceivableAccount, ours.ARAccountRef, kept.ARAccountRef);
        }

        yield return Text(Fields.ReferenceNumber, ours.PaymentRefNum, kept.PaymentRefNum, "QuickBooks keeps another reference number.");
    }

    private static IEnumerable<PlanNote?> OfRefund(Core.Payments.Payment refund, decimal? total, TxnTaxDetail? tax) =>
    [
        Money(Fields.Tax, refund.RefundTax, tax?.TotalTax ?? 0m, "QuickBooks reckons another tax than we do."),
        Money(Fields.Amount, -refund.Amount, total, "QuickBooks reckons another amount than we do."),
    ];

    private static IEnumerable<PlanNote?> OfPurchaseOrder(Core.PurchaseOrders.PurchaseOrder order, PurchaseOrder ours, PurchaseOrder kept)
    {
        yield return Money(Fields.Total, order.Total, kept.TotalAmt, "QuickBooks reckons another total than we do.");
        yield return Dropped(Fields.PayableAccount, ours.APAccountRef, kept.APAccountRef);
        yield return Text(Fields.PurchaseOrderNumber, ours.DocNumber, kept.DocNumber, "QuickBooks keeps another number.");
        yield return Text(Fields.Status, ours.POStatus, kept.POStatus, "QuickBooks keeps another status.");
    }

    private static PlanNote? Money(string field, decimal ours, decimal? theirs, string reason) =>
        theirs is null || theirs == ours ? null : Warning(field, PlainText.Dollars(ours), PlainText.Dollars(theirs.Value), reason);

    private static PlanNote? Text(string field, string? ours, string? theirs, string reason) =>
        string.IsNullOrEmpty(ours) || string.Equals(ours, theirs, StringComparison.Ordinal) ? null : Warning(field, ours, theirs ?? "", reason);

    private static PlanNote? Dropped(string field, Ref? ours, Ref? theirs) => ours is null || string.Equals(ours.Value, theirs?.Value, StringComparison.Ordinal)
        ? null
        : Warning(field, ours.Name ?? ours.Value, theirs?.Name ?? theirs?.Value ?? "", theirs is null ? "QuickBooks dropped it." : "QuickBooks keeps another one.");

    private static PlanNote Warning(string field, string ours, string theirs, string reason) => new(PlanNoteKind.Warning, field, ours, theirs, reason);
}
