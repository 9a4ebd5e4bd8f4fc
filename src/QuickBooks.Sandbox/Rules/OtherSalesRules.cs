using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>A credit lowers receivables and income; payments of amount 0 use it up against invoices (Intuit's CreditMemo page).</summary>
internal sealed class CreditMemoRules : SalesFormRules
{
    public override void Check(Draft draft)
    {
        base.Check(draft);
        Links.CheckSettled(draft, "CustomerRef", draft.Doc.Number("TotalAmt"));
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["LinkedTxn"] = draft.Old?["LinkedTxn"]?.DeepClone() ?? new JsonArray();
        draft.Doc["Balance"] = Json.Of(draft.Doc.Number("TotalAmt") - Links.AppliedTo(draft.Changes, draft.Doc, "CreditMemo"));
        draft.Doc["RemainingCredit"] = draft.Doc["Balance"]!.DeepClone();
    }

    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems) => Links.ReleaseFrom(company, changes, doc, "CreditMemo");

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var customer = doc.Ref("CustomerRef");
        postings.Credit(company.AccountOfType("Accounts Receivable"), doc.Number("TotalAmt"), customer, "Credit memo");
        PostLines(company, doc, (account, amount, memo) => postings.Debit(account, amount, customer, memo));
    }
}

/// <summary>A sale that is paid at once.</summary>
internal sealed class SalesReceiptRules : SalesFormRules
{
    public override void Check(Draft draft)
    {
        base.Check(draft);
        AccountTypes.Check(draft, draft.Doc, "DepositToAccountRef", "Bank", "Other Current Asset");
        if (draft.Old is { } old && SettlementRules.IsDeposited(old))
        {
            draft.Problems.Add(SettlementRules.Deposited());
        }
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["DepositToAccountRef"] ??= Json.Reference(PaymentRules.UndepositedFunds(draft.Company));
        draft.Doc["Balance"] = Json.Of(0);
        draft.Doc["LinkedTxn"] = draft.Old?["LinkedTxn"]?.DeepClone() ?? new JsonArray();
    }

    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        if (SettlementRules.IsDeposited(doc))
        {
            problems.Add(SettlementRules.Deposited());
        }
    }

    public override void Void(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        Remove(company, changes, doc, problems);
        Voiding.Blank(doc);
    }

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var customer = doc.Ref("CustomerRef");
        postings.Debit(doc.Ref("DepositToAccountRef")!, doc.Number("TotalAmt"), customer, "Sales receipt");
        PostLines(company, doc, (account, amount, memo) => postings.Credit(account, amount, customer, memo));
    }
}

/// <summary>Money given back: from the account that the client names (required; Intuit's RefundReceipt page).</summary>
internal sealed class RefundReceiptRules : SalesFormRules
{
    public override void Prepare(Draft draft)
    {
        base.Prepare(draft);
        if (draft.Doc.Ref("DepositToAccountRef") is null)
        {
            draft.Problems.Add(ServiceError.Missing("DepositToAccountRef"));
        }
    }

    public override void Check(Draft draft)
    {
        base.Check(draft);
        AccountTypes.Check(draft, draft.Doc, "DepositToAccountRef", "Bank", "Other Current Asset");
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["Balance"] = Json.Of(0);
    }

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var customer = doc.Ref("CustomerRef");
        postings.Credit(doc.Ref("DepositToAccountRef")!, doc.Number("TotalAmt"), customer, "Refund");
        PostLines(company, doc, (account, amount, memo) => postings.Debit(account, amount, customer, memo));
    }
}

/// <summary>An offer: it books nothing.</summary>
internal sealed class EstimateRules : SalesFormRules
{
    public override void Check(Draft draft)
    {
        base.Check(draft);
        if (!(draft.Company.Preferences.Part("SalesFormsPrefs").Flag("AllowEstimates") ?? false))
        {
            draft.Problems.Add(ServiceError.Business("Estimates are turned off for this company."));
        }
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["TxnStatus"] ??= "Pending";
    }
}
