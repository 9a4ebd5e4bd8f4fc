using Valance.Export.Holders;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Reconciling;

/// <summary>What is compared of each of QuickBooks' kinds.</summary>
internal static class TheirSides
{
    public static TheirSide Of(IQuickBooksEntity entity) => entity switch
    {
        Customer c => Named(c, c.DisplayName, c.Active, c.Notes),
        Vendor v => Named(v, v.DisplayName, v.Active, null),
        Invoice i => new(i.Id!, Titled("Invoice", i.DocNumber, i.Id))
        {
            SyncToken = i.SyncToken ?? "",
            Date = i.TxnDate,
            Party = i.CustomerRef?.Name ?? "",
            PartyId = i.CustomerRef?.Value,
            Number = i.DocNumber ?? "",
            Amount = i.TotalAmt ?? 0m,
            Tax = i.TxnTaxDetail?.TotalTax ?? 0m,
            Open = i.Balance ?? 0m,
            IsVoided = IsVoided(i.TotalAmt, i.PrivateNote),
            Note = i.PrivateNote ?? "",
        },
        Payment p => new(p.Id!, Titled("Payment", p.PaymentRefNum, p.Id))
        {
            SyncToken = p.SyncToken ?? "",
            Date = p.TxnDate,
            Party = p.CustomerRef?.Name ?? "",
            PartyId = p.CustomerRef?.Value,
            Number = p.PaymentRefNum ?? "",
            Amount = p.TotalAmt ?? 0m,
            Open = (p.TotalAmt ?? 0m) - (p.UnappliedAmt ?? 0m),
            IsVoided = IsVoided(p.TotalAmt, p.PrivateNote),
            Note = p.PrivateNote ?? "",
        },
        PurchaseOrder p => new(p.Id!, Titled("Purchase order", p.DocNumber, p.Id))
        {
            SyncToken = p.SyncToken ?? "",
            Date = p.TxnDate,
            Party = p.VendorRef?.Name ?? "",
            PartyId = p.VendorRef?.Value,
            Number = p.DocNumber ?? "",
            Amount = p.TotalAmt ?? 0m,
            Status = p.POStatus ?? "Open",
            Note = p.PrivateNote ?? "",
        },
        // A refund's amounts are below zero here.
        Purchase p => Refund(p, "Check or expense", p.TxnDate, p.EntityRef, p.DocNumber, p.TotalAmt, p.PrivateNote),
        RefundReceipt r => Refund(r, "Refund receipt", r.TxnDate, r.CustomerRef, r.PaymentRefNum, r.TotalAmt, r.PrivateNote),
        CreditMemo c => Refund(c, "Credit memo", c.TxnDate, c.CustomerRef, null, c.TotalAmt, c.PrivateNote),
        _ => throw new ArgumentOutOfRangeException(nameof(entity), entity.GetType().Name, null),
    };

    private static TheirSide Named(IQuickBooksEntity entity, string? name, bool? active, string? note) => new(entity.Id!, HeldRecord.WithoutMark(name ?? ""))
    {
        SyncToken = entity.SyncToken ?? "",
        IsVoided = active == false,
        Note = note ?? "",
        Named = entity,
    };

    private static TheirSide Refund(IQuickBooksEntity entity, string title, DateOnly? date, Ref? customer, string? number, decimal? total, string? note) =>
        new(entity.Id!, Titled(title, number, entity.Id))
        {
            SyncToken = entity.SyncToken ?? "",
            Date = date,
            Party = customer?.Name ?? "",
            PartyId = customer?.Value,
            Number = number ?? "",
            Amount = -(total ?? 0m),
            IsVoided = IsVoided(total, note),
            Note = note ?? "",
        };

    private static string Titled(string kind, string? number, string? id) => string.IsNullOrWhiteSpace(number) ? $"{kind} (id {id})" : $"{kind} {number}";

    /// <summary>QuickBooks puts the word before the note; an amount of nothing alone may be a sale for nothing.</summary>
    private static bool IsVoided(decimal? total, string? note) => total is null or 0m && PlainText.Collapse(note ?? "").StartsWith("Voided", StringComparison.Ordinal);
}
