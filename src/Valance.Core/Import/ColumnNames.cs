using System.Text;
using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>What other programs call our columns. Case, accents, spaces and punctuation do not count, nor do usual short forms: "Cust. #" is "Customer number".</summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, string> Words = Spellings(
        "customer: cust client buyer", "vendor: supplier", "number: no nr num code", "account: acct", "address: addr street", "quantity: qty",
        "description: desc descr", "reference: ref", "amount: amt", "phone: tel telephone", "email: mail", "zip: zipcode postcode postal", "state: province",
        "color: colour", "discount: disc", "percent: pct", "billing: bill", "shipping: ship delivery", "check: chk cheque", "department: dept",
        "item: product sku", "note: memo comment remark");

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "the", "of", "to" };

    private static readonly Dictionary<(string File, string Column), string[]> Others = new()
    {
        [(ImportFormat.Customers, "Customer id")] = ["Customer number", "Id", "Number", "Account number"],
        [(ImportFormat.Customers, "Customer name")] = ["Name", "Customer", "Full name", "Customer full name"],
        [(ImportFormat.Customers, "Email addresses")] = ["Email", "Main email", "Primary email"],
        [(ImportFormat.Customers, "Phones")] = ["Phone", "Phone number", "Main phone", "Primary phone", "Home phone", "Work phone", "Mobile", "Cell", "Mobile phone", "Cell phone"],
        [(ImportFormat.Vendors, "Vendor id")] = ["Vendor number", "Id", "Number"],
        [(ImportFormat.Vendors, "Vendor name")] = ["Name", "Vendor", "Full name"],
        [(ImportFormat.Vendors, "Email")] = ["Email address", "Main email", "Primary email"],
        [(ImportFormat.Vendors, "Phones")] = ["Phone", "Phone number", "Main phone", "Primary phone", "Work phone"],
        [(ImportFormat.Vendors, "Account number")] = ["Account", "Our account number"],
        [(ImportFormat.Orders, "Order number")] = ["Order", "Order id", "Number", "Sales order", "Sales order number", "Invoice number", "Document number"],
        [(ImportFormat.Orders, "Customer id")] = ["Customer number", "Customer", "Customer account number"],
        [(ImportFormat.Orders, "Created on")] = ["Order date", "Date", "Created", "Date created", "Invoice date", "Sold on"],
        [(ImportFormat.Orders, "Department")] = ["Location", "Branch", "Store"],
        [(ImportFormat.Orders, "Salesperson")] = ["Sales person", "Sales rep", "Rep", "Sold by"],
        [(ImportFormat.Orders, "Sidemark")] = ["Side mark", "Job name", "Project", "Tag"],
        [(ImportFormat.Orders, "Tax amount")] = ["Tax", "Sales tax", "Tax total"],
        [(ImportFormat.Orders, "Freight")] = ["Shipping", "Shipping charge", "Freight charge"],
        [(ImportFormat.Orders, "Total")] = ["Order total", "Grand total", "Amount", "Total amount"],
        [(ImportFormat.Orders, "Balance")] = ["Balance due", "Open balance", "Amount due"],
        [(ImportFormat.OrderLines, "Order number")] = ["Order", "Order id", "Sales order", "Sales order number", "Invoice number"],
        [(ImportFormat.OrderLines, "Item")] = ["Item name", "Product/Service", "Item number"],
        [(ImportFormat.OrderLines, "Quantity")] = ["Units", "Count"],
        [(ImportFormat.OrderLines, "Unit price")] = ["Price", "Price each", "Rate", "Sales price"],
        [(ImportFormat.OrderLines, "Line")] = ["Line number", "Line item", "Position"],
        [(ImportFormat.OrderLines, "Discount percent")] = ["Discount", "Discount %"],
        [(ImportFormat.OrderLines, "Amount")] = ["Line total", "Total", "Extended price", "Line amount", "Ext price"],
        [(ImportFormat.OrderLines, "Taxable")] = ["Tax"],
        [(ImportFormat.Payments, "Customer id")] = ["Customer number", "Customer", "Customer account number"],
        [(ImportFormat.Payments, "Received on")] = ["Payment date", "Date received", "Date", "Paid on"],
        [(ImportFormat.Payments, "Amount")] = ["Payment amount", "Amount paid", "Amount received", "Paid"],
        [(ImportFormat.Payments, "Order number")] = ["Order", "Order id", "Sales order", "Sales order number", "Invoice number"],
        [(ImportFormat.Payments, "Payment method")] = ["Method", "Paid by", "Payment type", "Tender"],
        [(ImportFormat.Payments, "Reference number")] = ["Reference", "Check number", "Check"],
        [(ImportFormat.Payments, "External id")] = ["Payment id"],
        [(ImportFormat.PurchaseOrderLines, "PO number")] = ["PO", "Purchase order", "Purchase order number", "Number"],
        [(ImportFormat.PurchaseOrderLines, "Vendor id")] = ["Vendor number", "Vendor"],
        [(ImportFormat.PurchaseOrderLines, "Date")] = ["PO date", "Order date", "Purchase order date"],
        [(ImportFormat.PurchaseOrderLines, "Item")] = ["Item name", "Product/Service", "Item number"],
        [(ImportFormat.PurchaseOrderLines, "Quantity")] = ["Units", "Count"],
        [(ImportFormat.PurchaseOrderLines, "Unit cost")] = ["Cost", "Price", "Unit price", "Rate", "Cost each"],
        [(ImportFormat.PurchaseOrderLines, "Order number")] = ["Sales order", "Sales order number", "Customer order"],
        [(ImportFormat.PurchaseOrderLines, "Line")] = ["Line number", "Line item", "Position"],
        [(ImportFormat.PurchaseOrderLines, "Amount")] = ["Line total", "Total", "Line amount"],
    };

    /// <summary>In every file where such a column is.</summary>
    private static readonly Dictionary<string, string[]> Everywhere = new(StringComparer.Ordinal)
    {
        ["Display name"] = ["Display as", "Print as"],
        ["First name"] = ["Given name", "First", "Forename"],
        ["Middle initial"] = ["Middle name", "Middle", "MI"],
        ["Last name"] = ["Family name", "Surname", "Last"],
        ["Company name"] = ["Company", "Business name", "Organization"],
        ["Taxable"] = ["Is taxable", "Tax status"],
        ["Tax exempt reason"] = ["Exempt reason", "Exemption reason"],
        ["Terms"] = ["Payment terms", "Customer terms", "Vendor terms"],
        ["Category"] = ["Item category", "Item type"],
        ["Billing address 1"] = ["Billing address", "Address 1", "Address", "Mailing address"],
        ["Billing address 2"] = ["Address 2"],
        ["Billing city"] = ["City"],
        ["Billing state"] = ["State"],
        ["Billing zip"] = ["Zip", "Zip code", "Billing zip code"],
        ["Billing country"] = ["Country"],
        ["Shipping address 1"] = ["Shipping address"],
        ["Shipping zip"] = ["Shipping zip code"],
        ["Address 1"] = ["Address", "Billing address", "Billing address 1"],
        ["Address 2"] = ["Billing address 2"],
        ["City"] = ["Billing city"],
        ["State"] = ["Billing state"],
        ["Zip"] = ["Zip code", "Billing zip"],
        ["Country"] = ["Billing country"],
    };

    /// <summary>The keys by which a heading is known as the column; its own name first.</summary>
    public static IEnumerable<string> KeysOf(string file, string column) =>
        new[] { column }.Concat(Others.GetValueOrDefault((file, column)) ?? []).Concat(Everywhere.GetValueOrDefault(column) ?? []).Select(Key);

    /// <summary>What two spellings of one heading have in common.</summary>
    public static string Key(string heading)
    {
        var plain = new StringBuilder(heading.Length + 8);
        foreach (var c in SearchText.Of(heading.Replace("e-mail", "email", StringComparison.OrdinalIgnoreCase)))
        {
            _ = c switch
            {
                '#' => plain.Append(" number "),
                '%' => plain.Append(" percent "),
                '\'' or '’' => plain,
                _ when char.IsLetterOrDigit(c) => plain.Append(c),
                _ => plain.Append(' '),
            };
        }

        var words = plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Singular).Select(w => Words.GetValueOrDefault(w, w)).ToList();
        // "Address line 1", but not "Line number".
        var telling = words.Where((w, i) => !Silent.Contains(w) && !(w == "line" && i + 1 < words.Count && char.IsAsciiDigit(words[i + 1][0]))).ToList();
        return string.Concat(telling.Count > 0 ? telling : words);
    }

    private static Dictionary<string, string> Spellings(params string[] lines) => lines.Select(l => l.Split(": "))
        .SelectMany(l => l[1].Split(' ').Select(word => (Word: word, Means: l[0]))).ToDictionary(w => w.Word, w => w.Means, StringComparer.Ordinal);

    private static string Singular(string word) =>
        word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
}
