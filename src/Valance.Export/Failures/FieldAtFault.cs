using System.Text.RegularExpressions;
using Valance.Export.Planning;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Failures;

/// <summary>Names our field and its value where QuickBooks names its own, or names none.</summary>
internal static partial class FieldAtFault
{
    public static Failure Fill(Failure failure, ExportPlan? sent)
    {
        var (field, value) = Find(failure, sent);
        return failure with { Field = field, Value = value, Limit = MostCharacters(failure) };
    }

    private static (string? Field, string? Value) Find(Failure failure, ExportPlan? sent) => (failure.Cause, (object?)sent?.Payload) switch
    {
        ("duplicate-name" or "name-missing", Customer customer) => (Fields.DisplayName, customer.DisplayName),
        ("duplicate-name" or "name-missing", Vendor vendor) => (Fields.DisplayName, vendor.DisplayName),
        ("duplicate-name" or "name-missing", _) => (Fields.DisplayName, null),
        ("duplicate-number", Invoice invoice) => (Fields.OrderNumber, invoice.DocNumber),
        ("duplicate-number", PurchaseOrder order) => (Fields.PurchaseOrderNumber, order.DocNumber),
        ("email-format", Customer customer) => (Fields.Email, customer.PrimaryEmailAddr?.Address),
        ("email-format", Vendor vendor) => (Fields.Email, vendor.PrimaryEmailAddr?.Address),
        ("books-closed" or "before-inventory-start", Invoice invoice) => (Fields.CreatedOn, Day(invoice.TxnDate)),
        ("books-closed", Payment payment) => (Fields.ReceivedOn, Day(payment.TxnDate)),
        ("books-closed", PurchaseOrder order) => (Fields.Date, Day(order.TxnDate)),
        ("invalid-character", Customer customer) when failure.Element is null => (Fields.DisplayName, customer.DisplayName),
        ("invalid-character", Vendor vendor) when failure.Element is null => (Fields.DisplayName, vendor.DisplayName),
        ("card-number", Payment payment) => (Fields.Memo, payment.PrivateNote),
        ("date-invalid", Invoice invoice) => (Fields.CreatedOn, Day(invoice.TxnDate)),
        ("date-invalid", Payment payment) => (Fields.ReceivedOn, Day(payment.TxnDate)),
        ("date-invalid", PurchaseOrder order) => (Fields.Date, Day(order.TxnDate)),
        ("number-invalid" or "amount-missing", Payment payment) => (Fields.Amount, payment.TotalAmt?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)),
        // "Names element id 583 not found": QuickBooks calls customers, vendors and employees names. The id says nothing to a person.
        ("invalid-reference" or "inactive-reference", Invoice or Payment) when Tells(failure, "Names", "customer", "tenant", "donor") => (Fields.Customer, null),
        ("invalid-reference" or "inactive-reference", PurchaseOrder) when Tells(failure, "Names", "vendor") => (Fields.Vendor, null),
        ("invalid-reference" or "inactive-reference", not null) when failure.Element is null && Tells(failure, "Depts") => (Fields.Department, null),
        (_, { } payload) when failure.Element is { } element => (ByElement(element, payload), ValueOf(element, payload)),
        _ => (failure.Element is { } name ? ByElement(name, null) : null, null),
    };

    private static bool Tells(Failure failure, params ReadOnlySpan<string> words)
    {
        // The general text names every kind at once, which tells nothing.
        if (failure.Detail is not { } detail || detail.Contains("accounts, customers, items", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var word in words)
        {
            if (detail.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? ByElement(string element, object? payload) => element switch
    {
        "DisplayName" => Fields.DisplayName,
        "GivenName" => Fields.FirstName,
        "MiddleName" => Fields.MiddleInitial,
        "FamilyName" => Fields.LastName,
        "CompanyName" => Fields.CompanyName,
        "DocNumber" => payload is PurchaseOrder ? Fields.PurchaseOrderNumber : Fields.OrderNumber,
        "TxnDate" => payload is Payment ? Fields.ReceivedOn : payload is PurchaseOrder ? Fields.Date : Fields.CreatedOn,
        "PaymentRefNum" => Fields.ReferenceNumber,
        "PaymentMethodRef" => Fields.PaymentMethod,
        "TotalAmt" => Fields.Amount,
        "CustomerRef" => Fields.Customer,
        "VendorRef" => Fields.Vendor,
        "SalesTermRef" or "TermRef" => Fields.Terms,
        "DepartmentRef" => Fields.Department,
        "PrivateNote" or "Memo" or "Notes" => Fields.Memo,
        "AcctNum" => Fields.AccountNumber,
        _ when element.StartsWith("PrimaryEmailAddr", StringComparison.Ordinal) => Fields.Email,
        _ when element.StartsWith("PrimaryPhone", StringComparison.Ordinal) => Fields.Phone,
        _ when element.StartsWith("Mobile", StringComparison.Ordinal) => Fields.MobilePhone,
        _ when element.StartsWith("Fax", StringComparison.Ordinal) => Fields.Fax,
        _ when element.StartsWith("BillAddr", StringComparison.Ordinal) => Fields.BillingAddress,
        _ when element.StartsWith("ShipAddr", StringComparison.Ordinal) => Fields.ShippingAddress,
        _ when element.StartsWith("CustomField", StringComparison.Ordinal) => Fields.Sidemark,
        _ when element.StartsWith("TxnTaxDetail", StringComparison.Ordinal) => Fields.TaxCode,
        _ when element.Contains("ItemRef", StringComparison.Ordinal) => Fields.Item,
        _ when element.StartsWith("Line", StringComparison.Ordinal) => Fields.Lines,
        _ => null,
    };

    private static string? ValueOf(string element, object payload) => (element, payload) switch
    {
        ("DisplayName", Customer c) => c.DisplayName,
        ("DisplayName", Vendor v) => v.DisplayName,
        ("GivenName", Customer c) => c.GivenName,
        ("FamilyName", Customer c) => c.FamilyName,
        ("MiddleName", Customer c) => c.MiddleName,
        ("CompanyName", Customer c) => c.CompanyName,
        ("CompanyName", Vendor v) => v.CompanyName,
        ("DocNumber", Invoice i) => i.DocNumber,
        ("DocNumber", PurchaseOrder p) => p.DocNumber,
        ("TxnDate", Invoice i) => Day(i.TxnDate),
        ("TxnDate", Payment p) => Day(p.TxnDate),
        ("TxnDate", PurchaseOrder p) => Day(p.TxnDate),
        ("PaymentRefNum", Payment p) => p.PaymentRefNum,
        _ => null,
    };

    private static string? Day(DateOnly? day) => day?.ToString("MM/dd/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static string? MostCharacters(Failure failure) =>
        failure is { Cause: "too-long", Detail: { } detail } && Most().Match(detail) is { Success: true } match ? match.Groups["most"].Value : null;

    [GeneratedRegex("""Max:(?<most>\d+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Most();
}
