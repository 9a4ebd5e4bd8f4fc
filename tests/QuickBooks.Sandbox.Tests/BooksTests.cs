using System.Text.Json.Nodes;
using CsCheck;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Whatever is called in whatever order, the ledger balances and every balance is the sum of what made it; after a restart too.</summary>
public sealed class BooksTests
{
    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 1], Gen.Int[0, 20], Gen.Int[1, 50_000], Gen.Int[0, 60], (what, who, which, cents, how) => new Step(what, who, which, cents, how));

    [Fact]
    public async Task AnySequenceOfCalls_AddsUp_EveryTime()
    {
        await using var qb = await SandboxClient.Start("default");
        var walk = await BookWalk.Start(qb);
        await Steps.Array[1, 30].SampleAsync(
            async steps =>
            {
                foreach (var step in steps)
                {
                    await walk.Do(step);
                }

                Holds(qb);
                await ReportsAgree(qb);
            },
            iter: 30, threads: 1);
    }

    /// <summary>A walk that is refused everywhere would prove nothing.</summary>
    [Fact]
    public async Task EveryKindOfCall_IsAcceptedSometimes()
    {
        await using var qb = await SandboxClient.Start("default");
        var walk = await BookWalk.Start(qb);
        for (var turn = 0; turn < 16; turn++)
        {
            for (var what = 0; what < walk.Accepted.Length; what++)
            {
                await walk.Do(new Step(what, turn % 2, turn, 1_000 + (turn * 137), turn));
            }
        }

        Assert.Empty(walk.Accepted.Index().Where(a => a.Item == 0).Select(a => a.Index));
        Holds(qb);
    }

    [Fact]
    public async Task AnySequenceOfCalls_IsTheSameAfterARestart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.db");
        try
        {
            Dictionary<string, List<string>> before;
            await using (var qb = await SandboxClient.Start(options: new SandboxOptions { DataFile = file, Seed = "default" }))
            {
                var walk = await BookWalk.Start(qb);
                await Steps.Array[120].SampleAsync(
                    async steps =>
                    {
                        foreach (var step in steps)
                        {
                            await walk.Do(step);
                        }
                    },
                    iter: 1, threads: 1);

                // What an item sells to now says nothing of what was booked before.
                var item = qb.Host.Books.DocumentsOf(qb.Realm, "Item").First(i => i.Text("Name") == "Roller shade");
                await qb.Save("Item", new JsonObject
                {
                    ["Id"] = item.Text("Id"),
                    ["SyncToken"] = item.Text("SyncToken"),
                    ["sparse"] = true,
                    ["IncomeAccountRef"] = SandboxClient.Ref(await qb.FirstId("Account", "FullyQualifiedName = 'Sales:Blinds'")),
                });
                before = await Everything(qb);
                Holds(qb);
            }

            await using (var qb = await SandboxClient.Start(options: new SandboxOptions { DataFile = file }))
            {
                foreach (var (what, lines) in await Everything(qb))
                {
                    Assert.Equal(before[what], lines);
                }

                Holds(qb);
            }
        }
        finally
        {
            foreach (var path in Directory.EnumerateFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"))
            {
                File.Delete(path);
            }
        }
    }

    private static async Task<Dictionary<string, List<string>>> Everything(SandboxClient qb)
    {
        var all = Schema.Catalogue.All.ToDictionary(t => t.Name, t => qb.Host.Books.DocumentsOf(qb.Realm, t.Name).Select(Sorted).ToList(), StringComparer.Ordinal);
        foreach (var report in new[] { "TrialBalance", "ProfitAndLoss", "BalanceSheet", "AgedReceivables", "CustomerBalance" })
        {
            all[report] = [(await qb.Get("reports/" + report)).Json["Rows"]!.ToJsonString()];
        }

        return all;
    }

    private static string Sorted(JsonObject doc) => new JsonObject(doc.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToJsonString();

    private static void Holds(SandboxClient qb)
    {
        Assert.Equal(0m, qb.Host.Books.TrialBalance(qb.Realm));
        Assert.All(qb.Host.Books.PostingsOf(qb.Realm).GroupBy(p => (p.Type, p.Id)), entry => Assert.Equal(0m, entry.Sum(p => p.Amount)));
        IReadOnlyList<JsonObject> All(string entity) => qb.Host.Books.DocumentsOf(qb.Realm, entity);
        decimal Account(string type) => All("Account").Where(a => a.Text("AccountType") == type).Sum(a => a.Number("CurrentBalance"));
        var applied = All("Payment").Concat(All("BillPayment")).SelectMany(p => p.Parts("Line"))
            .Select(l => (Link: l.Parts("LinkedTxn").Single(), Amount: l.Number("Amount")))
            .ToLookup(l => l.Link.Text("TxnType") + l.Link.Text("TxnId"), l => l.Amount, StringComparer.Ordinal);
        foreach (var (type, doc) in new[] { "Invoice", "CreditMemo", "Bill", "VendorCredit" }.SelectMany(t => All(t).Select(d => (t, d))))
        {
            Assert.Equal(doc.Number("TotalAmt") - doc.Number("Deposit") - applied[type + doc.Text("Id")].Sum(), doc.Number("Balance"));
            Assert.True(doc.Number("Balance") >= 0, $"{type} {doc.ToJsonString()}");
        }

        Assert.All(All("Payment"), p => Assert.True(p.Number("UnappliedAmt") >= 0, p.ToJsonString()));
        var receivable = All("Account").First(a => a.Text("AccountType") == "Accounts Receivable").Text("Id")!;
        var payable = All("Account").First(a => a.Text("AccountType") == "Accounts Payable").Text("Id")!;
        foreach (var customer in All("Customer"))
        {
            var id = customer.Text("Id")!;
            bool Mine(JsonObject d) => d.Ref("CustomerRef") == id;
            var open = All("Invoice").Where(Mine).Sum(i => i.Number("Balance")) - All("Payment").Where(Mine).Sum(p => p.Number("UnappliedAmt")) - All("CreditMemo").Where(Mine).Sum(c => c.Number("Balance"));
            var givenBack = All("Payment").Where(Mine).SelectMany(p => p.Parts("Line")).Where(l => l.Parts("LinkedTxn").Single().Text("TxnType") is "Check" or "Expense").Sum(l => l.Number("Amount"));
            Assert.Equal(open + Direct(All, receivable, id) - givenBack, customer.Number("Balance"));
        }

        foreach (var vendor in All("Vendor"))
        {
            var id = vendor.Text("Id")!;
            bool Mine(JsonObject d) => d.Ref("VendorRef") == id;
            var open = All("Bill").Where(Mine).Sum(b => b.Number("Balance")) - All("VendorCredit").Where(Mine).Sum(c => c.Number("Balance"));
            Assert.Equal(open - Direct(All, payable, id), vendor.Number("Balance"));
        }

        Assert.Equal(All("Customer").Sum(c => c.Number("Balance")), Account("Accounts Receivable"));
        Assert.Equal(All("Vendor").Sum(v => v.Number("Balance")), Account("Accounts Payable"));
    }

    /// <summary>What journal entries, purchases and deposits book straight to the account for the name, debit positive.</summary>
    private static decimal Direct(Func<string, IReadOnlyList<JsonObject>> all, string account, string name)
    {
        var entries = all("JournalEntry").SelectMany(e => e.Parts("Line")).Where(l => l.Part("JournalEntryLineDetail").Ref("AccountRef") == account && l.Part("JournalEntryLineDetail").Part("Entity").Ref("EntityRef") == name)
            .Sum(l => l.Number("Amount") * (l.Part("JournalEntryLineDetail").Text("PostingType") == "Debit" ? 1 : -1));
        var purchases = all("Purchase").Where(p => p.Ref("EntityRef") == name)
            .Sum(p => p.Parts("Line").Where(l => l.Part("AccountBasedExpenseLineDetail").Ref("AccountRef") == account).Sum(l => l.Number("Amount")) * (p.Flag("Credit") == true ? -1 : 1));
        var deposits = all("Deposit").SelectMany(d => d.Parts("Line")).Where(l => l.Part("DepositLineDetail").Ref("AccountRef") == account && l.Part("DepositLineDetail").Ref("Entity") == name)
            .Sum(l => l.Number("Amount"));
        return entries + purchases - deposits;
    }

    /// <summary>The reports say what the balances say, at a day after all that is booked.</summary>
    private static async Task ReportsAgree(SandboxClient qb)
    {
        async Task<JsonArray> Rows(string path) => (await qb.Get("reports/" + path)).Json["Rows"]!["Row"]!.AsArray();
        decimal Figure(JsonNode row, int column) => decimal.Parse(row["Summary"]!["ColData"]![column].Text("value")!, System.Globalization.CultureInfo.InvariantCulture);
        var trial = (await Rows("TrialBalance?end_date=2027-12-31"))[^1]!;
        Assert.Equal(Figure(trial, 1), Figure(trial, 2));
        var sheet = await Rows("BalanceSheet?end_date=2027-12-31");
        Assert.Equal(Figure(sheet[0]!, 1), Figure(sheet[1]!, 1));
        var receivable = qb.Host.Books.DocumentsOf(qb.Realm, "Account").Where(a => a.Text("AccountType") == "Accounts Receivable").Sum(a => a.Number("CurrentBalance"));
        var balances = await Rows("CustomerBalance?report_date=2027-12-31");
        Assert.Equal(receivable, balances.Count == 0 ? 0 : Figure(balances[^1]!, 1));
        var aged = await Rows("AgedReceivables?report_date=2027-12-31");
        Assert.Equal(receivable, aged.Count == 0 ? 0 : Figure(aged[^1]!, 6));
    }
}
