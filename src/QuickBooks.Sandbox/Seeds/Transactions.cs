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
        Settle(planter, Sale, Day);
        planter.Create("SalesReceipt", Sale(2, 12, "SEED-SR"));
        var banked = planter.Create("SalesReceipt", Sale(3, 25, "SEED-SR"));
        planter.Create("Deposit", new JsonObject { ["DepositToAccountRef"] = bank.DeepClone(), ["TxnDate"] = Day(24), ["Line"] = Linked(company.Find("SalesReceipt", banked).Number("TotalAmt"), ("SalesReceipt", banked)) });
        foreach (var (number, status) in new[] { (5, "Pending"), (4, "Accepted"), (3, "Closed"), (2, "Rejected") })
        {
            var estimate = Sale(number, 2 + (number * 4), "SEED-E");
            estimate["TxnStatus"] = status;
            planter.Create("Estimate", estimate);
        }

        var refund = Sale(0, 6, "SEED-R");
        refund["DepositToAccountRef"] = bank.DeepClone();
        planter.Create("RefundReceipt", refund);
        Buy(planter, items, Day, bank);
    }

    /// <summary>An invoice settled by a credit memo, by a payment of nothing that names both.</summary>
    private static void Settle(Planter planter, Func<int, int, string, JsonObject> sale, Func<int, string> day)
    {
        var invoice = planter.Create("Invoice", sale(7, 30, "SEED"));
        var credit = planter.Create("CreditMemo", sale(7, 28, "SEED-CM"));
        var total = planter.Company.Find("Invoice", invoice).Number("TotalAmt");
        var payment = Payment(planter.Company.Find("Invoice", invoice).Ref("CustomerRef")!, 0m, day(27), null);
        payment["Line"] = new JsonArray([.. Linked(total, ("Invoice", invoice)).Concat(Linked(total, ("CreditMemo", credit))).Select(l => l!.DeepClone())]);
        planter.Create("Payment", payment);
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
        var used = planter.Create("VendorCredit", From(vendors[1], 33, 40m));
        var settled = planter.Create("Bill", From(vendors[1], 38, 240m));
        planter.Create("BillPayment", new JsonObject
        {
            ["VendorRef"] = Json.Reference(vendors[1]),
            ["PayType"] = "CreditCard",
            ["TotalAmt"] = Json.Of(200m),
            ["TxnDate"] = day(16),
            ["CreditCardPayment"] = new JsonObject { ["CCAccountRef"] = Json.Reference(planter.Named("Account", "Business Credit Card")) },
            ["Line"] = new JsonArray([.. Linked(240m, ("Bill", settled)).Concat(Linked(40m, ("VendorCredit", used))).Select(l => l!.DeepClone())]),
        });
        planter.Create("BillPayment", new JsonObject
        {
            ["VendorRef"] = Json.Reference(vendors[0]),
            ["PayType"] = "Check",
            ["TotalAmt"] = Json.Of(368m),
            ["TxnDate"] = day(20),
            ["CheckPayment"] = new JsonObject { ["BankAccountRef"] = bank.DeepClone() },
            ["Line"] = Linked(368m, ("Bill", bill)),
        });
        JsonObject Spent(string type, string from, string on, decimal amount, int ago) => new()
        {
            ["AccountRef"] = Json.Reference(planter.Named("Account", from)),
            ["PaymentType"] = type,
            ["EntityRef"] = Json.Reference(vendors[2]),
            ["TxnDate"] = day(ago),
            ["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = Json.Of(amount),
                ["DetailType"] = "AccountBasedExpenseLineDetail",
                ["AccountBasedExpenseLineDetail"] = new JsonObject { ["AccountRef"] = Json.Reference(planter.Named("Account", on)) },
            }),
        };
        planter.Create("Purchase", Spent("Check", "Checking", "Freight In", 142.8m, 14));
        planter.Create("Purchase", Spent("CreditCard", "Fuel Card", "Vehicle Expense:Fuel", 61.35m, 11));
        planter.Create("Purchase", Spent("Cash", "Petty Cash", "Postage", 18.4m, 6));
        planter.Create("Transfer", new JsonObject { ["FromAccountRef"] = bank.DeepClone(), ["ToAccountRef"] = Json.Reference(planter.Named("Account", "Savings")), ["Amount"] = Json.Of(500m), ["TxnDate"] = day(10) });
        planter.Create("Transfer", new JsonObject { ["FromAccountRef"] = bank.DeepClone(), ["ToAccountRef"] = Json.Reference(planter.Named("Account", "Petty Cash")), ["Amount"] = Json.Of(150m), ["TxnDate"] = day(40) });
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
        planter.Create("TimeActivity", new JsonObject
        {
            ["NameOf"] = "Vendor",
            ["VendorRef"] = Json.Reference(vendors[2]),
            ["CustomerRef"] = Json.Reference(company.Table("Customer")!.InOrder().First().Text("Id")!),
            ["ItemRef"] = Json.Reference(planter.Named("Item", "Installation")),
            ["BillableStatus"] = "Billable",
            ["HourlyRate"] = Json.Of(85m),
            ["Hours"] = Json.Of(2m),
            ["TxnDate"] = day(5),
        });
        planter.Create("Attachable", new JsonObject { ["Note"] = "Price list of the season is in the showroom." });
        planter.Create("Attachable", new JsonObject
        {
            ["Note"] = "Gate code is with the front desk.",
            ["AttachableRef"] = new JsonArray(new JsonObject
            {
                ["EntityRef"] = new JsonObject { ["type"] = "Customer", ["value"] = company.Table("Customer")!.ByIndex("DisplayName", "Quarry Ridge Inn").First().Text("Id") },
            }),
        });
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
