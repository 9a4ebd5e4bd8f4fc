using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Reports in QuickBooks' own shape: Intuit's report pages, bodies of the real service that developers published.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task TrialBalance_ListsAccountsInDebitAndCredit_WithAGrandTotal()
    {
        await using var qb = await SandboxClient.Start();
        await Sale(qb, await qb.Customer(), 100m, "2026-03-05");
        var report = await Report(qb, "TrialBalance?start_date=2026-01-01&end_date=2026-03-31");
        var header = report["Header"]!;
        Assert.Equal("TrialBalance", header.Text("ReportName"));
        Assert.Equal(("Accrual", "2026-01-01", "2026-03-31", "USD"), (header.Text("ReportBasis"), header.Text("StartPeriod"), header.Text("EndPeriod"), header.Text("Currency")));
        Assert.Null(header["DateMacro"]);
        Assert.Equal(["", "Debit", "Credit"], report["Columns"]!["Column"]!.AsArray().Select(c => c.Text("ColTitle")));
        Assert.Equal(["Account", "Money", "Money"], report["Columns"]!["Column"]!.AsArray().Select(c => c.Text("ColType")));
        var rows = report["Rows"]!["Row"]!.AsArray();
        Assert.Equal(["Accounts Receivable (A/R)", "100.00", ""], Values(rows[0]!["ColData"]!));
        Assert.Equal(await qb.FirstId("Account", "AccountType = 'Accounts Receivable'"), rows[0]!["ColData"]![0].Text("id"));
        // The test's item sells to the first account of its type.
        Assert.Equal(["Discounts given", "", "100.00"], Values(rows[1]!["ColData"]!));
        Assert.Equal(["TOTAL", "100.00", "100.00"], Values(Group(report, "GrandTotal")["Summary"]!["ColData"]!));
    }

    [Fact]
    public async Task ProfitAndLoss_CountsThePeriodAlone_BySections()
    {
        await using var qb = await SandboxClient.Start("default");
        var before = await Report(qb, "ProfitAndLoss?start_date=2019-01-01&end_date=2019-12-31");
        Assert.Equal("true", Option(before, "NoReportData"));
        Assert.Equal(["Income", "GrossProfit", "Expenses", "NetOperatingIncome", "NetIncome"], before["Rows"]!["Row"]!.AsArray().Select(r => r.Text("group")));
        await Book(qb, "2019-03-01", ("Advertising", 40m), ("Sales:Blinds", -300m), ("Cost of Goods Sold:Blinds", 110m), ("Interest Earned", -5m), ("Depreciation", 12m));
        await Book(qb, "2020-01-01", ("Advertising", 1m));
        var report = await Report(qb, "ProfitAndLoss?start_date=2019-01-01&end_date=2019-12-31&summarize_column_by=Total&accounting_method=Accrual&minorversion=75");
        Assert.Equal("false", Option(report, "NoReportData"));
        Assert.Equal("Total", report["Header"].Text("SummarizeColumnsBy"));
        Assert.Equal("total", report["Columns"]!["Column"]![1]!["MetaData"]![0].Text("Value"));
        foreach (var (group, amount) in new[]
        {
            ("Income", "300.00"), ("COGS", "110.00"), ("GrossProfit", "190.00"), ("Expenses", "40.00"), ("NetOperatingIncome", "150.00"), ("OtherIncome", "5.00"),
            ("OtherExpenses", "12.00"), ("NetOtherIncome", "-7.00"), ("NetIncome", "143.00"),
        })
        {
            Assert.Equal(amount, Sum(report, group));
        }

        // A parent without figures of its own is a section around its sub-accounts.
        var sales = Group(report, "Income")["Rows"]!["Row"]![0]!;
        Assert.Equal(("Section", "Sales", ""), (sales.Text("type"), sales["Header"]!["ColData"]![0].Text("value"), sales["Header"]!["ColData"]![1].Text("value")));
        Assert.Equal(["Blinds", "300.00"], Values(sales["Rows"]!["Row"]![0]!["ColData"]!));
        Assert.Equal("Data", sales["Rows"]!["Row"]![0].Text("type"));
        Assert.Equal(["Total Sales", "300.00"], Values(sales["Summary"]!["ColData"]!));
    }

    [Fact]
    public async Task BalanceSheet_Balances_AndClosesEarlierYearsIntoRetainedEarnings()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        await Sale(qb, customer, 70m, "2025-06-01");
        await Sale(qb, customer, 30m, "2026-02-01");
        var report = await Report(qb, "BalanceSheet?end_date=2026-12-31");
        Assert.Equal("2026-01-01", report["Header"].Text("StartPeriod"));
        Assert.Equal("100.00", Sum(report, "TotalAssets"));
        Assert.Equal("100.00", Sum(report, "TotalLiabilitiesAndEquity"));
        Assert.Equal("100.00", Sum(Group(report, "TotalAssets"), "CurrentAssets"));
        var equity = Group(Group(report, "TotalLiabilitiesAndEquity"), "Equity")["Rows"]!["Row"]!.AsArray();
        Assert.Equal(["Retained Earnings", "70.00"], Values(equity[0]!["ColData"]!));
        Assert.Equal(("NetIncome", "30.00"), (equity[1].Text("group"), Values(equity[1]!["ColData"]!)[1]));
        Assert.Equal("70.00", Sum(await Report(qb, "BalanceSheet?end_date=2025-12-31"), "TotalAssets"));
    }

    [Fact]
    public async Task AgedReceivables_AgesByDueDate_AtTheReportsDay()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer("Quarry Inn");
        var job = await qb.SaveId("Customer", new JsonObject { ["DisplayName"] = "Quarry Inn Annex", ["ParentRef"] = Ref(customer), ["Job"] = true });
        var first = await Sale(qb, customer, 10m, "2026-01-01");
        await Sale(qb, customer, 20m, "2026-03-02");
        await Sale(qb, job, 40m, "2026-03-31");
        var payment = Payment(customer, 7m, first, 4m);
        payment["TxnDate"] = "2026-03-30";
        await qb.Save("Payment", payment);
        var report = await Report(qb, "AgedReceivables?report_date=2026-03-31");
        Assert.Equal(["", "Current", "1 - 30", "31 - 60", "61 - 90", "91 and over", "Total"], report["Columns"]!["Column"]!.AsArray().Select(c => c.Text("ColTitle")));
        Assert.Equal("2026-03-31", Option(report, "report_date"));
        var inn = report["Rows"]!["Row"]![0]!;
        Assert.Equal(["Quarry Inn", "", "17.00", "", "6.00", "", "23.00"], Cells(inn["Header"]!));
        Assert.Equal(["Quarry Inn Annex", "40.00", "", "", "", "", "40.00"], Cells(inn["Rows"]!["Row"]![0]!));
        Assert.Equal(["Total Quarry Inn", "40.00", "17.00", "0.00", "6.00", "0.00", "63.00"], Cells(inn["Summary"]!));
        Assert.Equal("63.00", Cells(Group(report, "GrandTotal")["Summary"]!)[^1]);

        // Two days earlier neither the last invoice nor the payment was there.
        Assert.Equal(["Quarry Inn", "", "20.00", "", "10.00", "", "30.00"], Cells((await Report(qb, "AgedReceivables?report_date=2026-03-29"))["Rows"]!["Row"]![0]!));
        var filtered = await Report(qb, $"CustomerBalance?report_date=2026-03-31&customer={job}");
        Assert.Equal(job, filtered["Header"].Text("Customer"));
        Assert.Equal("40.00", Cells(Group(filtered, "GrandTotal")["Summary"]!)[1]);
    }

    [Theory]
    [InlineData("Today", "2026-05-20", "2026-05-20", "today")]
    [InlineData("This Week", "2026-05-17", "2026-05-23", "this week")]
    [InlineData("Last Month-to-date", "2026-04-01", "2026-04-20", "last month-to-date")]
    [InlineData("This Fiscal Quarter-to-date", "2026-04-01", "2026-05-20", "this calendar quarter-to-date")]
    [InlineData("Last Fiscal Year", "2025-01-01", "2025-12-31", "last calendar year")]
    [InlineData("Next 4 Weeks", "2026-05-24", "2026-06-20", "next 4 weeks")]
    public async Task DateMacro_NamesASpan_AndTheHeadSaysIt(string macro, string start, string end, string said)
    {
        await using var qb = await SandboxClient.Start(options: new SandboxOptions
        {
            Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 5, 20, 19, 0, 0, TimeSpan.Zero)),
        });
        var header = (await Report(qb, "ProfitAndLoss?date_macro=" + Uri.EscapeDataString(macro)))["Header"];
        Assert.Equal((start, end, said), (header.Text("StartPeriod"), header.Text("EndPeriod"), header.Text("DateMacro")));
    }

    [Theory]
    [InlineData("ProfitAndLoss?accounting_method=Cash", 501, "reports on cash basis")]
    [InlineData("ProfitAndLoss?summarize_column_by=Month", 501, "summarize_column_by=Month")]
    [InlineData("GeneralLedger", 501, "the report 'GeneralLedger'")]
    [InlineData("Nonsense", 400, "Operation Could not find resource for relative : ")]
    [InlineData("BalanceSheet?end_date=31.12.2026", 400, "The date value must be a valid value. Supplied value:31.12.2026")]
    [InlineData("BalanceSheet?start_date=2026-02-01&end_date=2026-01-01", 400, "2190")]
    [InlineData("ProfitAndLoss?date_macro=Some%20Day", 400, "2170")]
    [InlineData("CustomerBalance?customer=99", 400, "Names element id 99 not found")]
    [InlineData("ProfitAndLoss?accounting_method=Nope", 400, "2170")]
    public async Task WhatIsNotModelledOrWrong_IsRefused(string path, int status, string text)
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Get("reports/" + path);
        Assert.Equal((HttpStatusCode)status, reply.Status);
        Assert.Contains(text, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_ShowTheReports()
    {
        await using var qb = await SandboxClient.Start("default");
        foreach (var (path, text) in new[]
        {
            ("ProfitAndLoss", "Net Income"), ("BalanceSheet", "TOTAL LIABILITIES AND EQUITY"), ("TrialBalance", "Opening Balance Equity"), ("AgedReceivables", "61 - 90"),
            ("CustomerBalance", "TOTAL"), ("ProfitAndLoss?start_date=2001-01-01&end_date=2001-01-02", "Nothing is booked in this time."), ("BalanceSheet?end_date=never", "Supplied value:never"),
        })
        {
            var page = await qb.Get($"/companies/{qb.Realm}/reports/{path}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await qb.Get($"/companies/{qb.Realm}/reports/Nonsense")).Status);
    }

    private static async Task<string> Sale(SandboxClient qb, string customer, decimal amount, string date)
    {
        var items = qb.Host.Books.DocumentsOf(qb.Realm, "Item");
        var invoice = Invoice(customer, SalesLine(items.Count > 0 ? items[0].Text("Id")! : await qb.Item(), amount));
        invoice["TxnDate"] = date;
        return await qb.SaveId("Invoice", invoice);
    }

    /// <summary>A journal entry: positive is debit. What is missing to zero goes to equity.</summary>
    private static async Task Book(SandboxClient qb, string date, params (string Account, decimal Amount)[] sides)
    {
        var lines = new JsonArray();
        foreach (var (account, amount) in sides.Append(("Opening Balance Equity", -sides.Sum(s => s.Amount))).Where(s => s.Item2 != 0))
        {
            lines.Add(new JsonObject
            {
                ["Amount"] = Math.Abs(amount),
                ["DetailType"] = "JournalEntryLineDetail",
                ["JournalEntryLineDetail"] = new JsonObject
                {
                    ["PostingType"] = amount > 0 ? "Debit" : "Credit",
                    ["AccountRef"] = Ref(await qb.FirstId("Account", $"FullyQualifiedName = '{account}'")),
                },
            });
        }

        await qb.Save("JournalEntry", new JsonObject { ["TxnDate"] = date, ["Line"] = lines });
    }

    private static async Task<JsonNode> Report(SandboxClient qb, string path)
    {
        var reply = await qb.Get("reports/" + path);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return reply.Json;
    }

    private static JsonNode Group(JsonNode holder, string group) => Assert.Single(holder["Rows"]!["Row"]!.AsArray(), r => r.Text("group") == group)!;

    private static string Sum(JsonNode holder, string group) => Cells(Group(holder, group)["Summary"]!)[1];

    private static string Option(JsonNode report, string name) => Assert.Single(report["Header"]!["Option"]!.AsArray(), o => o.Text("Name") == name).Text("Value")!;

    private static List<string> Cells(JsonNode holder) => Values(holder["ColData"]!);

    private static List<string> Values(JsonNode cells) => [.. cells.AsArray().Select(c => c.Text("value")!)];
}
