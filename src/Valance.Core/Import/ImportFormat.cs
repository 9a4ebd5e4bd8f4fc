namespace Valance.Core.Import;

/// <summary>The columns of each file: those that it must have, and those that it may have.</summary>
public sealed record FileColumns(IReadOnlyList<string> Required, IReadOnlyList<string> Optional);

/// <summary>The format: file names and columns. What other programs call them is recognised by <see cref="ColumnNames"/>.</summary>
public static class ImportFormat
{
    public const string Customers = "customers.csv";
    public const string Vendors = "vendors.csv";
    public const string Orders = "orders.csv";
    public const string OrderLines = "order-lines.csv";
    public const string Payments = "payments.csv";
    public const string PurchaseOrderLines = "purchase-order-lines.csv";

    public static IReadOnlyDictionary<string, FileColumns> Columns { get; } = new Dictionary<string, FileColumns>(StringComparer.OrdinalIgnoreCase)
    {
        [Customers] = new(
            ["Customer id", "Customer name"],
            [
                "External id", "Display name", "First name", "Middle initial", "Last name", "Company name", "Taxable", "Tax exempt reason", "Email addresses",
                "Phones", .. Address("Billing "), .. Address("Shipping "), "Terms", "Notes",
            ]),
        [Vendors] = new(
            ["Vendor id", "Vendor name"],
            ["External id", "Display name", "Company name", "First name", "Last name", "Email", "Phones", .. Address(""), "Terms", "Account number"]),
        [Orders] = new(
            ["Order number", "Customer id", "Created on"],
            [
                "Department", "Salesperson", "Sidemark", "Terms", "Tax code", "Tax amount", .. Address("Billing "), .. Address("Shipping "), "Freight",
                "Memo", "Total", "Balance",
            ]),
        [OrderLines] = new(
            ["Order number", "Item", "Quantity", "Unit price"],
            ["Line", "Category", "Room", "Color", "Size", "Description", "Discount percent", "Amount", "Taxable"]),
        [Payments] = new(
            ["Customer id", "Received on", "Amount"],
            ["Order number", "Payment method", "Reference number", "Memo", "External id"]),
        [PurchaseOrderLines] = new(
            ["PO number", "Vendor id", "Date", "Item", "Quantity", "Unit cost"],
            ["Order number", "Line", "Category", "Description", "Amount", "Status"]),
    };

    /// <summary>All columns of a file, those that it must have first.</summary>
    public static IEnumerable<string> All(string file) => Columns[file].Required.Concat(Columns[file].Optional);

    public static bool Has(string file, string column) => All(file).Contains(column, StringComparer.OrdinalIgnoreCase);

    internal static string[] Address(string prefix) =>
    [
        Column(prefix, "Address 1"), Column(prefix, "Address 2"), Column(prefix, "City"), Column(prefix, "State"), Column(prefix, "Zip"),
        Column(prefix, "Country"),
    ];

    private static string Column(string prefix, string name) => prefix.Length == 0 ? name : prefix + char.ToLowerInvariant(name[0]) + name[1..];
}
