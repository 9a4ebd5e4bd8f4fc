using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>What purchase orders, bills, vendor credits and purchases have in common.</summary>
internal abstract class PurchaseFormRules : EntityRules
{
    /// <summary>Booked to a payable account, which is implied if there is only one (facts page, "PurchaseOrder").</summary>
    protected virtual bool HasPayable => true;

    public override void Prepare(Draft draft)
    {
        draft.Doc["TxnDate"] ??= Json.Iso(draft.Company.Today);
        FormLines.CheckShape(draft, "ItemBasedExpenseLineDetail", "AccountBasedExpenseLineDetail");
        FormLines.BlankNotes(draft.Doc);
        Links.CheckForeign(draft);
        CardNumbers.Check(draft, "PrivateNote", "Memo");
        foreach (var line in draft.Doc.Parts("Line"))
        {
            if (line.Part("AccountBasedExpenseLineDetail") is { } detail && detail.Ref("AccountRef") is null)
            {
                draft.Problems.Add(ServiceError.Missing("AccountRef"));
            }
        }

        if (HasPayable && draft.Doc.Ref("APAccountRef") is null)
        {
            var payables = draft.Company.Table("Account")!.ByIndex("AccountType", "Accounts Payable").Where(a => a.Flag("Active") ?? true).ToList();
            if (payables.Count == 1)
            {
                draft.Doc["APAccountRef"] = Json.Reference(payables[0].Text("Id")!);
            }
            else
            {
                draft.Problems.Add(ServiceError.Missing("APAccountRef"));
            }
        }
    }

    public override void Check(Draft draft)
    {
        if (HasPayable)
        {
            AccountTypes.Check(draft, draft.Doc, "APAccountRef", "Accounts Payable");
        }

        foreach (var line in draft.Doc.Parts("Line"))
        {
            var detail = line.Part("ItemBasedExpenseLineDetail");
            if (detail.Ref("ItemRef") is { } itemId && draft.Get("Item", itemId)?.Ref("ExpenseAccountRef") is null)
            {
                // An item that is not purchased has no account to book to.
                draft.Problems.Add(ServiceError.InvalidReference("Line.ItemBasedExpenseLineDetail.ItemRef"));
            }

            if (HasPayable && AccountTypes.IsControl(draft.Get("Account", line.Part("AccountBasedExpenseLineDetail").Ref("AccountRef")).Text("AccountType")))
            {
                // It would need a name of its own beside the vendor.
                draft.Problems.Lacks($"{draft.Type.Name} lines to receivables or payables");
            }

            var either = detail ?? line.Part("AccountBasedExpenseLineDetail");
            if (string.Equals(either.Text("BillableStatus"), "Billable", StringComparison.Ordinal) && either.Ref("CustomerRef") is null)
            {
                draft.Problems.Add(new ServiceError("6310", "Missing Customer", "A customer is required if the transaction is billable.", "Line.CustomerRef"));
            }
        }

        if (!draft.Problems.Any && draft.Doc.Parts("Line").Sum(l => l.Number("Amount")) < 0)
        {
            draft.Problems.Add(ServiceError.Business("Transaction amount must be 0 or greater.", ""));
        }
    }

    public override void Complete(Draft draft)
    {
        var doc = draft.Doc;
        var lines = doc.Parts("Line").ToList();
        foreach (var line in lines)
        {
            foreach (var detail in new[] { line.Part("ItemBasedExpenseLineDetail"), line.Part("AccountBasedExpenseLineDetail") }.OfType<JsonObject>())
            {
                detail["BillableStatus"] ??= "NotBillable";
                detail["TaxCodeRef"] ??= Json.Reference("NON");
            }
        }

        FormLines.Number(draft, lines);
        doc["TotalAmt"] = Json.Of(lines.Sum(l => l.Number("Amount")));
        doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
        doc.Remove("GlobalTaxCalculation");
        if (doc.Part("VendorAddr") is null && draft.Get("Vendor", doc.Ref("VendorRef")).Part("BillAddr") is { } address)
        {
            doc["VendorAddr"] = address.DeepClone();
        }
        else
        {
            AddressIds.Fill(draft, "VendorAddr");
        }
    }

    /// <summary>Each line to its account: an inventory item to its asset account, any other to its expense account.</summary>
    protected static void PostLines(Company company, JsonObject doc, string? nameId, Action<string, decimal, string?, string> debit)
    {
        foreach (var line in doc.Parts("Line"))
        {
            var item = company.Find("Item", line.Part("ItemBasedExpenseLineDetail").Ref("ItemRef") ?? "");
            var account = line.Part("AccountBasedExpenseLineDetail").Ref("AccountRef")
                ?? (string.Equals(item.Text("Type"), "Inventory", StringComparison.Ordinal) ? item.Ref("AssetAccountRef") : item.Ref("ExpenseAccountRef"));
            if (account is not null)
            {
                debit(account, line.Number("Amount"), nameId, line.Text("Description") ?? "");
            }
        }
    }
}

/// <summary>Purchase orders book nothing. Number by VendorAndPurchasesPrefs.UseCustomTxnNumbers (facts page).</summary>
internal sealed class PurchaseOrderRules : PurchaseFormRules
{
    public override void Check(Draft draft)
    {
        base.Check(draft);
        if (string.Equals(DocNumbers.Other(draft.Company, "VendorAndPurchasesPrefs.PurchseOrderEnabled"), "false", StringComparison.OrdinalIgnoreCase))
        {
            draft.Problems.Add(ServiceError.Business("Purchase orders are turned off for this company."));
        }

        DocNumbers.Check(draft, DocNumbers.PurchasesAreCustom(draft.Company));
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        DocNumbers.Complete(draft, DocNumbers.PurchasesAreCustom(draft.Company));
        draft.Doc["POStatus"] ??= "Open";
        draft.Doc["EmailStatus"] ??= "NotSet";
        draft.Doc["CustomField"] = new JsonArray();
        draft.Doc.Remove("LinkedTxn");
        AddressIds.Fill(draft, "ShipAddr");
    }
}

/// <summary>A bill raises payables and expense; bill payments are linked to it.</summary>
internal sealed class BillRules : PurchaseFormRules
{
    public override void Check(Draft draft)
    {
        base.Check(draft);
        Links.CheckSettled(draft, "VendorRef", draft.Doc.Parts("Line").Sum(l => Json.Cents(l.Number("Amount"))));
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        var doc = draft.Doc;
        if (doc.DateOf("DueDate") is null)
        {
            doc["DueDate"] = Json.Iso(doc.DateOf("TxnDate")!.Value.Later((int)(draft.Get("Term", doc.Ref("SalesTermRef"))?.NumberOrNull("DueDays") ?? 0)));
        }

        doc["LinkedTxn"] = draft.Old?["LinkedTxn"]?.DeepClone() ?? new JsonArray();
        doc["Balance"] = Json.Of(doc.Number("TotalAmt") - Links.AppliedTo(draft.Changes, doc, "Bill"));
    }

    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        if (doc.Parts("LinkedTxn").Any())
        {
            problems.Add(new ServiceError("800", "Cannot delete object", "The object cannot be deleted: delete the payments that are linked to it first.", ""));
        }
    }

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var vendor = doc.Ref("VendorRef");
        PostLines(company, doc, vendor, postings.Debit);
        postings.Credit(doc.Ref("APAccountRef")!, doc.Number("TotalAmt"), vendor, "Bill");
    }
}

internal sealed class VendorCreditRules : PurchaseFormRules
{
    public override void Check(Draft draft)
    {
        base.Check(draft);
        Links.CheckSettled(draft, "VendorRef", draft.Doc.Parts("Line").Sum(l => Json.Cents(l.Number("Amount"))));
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["LinkedTxn"] = draft.Old?["LinkedTxn"]?.DeepClone() ?? new JsonArray();
        draft.Doc["Balance"] = Json.Of(draft.Doc.Number("TotalAmt") - Links.AppliedTo(draft.Changes, draft.Doc, "VendorCredit"));
    }

    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        if (doc.Parts("LinkedTxn").Any())
        {
            problems.Add(new ServiceError("800", "Cannot delete object", "The object cannot be deleted: delete the payments that are linked to it first.", ""));
        }
    }

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var vendor = doc.Ref("VendorRef");
        PostLines(company, doc, vendor, postings.Credit);
        postings.Debit(doc.Ref("APAccountRef")!, doc.Number("TotalAmt"), vendor, "Vendor credit");
    }
}

/// <summary>Cash, check or credit card; Credit turns it round. A line to receivables needs the customer as entity.</summary>
internal sealed class PurchaseRules : PurchaseFormRules
{
    protected override bool HasPayable => false;

    public override void Check(Draft draft)
    {
        base.Check(draft);
        AccountTypes.Check(draft, draft.Doc, "AccountRef", string.Equals(draft.Doc.Text("PaymentType"), "CreditCard", StringComparison.Ordinal) ? "Credit Card" : "Bank");
        foreach (var line in draft.Doc.Parts("Line"))
        {
            AccountTypes.CheckName(draft, line.Part("AccountBasedExpenseLineDetail").Ref("AccountRef"), draft.Doc.Ref("EntityRef"), "EntityRef");
        }

        Links.CheckParty(draft, "EntityRef");
        if (draft.Old is { } old && old.Parts("LinkedTxn").Any()
            && (Refunded(draft.Company, draft.Doc) < Links.AppliedTo(draft.Changes, old, "Purchase") || !string.Equals(LinkType(old), LinkType(draft.Doc), StringComparison.Ordinal)))
        {
            draft.Problems.Lacks("a Purchase that falls below what is linked with it");
        }
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["LinkedTxn"] = draft.Old?["LinkedTxn"]?.DeepClone() ?? new JsonArray();
    }

    /// <summary>What payments link to it is set free.</summary>
    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems) => Links.ReleaseFrom(company, changes, doc, "Purchase");

    /// <summary>How a payment's line names it.</summary>
    public static string LinkType(JsonObject purchase) => string.Equals(purchase.Text("PaymentType"), "Check", StringComparison.Ordinal) ? "Check" : "Expense";

    /// <summary>What of it went back to a customer: its lines to receivables.</summary>
    public static decimal Refunded(Company company, JsonObject purchase) => purchase.Flag("Credit") ?? false ? 0 : purchase.Parts("Line")
        .Where(l => string.Equals(company.Find("Account", l.Part("AccountBasedExpenseLineDetail").Ref("AccountRef") ?? "").Text("AccountType"), "Accounts Receivable", StringComparison.Ordinal))
        .Sum(l => l.Number("Amount"));

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var sign = doc.Flag("Credit") ?? false ? -1 : 1;
        var name = doc.Ref("EntityRef");
        PostLines(company, doc, name, (account, amount, nameId, memo) => postings.Debit(account, sign * amount, nameId, memo));
        postings.Credit(doc.Ref("AccountRef")!, sign * doc.Number("TotalAmt"), name, "Purchase");
    }
}
