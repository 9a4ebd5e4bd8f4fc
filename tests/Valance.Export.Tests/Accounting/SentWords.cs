using System.Text.Json.Nodes;

namespace Valance.Export.Tests.Accounting;

/// <summary>A document that was sent, in a line of figures; ids are told by the names that they stand for.</summary>
internal sealed class SentWords(Desk desk)
{
    private static readonly string[] Named = ["Invoice", "Payment", "CreditMemo", "RefundReceipt", "Purchase"];

    public string[] Of(string operation, string document, string payload)
    {
        var sent = JsonNode.Parse(payload)!;
        var name = Text(sent["DocNumber"]) ?? Text(sent["PaymentRefNum"]) ?? (Text(sent["Id"]) is { } id ? Number(document, id) : null);
        var figures = new List<string>();
        if (sent["TotalAmt"] is { } total)
        {
            figures.Add(Money(total));
        }

        foreach (var line in sent["Line"]?.AsArray() ?? [])
        {
            figures.Add(Line(line!, sent));
        }

        if (sent["TxnTaxDetail"] is { } tax)
        {
            figures.Add($"tax {Money(tax["TotalTax"])} by {Name("TaxCode", tax["TxnTaxCodeRef"])}");
        }

        return [$"{operation} {document}{(name is null ? "" : " " + name)}", string.Join("; ", figures)];
    }

    /// <summary>"Invoice 1001".</summary>
    public string Name(string document, string id) => $"{document} {Number(document, id) ?? "without a number"}";

    private string Line(JsonNode line, JsonNode sent)
    {
        if (line["LinkedTxn"]?[0] is { } link)
        {
            return $"{Money(line["Amount"])} on {Linked(Text(link["TxnType"])!, Text(link["TxnId"])!)}";
        }

        if (line["SalesItemLineDetail"] is { } sale)
        {
            return $"{Name("Item", sale["ItemRef"])}: {Plain(sale["Qty"])} x {Plain(sale["UnitPrice"])} = {Money(line["Amount"])} {Text(sale["TaxCodeRef"]?["value"])}".TrimEnd();
        }

        return line["AccountBasedExpenseLineDetail"] is { } expense
            ? $"{Money(line["Amount"])} to {Name("Account", expense["AccountRef"])}"
            : $"discount {Money(line["Amount"])}{(sent["ApplyTaxAfterDiscount"]?.GetValue<bool>() == true ? " before tax" : " after tax")}";
    }

    private string Linked(string type, string id) => Name(type is "Check" or "Expense" ? "Purchase" : type, id);

    /// <summary>Ids of transactions are of one series, so the kind need not be asked.</summary>
    private string? Number(string document, string id) => Named.Contains(document, StringComparer.Ordinal)
        ? desk.Site.Books(document).Where(d => Text(d["Id"]) == id).Select(d => Text(d["DocNumber"]) ?? Text(d["PaymentRefNum"])).FirstOrDefault()
        : null;

    private string Name(string list, JsonNode? reference) =>
        desk.Site.Books(list).Where(e => Text(e["Id"]) == Text(reference?["value"])).Select(e => Text(e["FullyQualifiedName"]) ?? Text(e["Name"])).FirstOrDefault() ?? "none";

    private static string? Text(JsonNode? node) => node?.GetValue<string>() is { Length: > 0 } text ? text : null;

    private static string Money(JsonNode? amount) => AccountingSection.Money(amount?.GetValue<decimal>() ?? 0m);

    private static string Plain(JsonNode? number) => (number?.GetValue<decimal>() ?? 0m).ToString("0.#######", System.Globalization.CultureInfo.InvariantCulture);
}
