using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Invoices raise receivables and income; payments and credits are linked to them.</summary>
internal sealed class InvoiceRules : SalesFormRules
{
    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        var doc = draft.Doc;
        if (doc.DateOf("DueDate") is null)
        {
            var days = draft.Get("Term", doc.Ref("SalesTermRef"))?.NumberOrNull("DueDays") ?? 0;
            doc["DueDate"] = Json.Iso(doc.DateOf("TxnDate")!.Value.Later((int)days));
        }

        doc["AllowIPNPayment"] = false;
        doc["AllowOnlinePayment"] = false;
        doc["AllowOnlineCreditCardPayment"] = false;
        doc["AllowOnlineACHPayment"] = false;
        doc["LinkedTxn"] = draft.Old?["LinkedTxn"]?.DeepClone() ?? new JsonArray();
        doc["Balance"] = Json.Of(Open(draft.Changes, doc));
    }

    public override void Check(Draft draft)
    {
        base.Check(draft);
        if (draft.Doc.Number("Deposit") != 0 && !(draft.Company.Preferences.Part("SalesFormsPrefs").Flag("AllowDeposit") ?? false))
        {
            draft.Problems.Add(ServiceError.Business("Deposits are turned off for this company.", "Deposit"));
        }

        if (!draft.Problems.Any && (draft.Doc.Number("Deposit") < 0 || draft.Doc.Number("Deposit") > draft.Doc.Number("TotalAmt")))
        {
            draft.Problems.Add(ServiceError.Business("The deposit must be between 0 and the amount of the transaction.", "Deposit"));
        }

        AccountTypes.Check(draft, draft.Doc, "DepositToAccountRef", "Bank", "Other Current Asset");
        Links.CheckParty(draft, "CustomerRef");
    }

    /// <summary>A total below what payments apply: the last payments give back what is too much, as unapplied.</summary>
    public override void Follow(Draft draft) => Links.Trim(draft.Company, draft.Changes, draft.Doc, "Invoice");

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var customer = doc.Ref("CustomerRef");
        var receivable = company.AccountOfType("Accounts Receivable");
        postings.Debit(receivable, doc.Number("TotalAmt"), customer, "Invoice");
        PostLines(company, doc, (account, amount, memo) => postings.Credit(account, amount, customer, memo));
        var deposit = doc.Number("Deposit");
        postings.Debit(doc.Ref("DepositToAccountRef") ?? PaymentRules.UndepositedFunds(company), deposit, customer, "Deposit");
        postings.Credit(receivable, deposit, customer, "Deposit");
    }

    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems) => Links.ReleaseFrom(company, changes, doc, "Invoice");

    /// <summary>Amounts, total and balance 0, "Voided" before the note, number kept (recorded).</summary>
    public override void Void(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        Links.ReleaseFrom(company, changes, doc, "Invoice");
        Voiding.Blank(doc);
        doc["LinkedTxn"] = new JsonArray();
        doc["Balance"] = Json.Of(0);
        doc["Deposit"] = Json.Of(0);
    }

    /// <summary>Total less deposit and less what payments apply.</summary>
    public static decimal Open(ChangeSet changes, JsonObject invoice) =>
        invoice.Number("TotalAmt") - invoice.Number("Deposit") - Links.AppliedTo(changes, invoice, "Invoice");
}

/// <summary>What voiding does to any document.</summary>
internal static class Voiding
{
    public static void Blank(JsonObject doc)
    {
        foreach (var line in doc.Parts("Line"))
        {
            line["Amount"] = Json.Of(0);
            foreach (var (_, part) in line)
            {
                if (part is JsonObject detail)
                {
                    foreach (var property in new[] { "Qty", "UnitPrice" }.Where(p => detail[p] is not null))
                    {
                        detail[property] = Json.Of(0);
                    }
                }
            }
        }

        doc["TotalAmt"] = Json.Of(0);
        if (doc["TxnTaxDetail"] is not null)
        {
            doc["TxnTaxDetail"] = new JsonObject { ["TotalTax"] = Json.Of(0) };
        }

        var note = doc.Text("PrivateNote");
        if (note is null || !note.StartsWith("Voided", StringComparison.Ordinal))
        {
            doc["PrivateNote"] = string.IsNullOrEmpty(note) ? "Voided" : "Voided - " + note;
        }
    }
}
