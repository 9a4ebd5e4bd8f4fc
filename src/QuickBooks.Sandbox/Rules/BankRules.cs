using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>A deposit takes payments and receipts out of Undeposited Funds, or books straight to an account (Intuit's Deposit page).</summary>
internal sealed class DepositRules : EntityRules
{
    public override void Prepare(Draft draft)
    {
        draft.Doc["TxnDate"] ??= Json.Iso(draft.Company.Today);
        CardNumbers.Check(draft, "PrivateNote");
        foreach (var line in draft.Doc.Parts("Line"))
        {
            if (line.NumberOrNull("Amount") is null)
            {
                draft.Problems.Add(ServiceError.Missing("Line.Amount"));
            }

            if (!line.Parts("LinkedTxn").Any() && line.Part("DepositLineDetail").Ref("AccountRef") is null)
            {
                draft.Problems.Add(ServiceError.Missing("Line.DepositLineDetail.AccountRef"));
            }
        }
    }

    public override void Check(Draft draft)
    {
        AccountTypes.Check(draft, draft.Doc, "DepositToAccountRef", "Bank", "Other Current Asset");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in draft.Doc.Parts("Line"))
        {
            var detail = line.Part("DepositLineDetail");
            AccountTypes.CheckName(draft, detail.Ref("AccountRef"), detail.Ref("Entity"), "Line.DepositLineDetail.Entity");
            foreach (var link in line.Parts("LinkedTxn"))
            {
                var target = link.Text("TxnType") is "Payment" or "SalesReceipt" ? draft.Get(link.Text("TxnType")!, link.Text("TxnId")) : null;
                var mine = draft.Old.Parts("Line").SelectMany(l => l.Parts("LinkedTxn")).Any(l => string.Equals(l.Text("TxnId"), link.Text("TxnId"), StringComparison.Ordinal));
                if (target is null || !taken.Add($"{link.Text("TxnType")}/{link.Text("TxnId")}") || (SettlementRules.IsDeposited(target) && !mine)
                    || !string.Equals(target.Ref("DepositToAccountRef"), PaymentRules.UndepositedFunds(draft.Company), StringComparison.Ordinal)
                    || target.Number("TotalAmt") != line.Number("Amount"))
                {
                    draft.Problems.Add(new ServiceError("620", "Txn Id cannot be linked", $"Transaction with Id {link.Text("TxnId")} cannot be linked", "Line.LinkedTxn"));
                }
            }
        }
    }

    public override void Complete(Draft draft)
    {
        var lines = draft.Doc.Parts("Line").ToList();
        foreach (var line in lines.Where(l => !l.Parts("LinkedTxn").Any()))
        {
            line["DetailType"] = "DepositLineDetail";
        }

        FormLines.Number(draft, lines);
        draft.Doc["TotalAmt"] = Json.Of(lines.Sum(l => l.Number("Amount")));
        draft.Doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
    }

    public override void Follow(Draft draft)
    {
        var (before, after) = (Linked(draft.Old), Linked(draft.Doc));
        Mark(draft.Company, draft.Changes, before.Except(after), draft.Doc.Text("Id")!, false);
        Mark(draft.Company, draft.Changes, after.Except(before), draft.Doc.Text("Id")!, true);
    }

    public override void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems) => Mark(company, changes, Linked(doc), doc.Text("Id")!, false);

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        postings.Debit(doc.Ref("DepositToAccountRef")!, doc.Number("TotalAmt"), null, "Deposit");
        foreach (var line in doc.Parts("Line"))
        {
            var account = line.Parts("LinkedTxn").Any() ? PaymentRules.UndepositedFunds(company) : line.Part("DepositLineDetail").Ref("AccountRef")!;
            postings.Credit(account, line.Number("Amount"), line.Part("DepositLineDetail").Ref("Entity"), line.Text("Description") ?? "");
        }
    }

    private static HashSet<(string Type, string Id)> Linked(JsonObject? deposit) =>
        [.. deposit.Parts("Line").SelectMany(l => l.Parts("LinkedTxn")).Select(l => (l.Text("TxnType") ?? "", l.Text("TxnId") ?? ""))];

    private static void Mark(Company company, ChangeSet changes, IEnumerable<(string Type, string Id)> links, string id, bool on)
    {
        foreach (var (type, txn) in links)
        {
            if (changes.Edit(type, txn) is { } target)
            {
                var kept = new JsonArray([.. target.Parts("LinkedTxn")
                    .Where(l => !string.Equals(l.Text("TxnType"), "Deposit", StringComparison.Ordinal)).Select(l => l.DeepClone())]);
                if (on)
                {
                    kept.Add(new JsonObject { ["TxnId"] = id, ["TxnType"] = "Deposit" });
                }

                target["LinkedTxn"] = kept;
                Writer.Touch(company, target);
            }
        }
    }
}

/// <summary>From one balance-sheet account to another.</summary>
internal sealed class TransferRules : EntityRules
{
    private static readonly string[] BalanceSheet =
        ["Bank", "Other Current Asset", "Fixed Asset", "Other Asset", "Credit Card", "Other Current Liability", "Long Term Liability", "Equity"];

    public override void Prepare(Draft draft) => draft.Doc["TxnDate"] ??= Json.Iso(draft.Company.Today);

    public override void Check(Draft draft)
    {
        if (string.Equals(draft.Doc.Ref("FromAccountRef"), draft.Doc.Ref("ToAccountRef"), StringComparison.Ordinal))
        {
            draft.Problems.Add(ServiceError.Business("You cannot transfer to the same account.", "ToAccountRef"));
        }

        AccountTypes.Check(draft, draft.Doc, "FromAccountRef", BalanceSheet);
        AccountTypes.Check(draft, draft.Doc, "ToAccountRef", BalanceSheet);

        if (draft.Doc.Number("Amount") <= 0)
        {
            draft.Problems.Add(new ServiceError("2140", "Invalid Amount", "The amount value is not supported. Supplied value:" + draft.Doc["Amount"], "Amount"));
        }
    }

    public override void Complete(Draft draft) => draft.Doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        postings.Debit(doc.Ref("ToAccountRef")!, doc.Number("Amount"), null, "Transfer");
        postings.Credit(doc.Ref("FromAccountRef")!, doc.Number("Amount"), null, "Transfer");
    }
}

/// <summary>Debits and credits in balance (2300); receivables need a customer, payables a vendor (Intuit's JournalEntry page).</summary>
internal sealed class JournalEntryRules : EntityRules
{
    public override void Prepare(Draft draft)
    {
        draft.Doc["TxnDate"] ??= Json.Iso(draft.Company.Today);
        FormLines.CheckShape(draft, "JournalEntryLineDetail");
        foreach (var detail in draft.Doc.Parts("Line").Select(l => l.Part("JournalEntryLineDetail")).OfType<JsonObject>())
        {
            if (detail.Ref("AccountRef") is null)
            {
                draft.Problems.Add(ServiceError.Missing("AccountRef"));
            }

            if (detail.Text("PostingType") is null)
            {
                draft.Problems.Add(new ServiceError("2260", "Missing PostingType", "A posting type is required. Valid values are Credit or Debit.", "PostingType"));
            }
        }
    }

    public override void Check(Draft draft)
    {
        if (draft.Doc.Parts("Line").Sum(Signed) != 0)
        {
            draft.Problems.Add(new ServiceError("2300", "Amount on debits not equal to credits", "Please balance debits and credits.", "Line"));
        }

        foreach (var detail in draft.Doc.Parts("Line").Select(l => l.Part("JournalEntryLineDetail")).OfType<JsonObject>())
        {
            AccountTypes.CheckName(draft, detail.Ref("AccountRef"), detail.Part("Entity").Ref("EntityRef"), "Line.JournalEntryLineDetail.Entity");
        }
    }

    public override void Complete(Draft draft)
    {
        var lines = draft.Doc.Parts("Line").ToList();
        FormLines.Number(draft, lines);
        draft.Doc["TotalAmt"] = Json.Of(0);
        draft.Doc["Adjustment"] ??= false;
        draft.Doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
    }

    public override void Post(Company company, JsonObject doc, Postings postings)
    {
        foreach (var line in doc.Parts("Line"))
        {
            var detail = line.Part("JournalEntryLineDetail");
            if (detail.Ref("AccountRef") is { } account)
            {
                postings.Debit(account, Signed(line), detail.Part("Entity").Ref("EntityRef"), line.Text("Description") ?? "");
            }
        }
    }

    private static decimal Signed(JsonObject line) => line.Part("JournalEntryLineDetail").Text("PostingType") switch
    {
        "Debit" => Json.Cents(line.Number("Amount")),
        "Credit" => -Json.Cents(line.Number("Amount")),
        _ => 0,
    };
}

/// <summary>Hours worked: it books nothing (Intuit's TimeActivity page).</summary>
internal sealed class TimeActivityRules : EntityRules
{
    public override void Prepare(Draft draft)
    {
        var doc = draft.Doc;
        doc["TxnDate"] ??= Json.Iso(draft.Company.Today);
        var who = doc.Text("NameOf") is "Vendor" ? "VendorRef" : "EmployeeRef";
        if (doc.Ref(who) is null)
        {
            draft.Problems.Add(new ServiceError("6300", "Invalid Employee Or Vendor Name", "The employee or vendor's name is either missing or invalid.", who));
        }

        if (doc.NumberOrNull("Hours") is null && doc.NumberOrNull("Minutes") is null)
        {
            draft.Problems.Add(new ServiceError("6350", "Missing Time", "Time (hours:minutes) is missing", "Hours"));
        }
        else if (doc.Number("Hours") is < 0 or > 8760 || doc.Number("Minutes") is < 0 or > 59)
        {
            draft.Problems.Add(new ServiceError("6340", "Invalid Time", "You must specify a time (hours:minutes)", "Minutes"));
        }

        if (doc.Text("BillableStatus") is "Billable" && doc.Ref("CustomerRef") is null)
        {
            draft.Problems.Add(new ServiceError("6310", "Missing Customer", "A customer is required if the transaction is billable.", "CustomerRef"));
        }
    }

    public override void Complete(Draft draft) => draft.Doc["BillableStatus"] ??= "NotBillable";
}

/// <summary>A note on a record; files are not modelled.</summary>
internal sealed class AttachableRules : EntityRules
{
    public override void Prepare(Draft draft)
    {
        if (string.IsNullOrEmpty(draft.Doc.Text("Note")))
        {
            draft.Problems.Add(ServiceError.Missing("Note"));
        }

        foreach (var part in draft.Doc.Parts("AttachableRef"))
        {
            var entity = part.Part("EntityRef");
            if (entity.Text("type") is not { } type || Schema.Catalogue.Find(type) is not { } known)
            {
                draft.Problems.Add(new ServiceError("6050", "The entity reference type is unsupported for Attachable", $"The entity reference type {entity.Text("type")} is not supported for attachable.", "AttachableRef"));
            }
            else if (draft.Get(known.Name, entity.Text("value")) is null)
            {
                draft.Problems.Add(ServiceError.InvalidReference("AttachableRef.EntityRef"));
            }
        }
    }
}
