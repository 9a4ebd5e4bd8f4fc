using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Links between transactions: a payment's lines name what they settle, the settled document names its payments.</summary>
internal static class Links
{
    /// <summary>What payments apply to a document, by its LinkedTxn.</summary>
    public static decimal AppliedTo(ChangeSet changes, JsonObject doc, string type) =>
        doc.Parts("LinkedTxn").Sum(link => changes.Find(link.Text("TxnType") ?? "", link.Text("TxnId") ?? "") is { } payer
            ? Amounts(payer).Where(a => Names(a, type, doc.Text("Id"))).Sum(a => a.Amount)
            : 0);

    /// <summary>What a payment's lines settle: type, Id, amount.</summary>
    public static IEnumerable<(string Type, string Id, decimal Amount)> Amounts(JsonObject payment) =>
        from line in payment.Parts("Line")
        from link in line.Parts("LinkedTxn").Take(1)
        select (link.Text("TxnType") ?? "", link.Text("TxnId") ?? "", line.Number("Amount"));

    /// <summary>After a payment changed: the documents it names, and those it no longer names, get their links and balances anew.</summary>
    public static void Follow(Company company, ChangeSet changes, string payerType, string payerId, JsonObject? before, JsonObject? after)
    {
        var targets = (before is null ? [] : Amounts(before)).Concat(after is null ? [] : Amounts(after)).Select(a => (a.Type, a.Id)).Distinct().ToList();
        foreach (var (type, id) in targets)
        {
            if (changes.Find(type, id) is not { } current)
            {
                continue;
            }

            var amount = after is null ? 0 : Amounts(after).Where(a => Names(a, type, id)).Sum(a => a.Amount);
            var amountBefore = before is null ? 0 : Amounts(before).Where(a => Names(a, type, id)).Sum(a => a.Amount);
            var linked = current.Parts("LinkedTxn").Any(l => Same(l, payerType, payerId));
            var shouldLink = after is not null && Amounts(after).Any(a => Names(a, type, id));
            if (amount == amountBefore && linked == shouldLink)
            {
                continue;
            }

            var doc = changes.Edit(type, id)!;
            var links = new JsonArray([.. doc.Parts("LinkedTxn").Where(l => !Same(l, payerType, payerId)).Select(l => l.DeepClone())]);
            if (shouldLink)
            {
                links.Add(new JsonObject { ["TxnId"] = payerId, ["TxnType"] = payerType });
            }

            doc["LinkedTxn"] = links;
            Settle(company, changes, type, doc);
        }
    }

    /// <summary>A document that goes away, or is voided, sets free the payments on it: they stay, unapplied.</summary>
    public static void ReleaseFrom(Company company, ChangeSet changes, JsonObject doc, string type)
    {
        var id = doc.Text("Id")!;
        foreach (var link in doc.Parts("LinkedTxn").ToList())
        {
            if (changes.Edit(link.Text("TxnType") ?? "", link.Text("TxnId") ?? "") is not { } payer)
            {
                continue;
            }

            payer["Line"] = new JsonArray([.. payer.Parts("Line")
                .Where(l => !l.Parts("LinkedTxn").Any(x => Same(x, type, id))).Select(l => l.DeepClone())]);
            if (payer["UnappliedAmt"] is not null)
            {
                payer["UnappliedAmt"] = Json.Of(SettlementRules.Unapplied(payer));
            }

            Writer.Touch(company, payer);
        }
    }

    /// <summary>Takes applications back, latest payment first, until the document's balance is no longer negative.</summary>
    public static void Trim(Company company, ChangeSet changes, JsonObject doc, string type)
    {
        var excess = -doc.Number("Balance");
        foreach (var link in doc.Parts("LinkedTxn").Reverse().TakeWhile(_ => excess > 0).ToList())
        {
            if (changes.Edit(link.Text("TxnType") ?? "", link.Text("TxnId") ?? "") is not { } payer)
            {
                continue;
            }

            foreach (var line in payer.Parts("Line").Where(l => l.Parts("LinkedTxn").Any(x => Same(x, type, doc.Text("Id")!))))
            {
                var back = Math.Min(excess, line.Number("Amount"));
                line["Amount"] = Json.Of(line.Number("Amount") - back);
                excess -= back;
            }

            payer["UnappliedAmt"] = Json.Of(SettlementRules.Unapplied(payer));
            Writer.Touch(company, payer);
        }

        doc["Balance"] = Json.Of(Math.Max(0, -excess));
    }

    private static void Settle(Company company, ChangeSet changes, string type, JsonObject doc)
    {
        if (string.Equals(type, "Invoice", StringComparison.Ordinal))
        {
            doc["Balance"] = Json.Of(InvoiceRules.Open(changes, doc));
        }
        else
        {
            doc["Balance"] = Json.Of(doc.Number("TotalAmt") - AppliedTo(changes, doc, type));
            if (doc["RemainingCredit"] is not null)
            {
                doc["RemainingCredit"] = doc["Balance"]!.DeepClone();
            }
        }

        if (company.Switches.PaymentTouchesInvoice)
        {
            Writer.Touch(company, doc);
        }
    }

    private static bool Names((string Type, string Id, decimal Amount) a, string type, string? id) =>
        string.Equals(a.Type, type, StringComparison.Ordinal) && string.Equals(a.Id, id, StringComparison.Ordinal);

    private static bool Same(JsonObject link, string type, string id) =>
        string.Equals(link.Text("TxnType"), type, StringComparison.Ordinal) && string.Equals(link.Text("TxnId"), id, StringComparison.Ordinal);
}
