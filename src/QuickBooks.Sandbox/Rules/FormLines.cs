using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Rules for the lines of every form: detail present, amounts that multiply out, Ids and numbers.</summary>
internal static class FormLines
{
    public const string Shipping = "SHIPPING_ITEM_ID";

    /// <summary>Each line says its DetailType and holds that detail; 2020 otherwise (facts page, table of codes).</summary>
    public static void CheckShape(Draft draft, params string[] needAmount)
    {
        foreach (var line in draft.Doc.Parts("Line"))
        {
            if (line.Text("DetailType") is not { Length: > 0 } type)
            {
                draft.Problems.Add(ServiceError.Missing("Line.DetailType"));
                continue;
            }

            if (type is not "DescriptionOnly" && draft.Type.Shape.Find("Line")!.Of!.Find(type) is not { Kind: Schema.Kind.Part })
            {
                draft.Problems.Lacks($"{draft.Type.Name} lines with {type}");
                continue;
            }

            if (type is "SalesItemLineDetail" or "ItemBasedExpenseLineDetail" or "AccountBasedExpenseLineDetail" or "DepositLineDetail" or "JournalEntryLineDetail"
                && line.Part(type) is null)
            {
                draft.Problems.Add(ServiceError.Missing("Line." + type));
                continue;
            }

            if (needAmount.Contains(type, StringComparer.Ordinal) && line.NumberOrNull("Amount") is null)
            {
                draft.Problems.Add(ServiceError.Missing("Line.Amount"));
            }

            if (line.Part(type) is { } detail && line.NumberOrNull("Amount") is { } amount)
            {
                CheckProduct(draft, line, detail, amount);
            }
        }
    }

    /// <summary>A line that only says something has no amount.</summary>
    public static void BlankNotes(JsonObject doc)
    {
        foreach (var line in doc.Parts("Line").Where(l => l.Text("DetailType") is "DescriptionOnly" or "DescriptionLineDetail"))
        {
            line["DetailType"] = "DescriptionOnly";
            line["Amount"] = Json.Of(0);
        }
    }

    /// <summary>Numbers and Ids: an Id that the document had stays, any other is made new (Intuit's entity pages, Line.Id).</summary>
    public static void Number(Draft draft, IEnumerable<JsonObject> lines)
    {
        var known = draft.Old.Parts("Line").Select(l => l.Text("Id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var next = known.Select(id => int.TryParse(id, CultureInfo.InvariantCulture, out var n) ? n : 0).DefaultIfEmpty(0).Max();
        var number = 0;
        foreach (var line in lines)
        {
            if (line.Text("Id") is not { } id || !known.Contains(id) || !used.Add(id))
            {
                id = (++next).ToString(CultureInfo.InvariantCulture);
                line["Id"] = id;
                used.Add(id);
            }

            line["LineNum"] = ++number;
            line["Amount"] = Json.Of(Json.Cents(line.Number("Amount")));
        }
    }

    private static void CheckProduct(Draft draft, JsonObject line, JsonObject detail, decimal amount)
    {
        if (detail.NumberOrNull("Qty") is { } quantity && detail.NumberOrNull("UnitPrice") is { } price)
        {
            // To the cent, half away from zero (facts page, 6070).
            if (Math.Abs(Json.Cents(quantity * price) - Json.Cents(amount)) > draft.Switches.AmountTolerance)
            {
                draft.Problems.Add(ServiceError.AmountMismatch(amount.ToString("#,##0.##", CultureInfo.InvariantCulture)));
            }
        }
        else if (detail.NumberOrNull("Qty") is { } only && only != 0 && detail.NumberOrNull("UnitPrice") is null)
        {
            detail["UnitPrice"] = Json.Of(Math.Round(amount / only, 7, MidpointRounding.AwayFromZero));
        }

        line["Amount"] = Json.Of(Json.Cents(amount));
    }
}
