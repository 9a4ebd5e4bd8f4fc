using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Links between transactions: a payment's lines name what they settle, the settled document names its payments.</summary>
internal static class Links
{
    /// <summary>Links name a purchase by the kind of money that left (Intuit's Payment page, Line.LinkedTxn.TxnType).</summary>
    public static string TableOf(string linkType) => linkType is "Check" or "Expense" ? "Purchase" : linkType;

    /// <summary>What payments apply to a document, by its LinkedTxn.</summary>
    public static decimal AppliedTo(ChangeSet changes, JsonObject doc, string type) =>
        doc.Parts("LinkedTxn").Sum(link => changes.Find(link.Text("TxnType") ?? "", link.Text("TxnId") ?? "") is { } payer
            ? Amounts(payer).Where(a => Names(a, type, doc.Text("Id"))).Sum(a => a.Amount)
            : 0);

    /// <summary>What a payment's lines settle: entity, Id, amount.</summary>
    public static IEnumerable<(string Type, string Id, decimal Amount)> Amounts(JsonObject payment) =>
        from line in payment.Parts("Line")
        from link in line.Parts("LinkedTxn").Take(1)
        select (TableOf(link.Text("TxnType") ?? ""), link.Text("TxnId") ?? "", line.Number("Amount"));

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

    /// <summary>
    /// A form's links are the server's to make. Those that it has may come back with it; a new one, as to an estimate or a purchase order, is not modelled.
    /// </summary>
    public static void CheckForeign(Draft draft)
    {
        var known = Of(draft.Old).Select(l => l.Text("TxnId")).ToHashSet(StringComparer.Ordinal);
        if (Of(draft.Doc).FirstOrDefault(l => !known.Contains(l.Text("TxnId"))) is { } link)
        {
            draft.Problems.Lacks($"{draft.Type.Name}.LinkedTxn to {link.Text("TxnType") ?? "a transaction"}");
        }
    }

    private static IEnumerable<JsonObject> Of(JsonObject? doc) => doc.Parts("LinkedTxn").Concat(doc.Parts("Line").SelectMany(l => l.Parts("LinkedTxn")));

    /// <summary>Who a document is from cannot change while payments are linked to it (6130).</summary>
    public static void CheckParty(Draft draft, string party)
    {
        if (draft.Old is { } old && !string.Equals(old.Ref(party), draft.Doc.Ref(party), StringComparison.Ordinal) && old.Parts("LinkedTxn").Any())
        {
            draft.Problems.Add(new ServiceError(
                "6130", "Cannot change who customer bills with", "You can't change the customer or vendor of a transaction that payments are linked to.", party));
        }
    }

    /// <summary>For documents whose payments cannot give back what is too much: the total stays at or above what is settled.</summary>
    public static void CheckSettled(Draft draft, string party, decimal total)
    {
        CheckParty(draft, party);
        if (draft.Old is { } old && total < AppliedTo(draft.Changes, old, draft.Type.Name))
        {
            draft.Problems.Lacks($"a {draft.Type.Name} whose total falls below what is settled with it");
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
                TakeBack(company, changes, link.Text("TxnType")!, payer);
                payer["UnappliedAmt"] = Json.Of(SettlementRules.Unapplied(payer));
            }

            Writer.Touch(company, payer);
        }
    }

    /// <summary>A payment that has lost a credit settles less: its last lines give back what it can no longer pay.</summary>
    private static void TakeBack(Company company, ChangeSet changes, string type, JsonObject payer)
    {
        var missing = -SettlementRules.Unapplied(payer);
        if (missing <= 0)
        {
            return;
        }

        var before = (JsonObject)payer.DeepClone();
        var lines = payer.Parts("Line").Reverse().ToList();
        foreach (var line in lines.TakeWhile(_ => missing > 0).Where(l => !l.Parts("LinkedTxn").Any(x => x.Text("TxnType") is "CreditMemo")))
        {
            var back = Math.Min(missing, line.Number("Amount"));
            line["Amount"] = Json.Of(line.Number("Amount") - back);
            missing -= back;
        }

        payer["Line"] = new JsonArray([.. payer.Parts("Line").Where(l => l.Number("Amount") != 0).Select(l => l.DeepClone())]);
        Follow(company, changes, type, payer.Text("Id")!, before, payer);
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
        else if (!string.Equals(type, "Purchase", StringComparison.Ordinal))
        {
            // A purchase bears no balance: its links alone say what gave it back.
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
        string.Equals(TableOf(link.Text("TxnType") ?? ""), type, StringComparison.Ordinal) && string.Equals(link.Text("TxnId"), id, StringComparison.Ordinal);
}
