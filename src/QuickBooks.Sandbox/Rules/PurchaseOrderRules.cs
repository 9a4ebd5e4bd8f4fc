using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Purchase orders book nothing. Number by VendorAndPurchasesPrefs.UseCustomTxnNumbers; the payable account is implied if there is one (facts page).</summary>
internal sealed class PurchaseOrderRules : EntityRules
{
    public override void Prepare(Draft draft)
    {
        draft.Doc["TxnDate"] ??= Json.Iso(draft.Company.Today);
        FormLines.CheckShape(draft, "ItemBasedExpenseLineDetail", "AccountBasedExpenseLineDetail");
        CardNumbers.Check(draft, "PrivateNote", "Memo");
        foreach (var line in draft.Doc.Parts("Line"))
        {
            if (line.Part("AccountBasedExpenseLineDetail") is { } detail && detail.Ref("AccountRef") is null)
            {
                draft.Problems.Add(ServiceError.Missing("AccountRef"));
            }
        }

        if (draft.Doc.Ref("APAccountRef") is null)
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
        DocNumbers.Check(draft, DocNumbers.PurchasesAreCustom(draft.Company));
        if (draft.Get("Account", draft.Doc.Ref("APAccountRef")) is { } payable
            && !string.Equals(payable.Text("AccountType"), "Accounts Payable", StringComparison.Ordinal))
        {
            draft.Problems.Add(new ServiceError("6430", "Invalid account type used", "Invalid account type: " + payable.Text("AccountType"), "APAccountRef"));
        }

        foreach (var line in draft.Doc.Parts("Line"))
        {
            var detail = line.Part("ItemBasedExpenseLineDetail");
            if (detail.Ref("ItemRef") is { } itemId && draft.Get("Item", itemId)?.Ref("ExpenseAccountRef") is null)
            {
                // An item that is not purchased has no account to book to.
                draft.Problems.Add(ServiceError.InvalidReference("Line.ItemBasedExpenseLineDetail.ItemRef"));
            }

            var either = detail ?? line.Part("AccountBasedExpenseLineDetail");
            if (string.Equals(either.Text("BillableStatus"), "Billable", StringComparison.Ordinal) && either.Ref("CustomerRef") is null)
            {
                draft.Problems.Add(new ServiceError("6310", "Missing Customer", "A customer is required if the transaction is billable.", "Line.CustomerRef"));
            }
        }
    }

    public override void Complete(Draft draft)
    {
        var doc = draft.Doc;
        DocNumbers.Complete(draft, DocNumbers.PurchasesAreCustom(draft.Company));
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
        doc["POStatus"] ??= "Open";
        doc["EmailStatus"] ??= "NotSet";
        doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
        doc["CustomField"] = new JsonArray();
        doc.Remove("GlobalTaxCalculation");
        if (doc.Part("VendorAddr") is null && draft.Get("Vendor", doc.Ref("VendorRef")).Part("BillAddr") is { } address)
        {
            doc["VendorAddr"] = address.DeepClone();
        }
        else
        {
            AddressIds.Fill(draft, "VendorAddr");
        }

        AddressIds.Fill(draft, "ShipAddr");
    }
}
