using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Planning;

/// <summary>What somebody changed in QuickBooks since we sent it: ours is sent over it, so it is said.</summary>
internal static class ChangesInQuickBooks
{
    public static IEnumerable<PlanNote> Notes(IQuickBooksEntity? before, IQuickBooksEntity held) => ((object?)before, (object)held) switch
    {
        (Customer b, Customer h) => Of(
            (Fields.DisplayName, b.DisplayName, h.DisplayName), (Fields.FirstName, b.GivenName, h.GivenName), (Fields.LastName, b.FamilyName, h.FamilyName),
            (Fields.CompanyName, b.CompanyName, h.CompanyName), (Fields.Email, b.PrimaryEmailAddr?.Address, h.PrimaryEmailAddr?.Address),
            (Fields.Phone, b.PrimaryPhone?.FreeFormNumber, h.PrimaryPhone?.FreeFormNumber), (Fields.BillingAddress, Text(b.BillAddr, h.BillAddr), Text(h.BillAddr))),
        (Vendor b, Vendor h) => Of(
            (Fields.DisplayName, b.DisplayName, h.DisplayName), (Fields.CompanyName, b.CompanyName, h.CompanyName),
            (Fields.Email, b.PrimaryEmailAddr?.Address, h.PrimaryEmailAddr?.Address),
            (Fields.Phone, b.PrimaryPhone?.FreeFormNumber, h.PrimaryPhone?.FreeFormNumber), (Fields.AccountNumber, b.AcctNum, h.AcctNum)),
        (Invoice b, Invoice h) => Of(
            (Fields.OrderNumber, b.DocNumber, h.DocNumber), (Fields.CreatedOn, Text(b.TxnDate), Text(h.TxnDate)), (Fields.Lines, Sum(b.Line), Sum(h.Line))),
        (Payment b, Payment h) => Of(
            (Fields.Amount, Text(b.TotalAmt), Text(h.TotalAmt)), (Fields.ReceivedOn, Text(b.TxnDate), Text(h.TxnDate)), (Fields.ReferenceNumber, b.PaymentRefNum, h.PaymentRefNum)),
        (PurchaseOrder b, PurchaseOrder h) => Of(
            (Fields.PurchaseOrderNumber, b.DocNumber, h.DocNumber), (Fields.Date, Text(b.TxnDate), Text(h.TxnDate)), (Fields.Lines, Sum(b.Line), Sum(h.Line)),
            (Fields.Memo, b.Memo, h.Memo)),
        _ => [],
    };

    private static IEnumerable<PlanNote> Of(params IEnumerable<(string Field, string? Sent, string? Held)> values) => values
        .Where(v => !string.IsNullOrEmpty(v.Sent) && !string.Equals(v.Sent, v.Held ?? "", StringComparison.Ordinal))
        .Select(v => new PlanNote(PlanNoteKind.Warning, v.Field, v.Sent!, v.Held ?? "", "It was changed in QuickBooks since the last export. Ours is sent over it."));

    private static string? Text(DateOnly? day) => day is { } d ? PlainText.Day(d) : null;

    private static string? Text(decimal? amount) => amount is { } a ? PlainText.Dollars(a) : null;

    private static string? Text(PhysicalAddress? address) => address is null ? null : string.Join(", ", new[]
    {
        address.Line1, address.Line2, address.Line3, address.Line4, address.Line5, address.City, address.CountrySubDivisionCode, address.PostalCode, address.Country,
    }.Where(part => !string.IsNullOrEmpty(part)));

    // QuickBooks may part an address in another way: what says the same did not change.
    private static string? Text(PhysicalAddress? sent, PhysicalAddress? held) => Addresses.Same(sent, held) ? Text(held) : Text(sent);

    // Lines are compared by what they come to; a subtotal that QuickBooks adds is none of them.
    private static string? Sum(IReadOnlyList<Line>? lines) => lines is null ? null : PlainText.Dollars(lines
        .Where(l => !string.Equals(l.DetailType, LineDetailType.SubTotal, StringComparison.Ordinal)).Sum(l => (string.Equals(l.DetailType, LineDetailType.Discount, StringComparison.Ordinal) ? -1m : 1m) * (l.Amount ?? 0m)));
}
