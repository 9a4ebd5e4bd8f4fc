using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Seeds;

/// <summary>Open and settled transactions of every kind for the seeded dealer, dated in the last two months.</summary>
internal static class Transactions
{
    public static void Plant(Planter planter)
    {
        var company = planter.Company;
        var customers = company.Table("Customer")!.InOrder().Select(c => c.Text("Id")!).ToList();
        var items = company.Table("Item")!.InOrder().Where(i => i.Text("Type") is "NonInventory").Select(i => i.Text("Id")!).ToList();
        var tax = planter.Named("TaxCode", "State Sales Tax");
        string Day(int ago) => Json.Iso(company.Today.AddDays(-ago));
        JsonObject Sale(int number, int ago, string document)
        {
            var sale = new JsonObject
            {
                ["CustomerRef"] = Json.Reference(customers[number % customers.Count]),
                ["TxnDate"] = Day(ago),
                ["DocNumber"] = $"{document}-{1000 + number}",
                ["Line"] = new JsonArray(SalesLine(items[number % items.Count], number + 1, 189m), SalesLine(items[(number + 3) % items.Count], 2, 96.25m)),
                ["TxnTaxDetail"] = new JsonObject { ["TxnTaxCodeRef"] = Json.Reference(tax) },
            };
            return sale;
        }

        var bank = Json.Reference(planter.Named("Account", "Checking"));
        for (var i = 0; i < 6; i++)
        {
            var invoice = planter.Create("Invoice", Sale(i, 55 - (i * 8), "SEED"));
            if (i % 2 == 0)
            {
                var total = company.Find("Invoice", invoice).Number("TotalAmt");
                var paid = planter.Create("Payment", Payment(customers[i % customers.Count], i == 4 ? 100m : total, Day(40 - (i * 8)), ("Invoice", invoice)));
                if (i == 0)
                {
                    planter.Create("Deposit", new JsonObject { ["DepositToAccountRef"] = bank.DeepClone(), ["TxnDate"] = Day(35), ["Line"] = Linked(total, ("Payment", paid)) });
                }
            }
        }

        planter.Create("Payment", Payment(customers[1], 250m, Day(3), null));
        planter.Create("CreditMemo", Sale(1, 9, "SEED-CM"));
        planter.Create("SalesReceipt", Sale(2, 12, "SEED-SR"));
        planter.Create("Estimate", Sale(5, 2, "SEED-E"));
        var refund = Sale(0, 6, "SEED-R");
        refund["DepositToAccountRef"] = bank.DeepClone();
        planter.Create("RefundReceipt", refund);
        Buy(planter, items, Day, bank);
    }

    private static void Buy(Planter planter, List<string> items, Func<int, string> day, JsonObject bank)
    {
        var company = planter.Company;
        var vendors = company.Table("Vendor")!.InOrder().Select(v => v.Text("Id")!).ToList();
        JsonArray Lines(decimal amount) => new(
            new JsonObject
            {
                ["Amount"] = Json.Of(amount),
                ["DetailType"] = "ItemBasedExpenseLineDetail",
                ["ItemBasedExpenseLineDetail"] = new JsonObject { ["ItemRef"] = Json.Reference(items[1]), ["Qty"] = Json.Of(4m), ["UnitPrice"] = Json.Of(amount / 4) },
            });
        JsonObject From(string vendor, int ago, decimal amount) => new() { ["VendorRef"] = Json.Reference(vendor), ["TxnDate"] = day(ago), ["Line"] = Lines(amount) };
        var closed = From(vendors[0], 50, 368m);
        closed["POStatus"] = "Closed";
        planter.Create("PurchaseOrder", closed);
        planter.Create("PurchaseOrder", From(vendors[1], 5, 724m));
        var bill = planter.Create("Bill", From(vendors[0], 45, 368m));
        planter.Create("Bill", From(vendors[1], 7, 512m));
        planter.Create("VendorCredit", From(vendors[1], 4, 60m));
        planter.Create("BillPayment", new JsonObject
        {
            ["VendorRef"] = Json.Reference(vendors[0]),
            ["PayType"] = "Check",
            ["TotalAmt"] = Json.Of(368m),
            ["TxnDate"] = day(20),
            ["CheckPayment"] = new JsonObject { ["BankAccountRef"] = bank.DeepClone() },
            ["Line"] = Linked(368m, ("Bill", bill)),
        });
        planter.Create("Purchase", new JsonObject
        {
            ["AccountRef"] = bank.DeepClone(),
            ["PaymentType"] = "Check",
            ["EntityRef"] = Json.Reference(vendors[2]),
            ["TxnDate"] = day(14),
            ["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = Json.Of(142.8m),
                ["DetailType"] = "AccountBasedExpenseLineDetail",
                ["AccountBasedExpenseLineDetail"] = new JsonObject { ["AccountRef"] = Json.Reference(planter.Named("Account", "Freight In")) },
            }),
        });
        planter.Create("Transfer", new JsonObject { ["FromAccountRef"] = bank.DeepClone(), ["ToAccountRef"] = Json.Reference(planter.Named("Account", "Savings")), ["Amount"] = Json.Of(500m), ["TxnDate"] = day(10) });
        JsonObject Side(string account, string type) => new()
        {
            ["Amount"] = Json.Of(20_000m),
            ["DetailType"] = "JournalEntryLineDetail",
            ["Description"] = "Opening balance",
            ["JournalEntryLineDetail"] = new JsonObject { ["PostingType"] = type, ["AccountRef"] = Json.Reference(planter.Named("Account", account)) },
        };
        planter.Create("JournalEntry", new JsonObject { ["TxnDate"] = day(60), ["DocNumber"] = "SEED-1", ["Line"] = new JsonArray(Side("Checking", "Debit"), Side("Opening Balance Equity", "Credit")) });
        planter.Create("TimeActivity", new JsonObject
        {
            ["NameOf"] = "Employee",
            ["EmployeeRef"] = Json.Reference(company.Table("Employee")!.InOrder().First().Text("Id")!),
            ["Hours"] = Json.Of(6m),
            ["Minutes"] = Json.Of(30m),
            ["TxnDate"] = day(8),
        });
        planter.Create("Attachable", new JsonObject { ["Note"] = "Gate code is with the front desk." });
    }

    private static JsonObject SalesLine(string item, int quantity, decimal price) => new()
    {
        ["Amount"] = Json.Of(quantity * price),
        ["DetailType"] = "SalesItemLineDetail",
        ["SalesItemLineDetail"] = new JsonObject
        {
            ["ItemRef"] = Json.Reference(item),
            ["Qty"] = Json.Of(quantity),
            ["UnitPrice"] = Json.Of(price),
            ["TaxCodeRef"] = Json.Reference("TAX"),
        },
    };

    private static JsonObject Payment(string customer, decimal amount, string day, (string Type, string Id)? settles)
    {
        var payment = new JsonObject { ["CustomerRef"] = Json.Reference(customer), ["TotalAmt"] = Json.Of(amount), ["TxnDate"] = day, ["PaymentRefNum"] = "4471" };
        if (settles is { } link)
        {
            payment["Line"] = Linked(amount, link);
        }

        return payment;
    }

    private static JsonArray Linked(decimal amount, (string Type, string Id) link) => new(new JsonObject
    {
        ["Amount"] = Json.Of(amount),
        ["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = link.Id, ["TxnType"] = link.Type }),
    });
}
