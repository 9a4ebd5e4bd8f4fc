using System.Globalization;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Changes;

/// <summary>
/// Which fields of each kind are compared between what was sent last, what stands here and what QuickBooks holds. Notes are none of them: people may write
/// beside our part. Nor is what a payment settles: what others linked to it is sent along anyway.
/// </summary>
internal static class ComparedFields
{
    public const string DueDate = "Due date";
    public const string VendorAddress = "Vendor address";

    public static readonly IReadOnlyList<ComparedField<Customer>> OfCustomers =
    [
        new(Fields.DisplayName, c => c.DisplayName, (u, _) => u with { DisplayName = null }),
        new(Fields.FirstName, c => c.GivenName, (u, _) => u with { GivenName = null }),
        new(Fields.MiddleInitial, c => c.MiddleName, (u, _) => u with { MiddleName = null }),
        new(Fields.LastName, c => c.FamilyName, (u, _) => u with { FamilyName = null }),
        new(Fields.CompanyName, c => c.CompanyName, (u, _) => u with { CompanyName = null }),
        new(Fields.Taxable, c => Flag(c.Taxable), (u, _) => u with { Taxable = null, TaxExemptionReasonId = null }),
        new(Fields.Email, c => c.PrimaryEmailAddr?.Address, (u, _) => u with { PrimaryEmailAddr = null }),
        new(Fields.Phone, c => c.PrimaryPhone?.FreeFormNumber, (u, _) => u with { PrimaryPhone = null }),
        new(Fields.MobilePhone, c => c.Mobile?.FreeFormNumber, (u, _) => u with { Mobile = null }),
        new(Fields.Fax, c => c.Fax?.FreeFormNumber, (u, _) => u with { Fax = null }),
        new(Fields.BillingAddress, c => Address(c.BillAddr), (u, _) => u with { BillAddr = null }),
        new(Fields.ShippingAddress, c => Address(c.ShipAddr), (u, _) => u with { ShipAddr = null }),
        new(Fields.Terms, c => c.SalesTermRef?.Value, (u, _) => u with { SalesTermRef = null }),
    ];

    public static readonly IReadOnlyList<ComparedField<Vendor>> OfVendors =
    [
        new(Fields.DisplayName, v => v.DisplayName, (u, h) => u with { DisplayName = h.DisplayName }),
        new(Fields.FirstName, v => v.GivenName, (u, h) => u with { GivenName = h.GivenName }),
        new(Fields.LastName, v => v.FamilyName, (u, h) => u with { FamilyName = h.FamilyName }),
        new(Fields.CompanyName, v => v.CompanyName, (u, h) => u with { CompanyName = h.CompanyName }),
        new(Fields.Email, v => v.PrimaryEmailAddr?.Address, (u, h) => u with { PrimaryEmailAddr = h.PrimaryEmailAddr }),
        new(Fields.Phone, v => v.PrimaryPhone?.FreeFormNumber, (u, h) => u with { PrimaryPhone = h.PrimaryPhone }),
        new(Fields.MobilePhone, v => v.Mobile?.FreeFormNumber, (u, h) => u with { Mobile = h.Mobile }),
        new(Fields.Fax, v => v.Fax?.FreeFormNumber, (u, h) => u with { Fax = h.Fax }),
        new(Fields.Address, v => Address(v.BillAddr), (u, h) => u with { BillAddr = h.BillAddr }),
        new(Fields.Terms, v => v.TermRef?.Value, (u, h) => u with { TermRef = h.TermRef }),
        new(Fields.AccountNumber, v => v.AcctNum, (u, h) => u with { AcctNum = h.AcctNum }),
    ];

    public static readonly IReadOnlyList<ComparedField<Invoice>> OfInvoices =
    [
        new(Fields.OrderNumber, i => i.DocNumber, (u, _) => u with { DocNumber = null }),
        new(Fields.CreatedOn, i => Day(i.TxnDate), (u, _) => u with { TxnDate = null }),
        new(Fields.Customer, i => i.CustomerRef?.Value, (u, _) => u with { CustomerRef = null }),
        new(Fields.Terms, i => i.SalesTermRef?.Value, (u, _) => u with { SalesTermRef = null }),
        new(DueDate, i => Day(i.DueDate), (u, _) => u with { DueDate = null }),
        new(Fields.Department, i => i.DepartmentRef?.Value, (u, _) => u with { DepartmentRef = null }),
        new(Fields.Sidemark, Sidemark, (u, _) => u with { CustomField = null }),
        new(Fields.BillingAddress, i => Address(i.BillAddr), (u, _) => u with { BillAddr = null }),
        new(Fields.ShippingAddress, i => Address(i.ShipAddr), (u, _) => u with { ShipAddr = null }),
        new(Fields.TaxCode, i => i.TxnTaxDetail?.TxnTaxCodeRef?.Value, (u, _) => u with { TxnTaxDetail = null }),
        new(Fields.Lines, i => Lines(i.Line), (u, _) => u with { Line = null, ApplyTaxAfterDiscount = null, TxnTaxDetail = null }),
    ];

    public static readonly IReadOnlyList<ComparedField<Payment>> OfPayments =
    [
        new(Fields.ReceivedOn, p => Day(p.TxnDate), (u, _) => u with { TxnDate = null }),
        new(Fields.Customer, p => p.CustomerRef?.Value, (u, h) => u with { CustomerRef = h.CustomerRef }),
        new(Fields.Amount, p => Number(p.TotalAmt), (u, h) => u with { TotalAmt = h.TotalAmt, Line = h.Line }),
        new(Fields.PaymentMethod, p => p.PaymentMethodRef?.Value, (u, _) => u with { PaymentMethodRef = null }),
        new(Fields.ReferenceNumber, p => p.PaymentRefNum, (u, _) => u with { PaymentRefNum = null }),
        new(Fields.DepositAccount, p => p.DepositToAccountRef?.Value, (u, _) => u with { DepositToAccountRef = null }),
    ];

    public static readonly IReadOnlyList<ComparedField<PurchaseOrder>> OfPurchaseOrders =
    [
        new(Fields.PurchaseOrderNumber, p => p.DocNumber, (u, h) => u with { DocNumber = h.DocNumber }),
        new(Fields.Date, p => Day(p.TxnDate), (u, h) => u with { TxnDate = h.TxnDate }),
        new(Fields.Vendor, p => p.VendorRef?.Value, (u, h) => u with { VendorRef = h.VendorRef }),
        new(VendorAddress, p => Address(p.VendorAddr), (u, h) => u with { VendorAddr = h.VendorAddr }),
        new(Fields.ShipTo, p => Address(p.ShipAddr), (u, h) => u with { ShipAddr = h.ShipAddr }),
        new(Fields.Status, p => p.POStatus, (u, h) => u with { POStatus = h.POStatus }),
        new(Fields.PayableAccount, p => p.APAccountRef?.Value, (u, h) => u with { APAccountRef = h.APAccountRef }),
        new(Fields.Memo, p => p.Memo, (u, h) => u with { Memo = h.Memo }),
        new(Fields.Lines, p => Lines(p.Line), (u, h) => u with { Line = h.Line }),
    ];

    public static IReadOnlyList<ComparedField<T>> Of<T>()
        where T : class, IQuickBooksEntity => (IReadOnlyList<ComparedField<T>>)(object)(
            typeof(T) == typeof(Customer) ? OfCustomers
            : typeof(T) == typeof(Vendor) ? OfVendors
            : typeof(T) == typeof(Invoice) ? OfInvoices
            : typeof(T) == typeof(Payment) ? OfPayments
            : typeof(T) == typeof(PurchaseOrder) ? OfPurchaseOrders
            // Of a refund's documents nothing is chosen: their figures stay as they were entered.
            : (object)Array.Empty<ComparedField<T>>());

    private static string? Flag(bool? flag) => flag switch { true => "Yes", false => "No", null => null };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Number(decimal? number) => number?.ToString("0.#######", CultureInfo.InvariantCulture);

    private static string? Address(PhysicalAddress? a) => a is null ? null : PlainText.Join(
        "\n", a.Line1 ?? "", a.Line2 ?? "", a.Line3 ?? "", a.Line4 ?? "", a.Line5 ?? "", a.City ?? "", a.CountrySubDivisionCode ?? "", a.PostalCode ?? "", a.Country ?? "");

    /// <summary>A company may have other custom fields: ours is the one that was sent.</summary>
    private static string? Sidemark(Invoice invoice, Invoice sent)
    {
        var ours = sent.CustomField?.FirstOrDefault()?.DefinitionId;
        return invoice.CustomField?.FirstOrDefault(f => string.Equals(f.DefinitionId, ours, StringComparison.Ordinal))?.StringValue;
    }

    /// <summary>What is on the lines, without what QuickBooks adds: their ids, a subtotal, the tax code of what is not taxed.</summary>
    private static string? Lines(IReadOnlyList<Line>? lines) => lines is null ? null : string.Join('\n', lines
        .Where(l => !string.Equals(l.DetailType, LineDetailType.SubTotal, StringComparison.Ordinal))
        .Select(l => string.Join('|', Item(l), l.Description, Number(l.Amount), Number(Quantity(l)), TaxCode(l))));

    private static string? Item(Line line) => line switch
    {
        { SalesItemLineDetail.ItemRef: { } item } => item.Value,
        { ItemBasedExpenseLineDetail.ItemRef: { } item } => item.Value,
        { AccountBasedExpenseLineDetail.AccountRef: { } account } => account.Value,
        { DiscountLineDetail: not null } => "discount",
        _ => line.DetailType,
    };

    private static decimal? Quantity(Line line) => line.SalesItemLineDetail?.Qty ?? line.ItemBasedExpenseLineDetail?.Qty ?? 1m;

    private static string? TaxCode(Line line) => line.SalesItemLineDetail?.TaxCodeRef?.Value is { } code and not "NON" ? code : null;
}
