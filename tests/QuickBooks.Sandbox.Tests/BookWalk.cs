using System.Globalization;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>One call out of all that change the books: what, of whom, on which record, how much, in which variant.</summary>
public sealed record Step(int What, int Who, int Which, int Cents, int How);

/// <summary>Carries out steps on a company with a few names, items and accounts; what the rules refuse is refused, and that is fine.</summary>
internal sealed class BookWalk
{
    private readonly SandboxClient qb;
    private readonly string[] customers;
    private readonly string[] vendors;
    private readonly Dictionary<string, string> accounts;
    private readonly string item;
    private readonly string code;
    private readonly List<Func<Step, Task<Reply?>>> kinds;

    private BookWalk(SandboxClient qb, string[] customers, string[] vendors, Dictionary<string, string> accounts, string item, string code)
    {
        (this.qb, this.customers, this.vendors, this.accounts, this.item, this.code) = (qb, customers, vendors, accounts, item, code);
        kinds =
        [
            s => Create("invoice", Sale(s)), s => Create("invoice", Sale(s)), s => Create("invoice", Sale(s)), s => Create("creditmemo", Sale(s)),
            s => Create("salesreceipt", Sale(s)), s => Create("refundreceipt", With(Sale(s), "DepositToAccountRef", Ref(accounts["Bank"]))), s => Create("estimate", Sale(s)),
            s => Create("payment", Pay(s)), s => Create("payment", Pay(s)), s => Create("payment", Pay(s)),
            s => Create("bill", Buy(s)), s => Create("bill", Buy(s)), s => Create("vendorcredit", Buy(s)), s => Create("billpayment", PayBill(s)),
            s => Create("purchaseorder", Buy(s)), s => Create("purchase", Spend(s)), s => Create("deposit", Deposit(s)), s => Create("transfer", Transfer(s)),
            s => Create("journalentry", Entry(s)),
            s => Change("Invoice", s, Sale), s => Change("CreditMemo", s, Sale), s => Change("Payment", s, Pay), s => Change("Bill", s, Buy), s => Change("Deposit", s, Deposit),
            s => Change("SalesReceipt", s, Sale), s => Change("JournalEntry", s, Entry), s => Change("BillPayment", s, PayBill), s => Change("Purchase", s, Spend),
            s => Act("Invoice", s, "operation=void"), s => Act("Payment", s, "operation=update&include=void"), s => Act("BillPayment", s, "operation=update&include=void"),
            s => Act("SalesReceipt", s, "operation=update&include=void"), s => Act("CreditMemo", s, "operation=delete"), s => Act("VendorCredit", s, "operation=delete"),
            s => Act(Deletable[s.How % Deletable.Length], s, "operation=delete"), s => Act(Deletable[s.Cents % Deletable.Length], s, "operation=delete"),
        ];
        Accepted = new int[kinds.Count];
    }

    private static readonly string[] Deletable =
        ["Invoice", "Payment", "CreditMemo", "Bill", "BillPayment", "Deposit", "Transfer", "JournalEntry", "Purchase", "SalesReceipt", "RefundReceipt", "VendorCredit"];

    /// <summary>How often each kind of call was accepted.</summary>
    public int[] Accepted { get; }

    public static async Task<BookWalk> Start(SandboxClient qb)
    {
        var buyers = new[] { await qb.Customer("A"), await qb.Customer("B") };
        var sellers = new[] { await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "V" }), await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "W" }) };
        var ledger = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in new[] { "Bank", "Credit Card", "Expense", "Equity", "Accounts Receivable", "Accounts Payable", "Other Current Asset" })
        {
            ledger[type] = await qb.FirstId("Account", $"AccountType = '{type}'");
        }

        ledger["Undeposited"] = await qb.FirstId("Account", "AccountSubType = 'UndepositedFunds'");
        return new BookWalk(qb, buyers, sellers, ledger, await qb.Item(), await qb.FirstId("TaxCode", "Name = 'State Sales Tax'"));
    }

    public async Task Do(Step step)
    {
        if (await kinds[step.What % kinds.Count](step) is { } reply)
        {
            Assert.True((int)reply.Status is 200 or 400 or 501, $"{step} {reply.Text}");
            Accepted[step.What % kinds.Count] += reply.Status == System.Net.HttpStatusCode.OK ? 1 : 0;
        }
    }

    private async Task<Reply?> Create(string path, JsonObject body) => await qb.Post(path, body);

    private async Task<Reply?> Change(string entity, Step step, Func<Step, JsonObject> content)
    {
        if (Any(entity, step) is not { } doc)
        {
            return null;
        }

        var body = content(step);
        body["Id"] = doc.Text("Id");
        body["SyncToken"] = doc.Text("SyncToken");
        body["sparse"] = step.How % 2 == 0;
        return await qb.Post(entity.ToLowerInvariant(), body);
    }

    private async Task<Reply?> Act(string entity, Step step, string operation) => Any(entity, step) is { } doc
        ? await qb.Post($"{entity.ToLowerInvariant()}?{operation}", new JsonObject { ["Id"] = doc.Text("Id"), ["SyncToken"] = doc.Text("SyncToken"), ["sparse"] = true })
        : null;

    private JsonObject? Any(string entity, Step step)
    {
        var all = qb.Host.Books.DocumentsOf(qb.Realm, entity);
        return all.Count == 0 ? null : all[step.Which % all.Count];
    }

    private JsonObject Sale(Step s)
    {
        var lines = new List<JsonObject> { SalesLine(item, s.Cents / 100m, s.How % 2 == 0 ? "TAX" : "NON"), SalesLine(item, Math.Round(s.Cents / 77m, 4), "TAX") };
        if (s.How % 5 == 0)
        {
            lines.Add(new JsonObject { ["DetailType"] = "DiscountLineDetail", ["DiscountLineDetail"] = new JsonObject { ["PercentBased"] = true, ["DiscountPercent"] = 12.5m } });
        }
        else if (s.How % 7 == 0)
        {
            lines.Add(SalesLine(item, -s.Cents / 300m, "TAX"));
        }

        var sale = Invoice(customers[s.Who % 2], [.. lines]);
        sale["TxnTaxDetail"] = new JsonObject { ["TxnTaxCodeRef"] = Ref(code) };
        if (s.How % 11 == 0)
        {
            sale["ApplyTaxAfterDiscount"] = true;
        }

        return Dated(sale, s);
    }

    private JsonObject Pay(Step s)
    {
        var lines = new JsonArray();
        var amount = s.Cents / 100m;
        if (s.How % 4 > 0 && Any("Invoice", s) is { } invoice)
        {
            lines.Add(Link("Invoice", invoice, Math.Min(amount, invoice.Number("Balance"))));
        }

        if (s.How % 4 == 2 && Any("CreditMemo", s) is { } credit)
        {
            lines.Add(Link("CreditMemo", credit, Math.Min(amount, credit.Number("Balance"))));
        }

        if (s.How % 4 == 3 && Any("Invoice", s with { Which = s.Which + 1 }) is { } other)
        {
            lines.Add(Link("Invoice", other, amount / 2));
        }

        var payer = lines.Count > 0 ? Any("Invoice", s).Ref("CustomerRef")! : customers[s.Who % 2];
        if (s.How % 3 == 0 && Any("Purchase", s) is { } refund && refund.Ref("EntityRef") == payer)
        {
            lines.Add(Link(refund.Text("PaymentType") == "Check" ? "Check" : "Expense", refund, Math.Min(amount / 4, refund.Number("TotalAmt"))));
        }

        return Dated(new JsonObject { ["CustomerRef"] = Ref(payer), ["TotalAmt"] = s.How % 8 == 2 ? 0m : amount, ["Line"] = lines }, s);
    }

    private JsonObject Buy(Step s) => Dated(new JsonObject
    {
        ["VendorRef"] = Ref(vendors[s.Who % 2]),
        ["Line"] = new JsonArray(
            Expense(accounts["Expense"], s.Cents / 100m),
            new JsonObject
            {
                ["Amount"] = Math.Round(s.Cents / 300m, 3),
                ["DetailType"] = "ItemBasedExpenseLineDetail",
                ["ItemBasedExpenseLineDetail"] = new JsonObject { ["ItemRef"] = Ref(item) },
            },
            new JsonObject { ["Amount"] = 5, ["DetailType"] = "DescriptionOnly", ["Description"] = "A note" }),
    }, s);

    private JsonObject PayBill(Step s)
    {
        var bill = Any("Bill", s);
        var credit = Any("VendorCredit", s);
        var settled = Math.Min(s.Cents / 100m, bill.Number("Balance"));
        var used = s.How % 3 == 0 && credit.Ref("VendorRef") == bill.Ref("VendorRef") ? Math.Min(settled, credit.Number("Balance")) : 0;
        var lines = new JsonArray(Link("Bill", bill ?? [], settled));
        if (used > 0)
        {
            lines.Add(Link("VendorCredit", credit!, used));
        }

        return Dated(new JsonObject
        {
            ["VendorRef"] = Ref(bill.Ref("VendorRef") ?? vendors[0]),
            ["PayType"] = s.How % 2 == 0 ? "Check" : "CreditCard",
            ["TotalAmt"] = settled - used,
            ["CheckPayment"] = new JsonObject { ["BankAccountRef"] = Ref(accounts["Bank"]) },
            ["CreditCardPayment"] = new JsonObject { ["CCAccountRef"] = Ref(accounts["Credit Card"]) },
            ["Line"] = lines,
        }, s);
    }

    private JsonObject Spend(Step s) => Dated(new JsonObject
    {
        ["AccountRef"] = Ref(accounts[s.How % 2 == 0 ? "Bank" : "Credit Card"]),
        ["PaymentType"] = s.How % 2 == 0 ? "Check" : "CreditCard",
        ["Credit"] = s.How % 3 == 1,
        ["EntityRef"] = Ref(s.How % 4 == 0 ? customers[s.Who % 2] : vendors[s.Who % 2]),
        ["Line"] = new JsonArray(Expense(accounts[(s.How % 4) switch { 0 => "Accounts Receivable", 1 => "Accounts Payable", _ => "Expense" }], s.Cents / 100m)),
    }, s);

    private JsonObject Deposit(Step s)
    {
        var lines = new JsonArray();
        if (Any(s.How % 2 == 0 ? "Payment" : "SalesReceipt", s) is { } taken)
        {
            lines.Add(Link(s.How % 2 == 0 ? "Payment" : "SalesReceipt", taken, taken.Number("TotalAmt")));
        }

        if (s.How % 3 > 0)
        {
            lines.Add(new JsonObject
            {
                ["Amount"] = s.Cents / 100m,
                ["DetailType"] = "DepositLineDetail",
                ["DepositLineDetail"] = new JsonObject { ["AccountRef"] = Ref(accounts[s.How % 3 == 1 ? "Equity" : "Accounts Receivable"]), ["Entity"] = Ref(customers[s.Who % 2]) },
            });
        }

        return Dated(new JsonObject { ["DepositToAccountRef"] = Ref(accounts["Bank"]), ["Line"] = lines }, s);
    }

    private JsonObject Transfer(Step s) => Dated(
        new JsonObject { ["FromAccountRef"] = Ref(accounts["Undeposited"]), ["ToAccountRef"] = Ref(accounts[s.How % 3 == 0 ? "Accounts Receivable" : "Bank"]), ["Amount"] = s.Cents / 100m }, s);

    private JsonObject Entry(Step s)
    {
        var (account, name, type) = (s.How % 4) switch
        {
            0 => ("Accounts Receivable", customers[s.Who % 2], "Customer"),
            1 => ("Accounts Payable", vendors[s.Who % 2], "Vendor"),
            2 => ("Accounts Receivable", vendors[s.Who % 2], "Vendor"),
            _ => ("Expense", "", ""),
        };
        JsonObject Side(string of, string posting, string entity)
        {
            var detail = new JsonObject { ["PostingType"] = posting, ["AccountRef"] = Ref(accounts[of]) };
            if (entity.Length > 0)
            {
                detail["Entity"] = new JsonObject { ["Type"] = type, ["EntityRef"] = Ref(entity) };
            }

            return new JsonObject { ["Amount"] = s.Cents / 100m, ["DetailType"] = "JournalEntryLineDetail", ["JournalEntryLineDetail"] = detail };
        }

        return Dated(new JsonObject { ["Line"] = new JsonArray(Side(account, s.Who == 0 ? "Debit" : "Credit", name), Side("Equity", s.Who == 0 ? "Credit" : "Debit", "")) }, s);
    }

    private static JsonObject Link(string type, JsonObject to, decimal amount) => new()
    {
        ["Amount"] = amount,
        ["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = to.Text("Id") ?? "0", ["TxnType"] = type }),
    };

    private static JsonObject Expense(string account, decimal amount) => new()
    {
        ["Amount"] = amount,
        ["DetailType"] = "AccountBasedExpenseLineDetail",
        ["AccountBasedExpenseLineDetail"] = new JsonObject { ["AccountRef"] = Ref(account) },
    };

    private static JsonObject With(JsonObject body, string property, JsonNode value)
    {
        body[property] = value;
        return body;
    }

    /// <summary>Over two fiscal years, so that reports have something to close.</summary>
    private static JsonObject Dated(JsonObject body, Step s) => With(
        body, "TxnDate", new DateOnly(2025, 7, 1).AddDays((s.Which * 13) + (s.How * 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
