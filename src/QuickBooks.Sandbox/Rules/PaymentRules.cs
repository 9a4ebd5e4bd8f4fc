using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Payments move receivables to the deposit account; what is not applied is a credit (facts page, "Payment").</summary>
internal sealed class PaymentRules : EntityRules
{
    public override void Prepare(Draft draft)
    {
        var doc = draft.Doc;
        doc["TxnDate"] ??= Json.Iso(draft.Company.Today);
        if (doc.Text("PaymentRefNum") is { } reference && reference.Length > draft.Switches.PaymentRefNumLength)
        {
            draft.Problems.Add(ServiceError.Length("PaymentRefNum", draft.Switches.PaymentRefNumLength, reference.Length));
        }

        CardNumbers.Check(draft, "PrivateNote", "PaymentRefNum");
        if (doc.NumberOrNull("TotalAmt") is < 0)
        {
            draft.Problems.Add(new ServiceError("2140", "Invalid Amount", "The amount value is not supported. Supplied value: " + doc.Number("TotalAmt"), "TotalAmt"));
        }
    }

    public override void Check(Draft draft)
    {
        var doc = draft.Doc;
        if (doc.Number("TotalAmt") == 0 && !doc.Parts("Line").Any())
        {
            draft.Problems.Add(ServiceError.Business("You must set a transaction amount."));
        }

        AccountOf(draft, "DepositToAccountRef", "Bank", "Other Current Asset");
        AccountOf(draft, "ARAccountRef", "Accounts Receivable");
        var applied = 0m;
        foreach (var line in doc.Parts("Line"))
        {
            applied += CheckLine(draft, line);
        }

        if (applied > doc.Number("TotalAmt") && !draft.Problems.Any)
        {
            draft.Problems.Add(ServiceError.Business("The amount applied is more than the amount of the payment.", "Line.Amount"));
        }
    }

    public override void Complete(Draft draft)
    {
        var doc = draft.Doc;
        doc["DepositToAccountRef"] ??= Json.Reference(UndepositedFunds(draft.Company));
        doc["ARAccountRef"] ??= Json.Reference(draft.Company.AccountOfType("Accounts Receivable"));
        doc["ProcessPayment"] ??= false;
        doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
        doc["LinkedTxn"] = draft.Old?["LinkedTxn"]?.DeepClone() ?? new JsonArray();
        doc["UnappliedAmt"] = Json.Of(Unapplied(doc));
        doc["Line"] ??= new JsonArray();
    }

    public override void Follow(Draft draft) =>
        Links.Follow(draft.Company, draft.Changes, "Payment", draft.Doc.Text("Id")!, draft.Old, draft.Doc);

    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        if (!problems.Any)
        {
            changes.Stage("Payment", doc.Text("Id")!, null);
            Links.Follow(company, changes, "Payment", doc.Text("Id")!, doc, null);
        }
    }

    public override void Void(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        var before = (JsonObject)doc.DeepClone();
        doc["Line"] = new JsonArray();
        Voiding.Blank(doc);
        doc["UnappliedAmt"] = Json.Of(0);
        Links.Follow(company, changes, "Payment", doc.Text("Id")!, before, doc);
    }

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var customer = doc.Ref("CustomerRef");
        postings.Debit(doc.Ref("DepositToAccountRef")!, doc.Number("TotalAmt"), customer, "Payment");
        postings.Credit(doc.Ref("ARAccountRef")!, doc.Number("TotalAmt"), customer, "Payment");
    }

    public static decimal Unapplied(JsonObject payment) => payment.Number("TotalAmt") - Links.Amounts(payment).Sum(a => a.Amount);

    public static string UndepositedFunds(Company company) =>
        company.AccountOfSubType("UndepositedFunds") ?? company.AccountOfType("Other Current Asset");

    private static decimal CheckLine(Draft draft, JsonObject line)
    {
        if (line.NumberOrNull("Amount") is not { } amount)
        {
            draft.Problems.Add(ServiceError.Missing("Line.Amount"));
            return 0;
        }

        var links = line.Parts("LinkedTxn").ToList();
        if (links.Count != 1)
        {
            draft.Problems.Add(ServiceError.Missing("Line.LinkedTxn"));
            return 0;
        }

        if (amount < 0)
        {
            draft.Problems.Add(ServiceError.NegativeAmount("Line.Amount"));
            return 0;
        }

        line["Amount"] = Json.Of(Json.Cents(amount));
        var type = links[0].Text("TxnType");
        if (type is not "Invoice")
        {
            if (type is "CreditMemo" or "JournalEntry" or "Expense" or "Check" or "CreditCardCredit" or "Deposit")
            {
                draft.Problems.Lacks($"Payment.Line.LinkedTxn of type {type}");
            }
            else
            {
                draft.Problems.Add(CannotLink(links[0].Text("TxnId")));
            }

            return 0;
        }

        return CheckInvoice(draft, line, links[0].Text("TxnId") ?? "");
    }

    private static decimal CheckInvoice(Draft draft, JsonObject line, string invoiceId)
    {
        if (draft.Get("Invoice", invoiceId) is not { } invoice)
        {
            draft.Problems.Add(draft.Company.Table("Invoice")!.Removed.ContainsKey(invoiceId) ? ServiceError.DeletedTransaction() : CannotLink(invoiceId));
            return 0;
        }

        if (!string.Equals(invoice.Ref("CustomerRef"), draft.Doc.Ref("CustomerRef"), StringComparison.Ordinal))
        {
            draft.Problems.Add(CannotLink(invoiceId));
            return 0;
        }

        var mine = draft.Old is null ? 0 : Links.Amounts(draft.Old).Where(a => string.Equals(a.Id, invoiceId, StringComparison.Ordinal)).Sum(a => a.Amount);
        var open = invoice.Number("Balance") + mine;
        var sameInvoice = Links.Amounts(draft.Doc).Where(a => string.Equals(a.Id, invoiceId, StringComparison.Ordinal)).Sum(a => a.Amount);
        if (sameInvoice > open)
        {
            if (draft.Switches.OverApplicationRefused)
            {
                // The real text is not known (facts page, "Not known").
                draft.Problems.Add(ServiceError.Business("You can't apply more than the open balance of the transaction.", "Line.Amount"));
            }
            else
            {
                line["Amount"] = Json.Of(Math.Min(line.Number("Amount"), open));
            }
        }

        return line.Number("Amount");
    }

    private static void AccountOf(Draft draft, string property, params string[] types)
    {
        if (draft.Get("Account", draft.Doc.Ref(property)) is { } account && !types.Contains(account.Text("AccountType"), StringComparer.Ordinal))
        {
            draft.Problems.Add(new ServiceError("6430", "Invalid account type used", "Invalid account type: " + account.Text("AccountType"), property));
        }
    }

    private static ServiceError CannotLink(string? id) => new(
        "620", "Txn Id cannot be linked", $"Transaction with Id {id} cannot be linked", "Line.LinkedTxn");
}
