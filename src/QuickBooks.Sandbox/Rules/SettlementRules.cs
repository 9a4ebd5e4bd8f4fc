using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Payments of customers and of bills: lines name what they settle (debts) and what they use up (credits).</summary>
internal abstract class SettlementRules(string type, string nameRef, string debt, string credit) : EntityRules
{
    /// <summary>Words that the real service uses for links which the sandbox does not settle.</summary>
    private static readonly HashSet<string> OtherLinks =
        new(StringComparer.Ordinal) { "JournalEntry", "Expense", "Check", "CreditCardCredit", "Deposit", "ReimburseCharge", "Charge", "StatementCharge" };

    /// <summary>Other debts that a line may settle, as links name them.</summary>
    protected virtual bool IsOtherDebt(string linkType) => false;

    public override void Prepare(Draft draft)
    {
        draft.Doc["TxnDate"] ??= Json.Iso(draft.Company.Today);
        CardNumbers.Check(draft, "PrivateNote");
        foreach (var property in new[] { "ProcessPayment", "ProcessBillPayment" }.Where(p => draft.Doc.Flag(p) ?? false))
        {
            draft.Problems.Lacks($"{type}.{property}: it would move real money");
        }

        if (draft.Doc.NumberOrNull("TotalAmt") is < 0)
        {
            draft.Problems.Add(new ServiceError("2140", "Invalid Amount", "The amount value is not supported. Supplied value:" + draft.Doc["TotalAmt"], "TotalAmt"));
        }
    }

    public override void Check(Draft draft)
    {
        var doc = draft.Doc;
        if (doc.Number("TotalAmt") == 0 && !doc.Parts("Line").Any())
        {
            draft.Problems.Add(ServiceError.Business("You must set a transaction amount."));
        }

        if (draft.Old is { } old && IsDeposited(old)
            && (old.Number("TotalAmt") != doc.Number("TotalAmt") || (doc.Ref("DepositToAccountRef") is { } to && !string.Equals(to, old.Ref("DepositToAccountRef"), StringComparison.Ordinal))))
        {
            draft.Problems.Add(Deposited());
        }

        foreach (var line in doc.Parts("Line"))
        {
            CheckLine(draft, line);
        }

        if (!draft.Problems.Any && Unapplied(doc) < 0)
        {
            draft.Problems.Add(ServiceError.Business("The amount applied is more than the amount of the payment.", "Line.Amount"));
        }
    }

    public override void Complete(Draft draft)
    {
        var doc = draft.Doc;
        doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
        doc["LinkedTxn"] = draft.Old?["LinkedTxn"]?.DeepClone() ?? new JsonArray();
        doc["Line"] ??= new JsonArray();
    }

    public override void Follow(Draft draft) => Links.Follow(draft.Company, draft.Changes, type, draft.Doc.Text("Id")!, draft.Old, draft.Doc);

    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        if (IsDeposited(doc))
        {
            problems.Add(Deposited());
            return;
        }

        changes.Stage(type, doc.Text("Id")!, null);
        Links.Follow(company, changes, type, doc.Text("Id")!, doc, null);
    }

    public override void Void(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
        if (IsDeposited(doc))
        {
            problems.Add(Deposited());
            return;
        }

        var before = (JsonObject)doc.DeepClone();
        doc["Line"] = new JsonArray();
        Voiding.Blank(doc);
        if (doc["UnappliedAmt"] is not null)
        {
            doc["UnappliedAmt"] = Json.Of(0);
        }

        Links.Follow(company, changes, type, doc.Text("Id")!, before, doc);
    }

    /// <summary>What is left of a payment: its amount and the credits it uses, less what it settles.</summary>
    public static decimal Unapplied(JsonObject payment) =>
        payment.Number("TotalAmt") - Links.Amounts(payment).Sum(a => a.Type is "CreditMemo" or "VendorCredit" ? -a.Amount : a.Amount);

    /// <summary>6540: what has been deposited changes only when it is taken off the deposit (facts page, table of codes).</summary>
    public static bool IsDeposited(JsonObject doc) => doc.Parts("LinkedTxn").Any(l => string.Equals(l.Text("TxnType"), "Deposit", StringComparison.Ordinal));

    public static ServiceError Deposited() => new(
        "6540", "Deposited Transaction cannot be changed",
        "This transaction has been deposited. If you want to change or delete it, you must edit the deposit it appears on and remove it first.", "");

    private void CheckLine(Draft draft, JsonObject line)
    {
        if (line.NumberOrNull("Amount") is not { } amount)
        {
            draft.Problems.Add(ServiceError.Missing("Line.Amount"));
            return;
        }

        var links = line.Parts("LinkedTxn").ToList();
        if (links.Count != 1)
        {
            draft.Problems.Add(ServiceError.Missing("Line.LinkedTxn"));
            return;
        }

        if (amount < 0)
        {
            draft.Problems.Add(ServiceError.NegativeAmount("Line.Amount"));
            return;
        }

        line["Amount"] = Json.Of(Json.Cents(amount));
        var (linkType, id) = (links[0].Text("TxnType") ?? "", links[0].Text("TxnId") ?? "");
        if (!string.Equals(linkType, debt, StringComparison.Ordinal) && !string.Equals(linkType, credit, StringComparison.Ordinal) && !IsOtherDebt(linkType))
        {
            if (OtherLinks.Contains(linkType))
            {
                draft.Problems.Lacks($"{type}.Line.LinkedTxn of type {linkType}");
            }
            else
            {
                draft.Problems.Add(CannotLink(id));
            }

            return;
        }

        CheckTarget(draft, line, linkType, id);
    }

    private void CheckTarget(Draft draft, JsonObject line, string linkType, string id)
    {
        var entity = Links.TableOf(linkType);
        if (draft.Get(entity, id) is not { } target)
        {
            draft.Problems.Add(draft.Company.Table(entity)!.Removed.ContainsKey(id) ? ServiceError.DeletedTransaction() : CannotLink(id));
            return;
        }

        var isRefund = IsOtherDebt(linkType);
        if (!string.Equals(target.Ref(isRefund ? "EntityRef" : nameRef), draft.Doc.Ref(nameRef), StringComparison.Ordinal)
            || (isRefund && !string.Equals(PurchaseRules.LinkType(target), linkType, StringComparison.Ordinal)))
        {
            draft.Problems.Add(CannotLink(id));
            return;
        }

        var mine = draft.Old is null ? 0 : Applied(draft.Old, entity, id);
        var open = isRefund ? PurchaseRules.Refunded(draft.Company, target) - Links.AppliedTo(draft.Changes, target, entity) : target.Number("Balance");
        var excess = Applied(draft.Doc, entity, id) - open - mine;
        if (excess <= 0)
        {
            return;
        }

        if (draft.Switches.OverApplicationRefused)
        {
            // The real text is not known (facts page, "Not known").
            draft.Problems.Add(ServiceError.Business(draft.Switches.OverApplicationText, "Line.Amount"));
        }
        else
        {
            line["Amount"] = Json.Of(Math.Max(0, line.Number("Amount") - excess));
        }
    }

    private static decimal Applied(JsonObject payment, string linkType, string id) => Links.Amounts(payment)
        .Where(a => string.Equals(a.Type, linkType, StringComparison.Ordinal) && string.Equals(a.Id, id, StringComparison.Ordinal)).Sum(a => a.Amount);

    private static ServiceError CannotLink(string? id) => new("620", "Txn Id cannot be linked", $"Transaction with Id {id} cannot be linked", "Line.LinkedTxn");
}

/// <summary>Payments move receivables to the deposit account; what is not applied is a credit (facts page, "Payment").</summary>
internal sealed class PaymentRules() : SettlementRules("Payment", "CustomerRef", "Invoice", "CreditMemo")
{
    /// <summary>
    /// A check or expense that gave the customer's credit back (Intuit's Payment page names both as links; Intuit's help, "Handle customer overpayments",
    /// and accountants' instructions settle it in the payment that holds the credit).
    /// </summary>
    protected override bool IsOtherDebt(string linkType) => linkType is "Check" or "Expense";

    public override void Prepare(Draft draft)
    {
        base.Prepare(draft);
        CardNumbers.Check(draft, "PaymentRefNum");
        if (draft.Doc.Text("PaymentRefNum") is { } reference && reference.Length > draft.Switches.PaymentRefNumLength)
        {
            draft.Problems.Add(ServiceError.Length("PaymentRefNum", draft.Switches.PaymentRefNumLength, reference.Length));
        }
    }

    public override void Check(Draft draft)
    {
        base.Check(draft);
        AccountTypes.Check(draft, draft.Doc, "DepositToAccountRef", "Bank", "Other Current Asset");
        AccountTypes.Check(draft, draft.Doc, "ARAccountRef", "Accounts Receivable");
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        var doc = draft.Doc;
        doc["DepositToAccountRef"] ??= Json.Reference(UndepositedFunds(draft.Company));
        doc["ARAccountRef"] ??= Json.Reference(draft.Company.AccountOfType("Accounts Receivable"));
        doc["ProcessPayment"] ??= false;
        doc["UnappliedAmt"] = Json.Of(Unapplied(doc));
    }

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var customer = doc.Ref("CustomerRef");
        postings.Debit(doc.Ref("DepositToAccountRef")!, doc.Number("TotalAmt"), customer, "Payment");
        postings.Credit(doc.Ref("ARAccountRef")!, doc.Number("TotalAmt"), customer, "Payment");
    }

    public static string UndepositedFunds(Company company) => company.AccountOfSubType("UndepositedFunds") ?? company.AccountOfType("Other Current Asset");
}

/// <summary>Payments of bills, by check or credit card (Intuit's BillPayment page).</summary>
internal sealed class BillPaymentRules() : SettlementRules("BillPayment", "VendorRef", "Bill", "VendorCredit")
{
    public override void Prepare(Draft draft)
    {
        base.Prepare(draft);
        var (part, account) = PaidFrom(draft.Doc);
        if (draft.Doc.Part(part).Ref(account) is null)
        {
            draft.Problems.Add(ServiceError.Missing($"{part}.{account}"));
        }
    }

    public override void Check(Draft draft)
    {
        base.Check(draft);
        AccountTypes.Check(draft, draft.Doc, "APAccountRef", "Accounts Payable");
        AccountTypes.Check(draft, draft.Doc.Part("CheckPayment"), "BankAccountRef", "Bank");
        AccountTypes.Check(draft, draft.Doc.Part("CreditCardPayment"), "CCAccountRef", "Credit Card");
        if (!draft.Problems.Any && Unapplied(draft.Doc) != 0)
        {
            draft.Problems.Add(ServiceError.Business("The amount of a bill payment must be the sum of its lines.", "TotalAmt"));
        }
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["APAccountRef"] ??= Json.Reference(draft.Company.AccountOfType("Accounts Payable"));
    }

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        var (part, account) = PaidFrom(doc);
        postings.Debit(doc.Ref("APAccountRef")!, doc.Number("TotalAmt"), doc.Ref("VendorRef"), "Bill payment");
        postings.Credit(doc.Part(part).Ref(account)!, doc.Number("TotalAmt"), doc.Ref("VendorRef"), "Bill payment");
    }

    private static (string Part, string Account) PaidFrom(JsonObject doc) =>
        string.Equals(doc.Text("PayType"), "CreditCard", StringComparison.Ordinal) ? ("CreditCardPayment", "CCAccountRef") : ("CheckPayment", "BankAccountRef");
}
