using System.Net;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.Rules;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>What nobody knows for certain of the real service (facts page, "Not known"): each switch does what it says, on and off.</summary>
public sealed class SwitchTests
{
    /// <summary>For each switch: what a client meets as it comes, how to turn it, what the client meets then.</summary>
    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        [nameof(RuleSwitches.SpacesMakeNoNewName)] = new("6240", r => r.SpacesMakeNoNewName = false, "ok", qb => SecondName(qb, "George  Foreman ")),
        [nameof(RuleSwitches.CaseMakesNoNewName)] = new("6240", r => r.CaseMakesNoNewName = false, "ok", qb => SecondName(qb, "GEORGE FOREMAN")),
        [nameof(RuleSwitches.InactiveHoldersKeepTheirName)] = new("6240", r => r.InactiveHoldersKeepTheirName = false, "ok", InactiveHolder),
        [nameof(RuleSwitches.ColonInCompanyNameRefused)] = new("ok", r => r.ColonInCompanyNameRefused = true, "2040", qb => Code(qb, "customer", new() { ["DisplayName"] = "A", ["CompanyName"] = "A: B" })),
        [nameof(RuleSwitches.ColonInListNamesRefused)] = new("2040", r => r.ColonInListNamesRefused = false, "ok", qb => Code(qb, "department", new() { ["Name"] = "A:B" })),
        [nameof(RuleSwitches.NegativeSalesLinesRefused)] = new("ok", r => r.NegativeSalesLinesRefused = true, "2290", NegativeLine),
        [nameof(RuleSwitches.DuplicateNumbersRefused)] = new("6140", r => r.DuplicateNumbersRefused = false, "ok", SecondNumber),
        [nameof(RuleSwitches.AmountTolerance)] = new("6070", r => r.AmountTolerance = 0.01m, "ok", ACentOff),
        [nameof(RuleSwitches.SentTotalTaxCounts)] = new("107.00", r => r.SentTotalTaxCounts = false, "108.00", qb => Taxed(qb, automated: false)),
        [nameof(RuleSwitches.AutomatedTaxPercent)] = new("108.25", r => r.AutomatedTaxPercent = 10m, "110.00", qb => Taxed(qb, automated: true)),
        [nameof(RuleSwitches.SentTotalTaxCountsWhenAutomated)] = new("108.25", r => r.SentTotalTaxCountsWhenAutomated = true, "107.00", qb => Taxed(qb, automated: true)),
        [nameof(RuleSwitches.UndocumentedSparseUpdatesRefused)] = new("ok", r => r.UndocumentedSparseUpdatesRefused = true, "500", SparseVendor),
        [nameof(RuleSwitches.PaymentTouchesInvoice)] = new("1", r => r.PaymentTouchesInvoice = false, "0", TokenAfterAPayment),
        [nameof(RuleSwitches.FullUpdateClears)] = new("cleared", r => r.FullUpdateClears = false, "kept", FullUpdate),
        [nameof(RuleSwitches.OverApplicationRefused)] = new("6000", r => r.OverApplicationRefused = false, "20 unapplied", OverApplied),
        [nameof(RuleSwitches.OverApplicationText)] = new("6000", r => r.OverApplicationText = "Too much.", "6000 Business Validation Error: Too much.", OverApplied),
        [nameof(RuleSwitches.RepeatedRequestIdWithOtherContentRefused)] = new("600", r => r.RepeatedRequestIdWithOtherContentRefused = false, "First", OtherContent),
        [nameof(RuleSwitches.RequestIdRemembersFaults)] = new("ok", r => r.RequestIdRemembersFaults = true, "6240", RepeatAfterAFault),
        [nameof(RuleSwitches.RequestIdHonoured)] = new("ok", r => r.RequestIdHonoured = false, "6240", Repeat),
        [nameof(RuleSwitches.PaymentRefNumLength)] = new("2050", r => r.PaymentRefNumLength = 40, "ok", LongReference),
        [nameof(RuleSwitches.CustomFieldLength)] = new("2050", r => r.CustomFieldLength = 40, "ok", LongCustomField),
        [nameof(RuleSwitches.CustomFieldsDropped)] = new("Foreman - den", r => r.CustomFieldsDropped = true, "dropped", KeptCustomField),
        [nameof(RuleSwitches.DepartmentsDropped)] = new("kept", r => r.DepartmentsDropped = true, "dropped", KeptDepartment),
        [nameof(RuleSwitches.BookedTotalIsOffBy)] = new("100.00", r => r.BookedTotalIsOffBy = -0.01m, "99.99", BookedTotal),
        [nameof(RuleSwitches.MergedRecordsAreRemoved)] = new("A (deleted)", r => r.MergedRecordsAreRemoved = true, "610", MergedRecord),
        [nameof(RuleSwitches.OutagesAreHtml)] = new("Fault fault", r => r.OutagesAreHtml = true, "<html> <html>", Outages),
        [nameof(RuleSwitches.ThrottledInServiceForm)] = new("fault", r => r.ThrottledInServiceForm = true, "Fault", TooMany),
    };

    public static TheoryData<string> Names => [.. typeof(RuleSwitches).GetProperties().Where(p => p.CanWrite).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EverySwitch_BothWays(string name)
    {
        var it = Cases[name];
        await using (var qb = await SandboxClient.Start("default"))
        {
            Assert.StartsWith(it.Usual, await it.Outcome(qb), StringComparison.Ordinal);
        }

        await using (var qb = await SandboxClient.Start("default"))
        {
            it.Turn(qb.Host.Books.Rules);
            Assert.StartsWith(it.Turned, await it.Outcome(qb), StringComparison.Ordinal);
        }
    }

    private static async Task<string> Code(SandboxClient qb, string path, JsonObject body)
    {
        var reply = await qb.Post(path, body);
        return reply.Status == HttpStatusCode.OK ? "ok" : $"{reply.Error.Text("code")} {reply.Error.Text("Detail")}";
    }

    private static async Task<JsonObject> Sale(SandboxClient qb, decimal amount = 100m, string? tax = null) => Invoice(await qb.Customer(), SalesLine(await qb.Item(), amount, tax));

    private static async Task<string> SecondName(SandboxClient qb, string name)
    {
        await qb.Customer();
        return await Code(qb, "vendor", new() { ["DisplayName"] = name });
    }

    private static async Task<string> InactiveHolder(SandboxClient qb)
    {
        await qb.Save("Customer", new JsonObject { ["Id"] = await qb.Customer(), ["SyncToken"] = "0", ["sparse"] = true, ["Active"] = false });
        return await Code(qb, "employee", new() { ["DisplayName"] = "George Foreman" });
    }

    private static async Task<string> NegativeLine(SandboxClient qb)
    {
        var sale = await Sale(qb);
        sale["Line"]!.AsArray().Add(SalesLine(sale["Line"]![0]!["SalesItemLineDetail"].Ref("ItemRef")!, -10m));
        return await Code(qb, "invoice", sale);
    }

    private static async Task<string> SecondNumber(SandboxClient qb)
    {
        var sale = await Sale(qb);
        sale["DocNumber"] = "TWICE";
        await qb.Save("Invoice", sale);
        return await Code(qb, "invoice", sale);
    }

    private static async Task<string> ACentOff(SandboxClient qb)
    {
        var sale = await Sale(qb, 10.01m);
        sale["Line"]![0]!["SalesItemLineDetail"]!["Qty"] = 2;
        sale["Line"]![0]!["SalesItemLineDetail"]!["UnitPrice"] = 5m;
        return await Code(qb, "invoice", sale);
    }

    /// <summary>The total of a hundred dollars at 8 percent, sent with 7 dollars of tax.</summary>
    private static async Task<string> Taxed(SandboxClient qb, bool automated)
    {
        if (automated)
        {
            await qb.Save("Preferences", new JsonObject { ["Id"] = "1", ["SyncToken"] = "0", ["sparse"] = true, ["TaxPrefs"] = new JsonObject { ["PartnerTaxEnabled"] = true } });
        }

        var sale = await Sale(qb, 100m, "TAX");
        sale["TxnTaxDetail"] = new JsonObject { ["TxnTaxCodeRef"] = Ref(await qb.FirstId("TaxCode", automated ? "Name = 'NON'" : "Name = 'State Sales Tax'")), ["TotalTax"] = 7m };
        var saved = await qb.Save("Invoice", sale);
        Assert.Equal(await qb.FirstId("TaxCode", "Name = 'State Sales Tax'"), saved["TxnTaxDetail"].Ref("TxnTaxCodeRef"));
        return saved.Number("TotalAmt").ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> SparseVendor(SandboxClient qb) => await Code(
        qb, "vendor", new() { ["Id"] = await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "V" }), ["SyncToken"] = "0", ["sparse"] = true, ["Notes"] = "n" });

    private static async Task<string> TokenAfterAPayment(SandboxClient qb)
    {
        var sale = await Sale(qb);
        var invoice = await qb.SaveId("Invoice", sale);
        await qb.Save("Payment", Payment(sale.Ref("CustomerRef")!, 5m, invoice));
        var after = (await qb.Get($"invoice/{invoice}")).Json["Invoice"];
        Assert.Equal(95m, after.Number("Balance"));
        return after.Text("SyncToken")!;
    }

    private static async Task<string> FullUpdate(SandboxClient qb)
    {
        var id = await qb.SaveId("Customer", new JsonObject { ["DisplayName"] = "A", ["Notes"] = "n" });
        return (await qb.Save("Customer", new JsonObject { ["Id"] = id, ["SyncToken"] = "0", ["DisplayName"] = "B" }))["Notes"] is null ? "cleared" : "kept";
    }

    private static async Task<string> OverApplied(SandboxClient qb)
    {
        var sale = await Sale(qb);
        var reply = await qb.Post("payment", Payment(sale.Ref("CustomerRef")!, 120m, await qb.SaveId("Invoice", sale)));
        return reply.Status == HttpStatusCode.OK ? $"{reply.Json["Payment"].Number("UnappliedAmt")} unapplied" : $"6000 {reply.Error.Text("Detail")}";
    }

    private static async Task<string> OtherContent(SandboxClient qb)
    {
        await qb.Post("customer?requestid=r", new JsonObject { ["DisplayName"] = "First" });
        var reply = await qb.Post("customer?requestid=r", new JsonObject { ["DisplayName"] = "Second" });
        return reply.Status == HttpStatusCode.OK ? reply.Json["Customer"].Text("DisplayName")! : reply.Error.Text("code")!;
    }

    private static async Task<string> RepeatAfterAFault(SandboxClient qb)
    {
        var id = await qb.Customer();
        Assert.StartsWith("6240", await Code(qb, "vendor?requestid=r", new() { ["DisplayName"] = "George Foreman" }), StringComparison.Ordinal);
        await qb.Save("Customer", new JsonObject { ["Id"] = id, ["SyncToken"] = "0", ["sparse"] = true, ["DisplayName"] = "Gone" });
        return await Code(qb, "vendor?requestid=r", new() { ["DisplayName"] = "George Foreman" });
    }

    private static async Task<string> Repeat(SandboxClient qb)
    {
        await Code(qb, "customer?requestid=r", new() { ["DisplayName"] = "Once" });
        return await Code(qb, "customer?requestid=r", new() { ["DisplayName"] = "Once" });
    }

    private static async Task<string> LongReference(SandboxClient qb)
    {
        var payment = Payment(await qb.Customer(), 5m);
        payment["PaymentRefNum"] = new string('r', 30);
        return await Code(qb, "payment", payment);
    }

    private static async Task<string> LongCustomField(SandboxClient qb)
    {
        var sale = await Sale(qb);
        sale["CustomField"] = new JsonArray(new JsonObject { ["DefinitionId"] = "1", ["StringValue"] = new string('s', 32) });
        return await Code(qb, "invoice", sale);
    }

    private static async Task<string> KeptCustomField(SandboxClient qb)
    {
        var sale = await Sale(qb);
        sale["CustomField"] = new JsonArray(new JsonObject { ["DefinitionId"] = "1", ["StringValue"] = "Foreman - den" });
        return (await qb.Save("Invoice", sale))["CustomField"]![0].Text("StringValue") ?? "dropped";
    }

    private static async Task<string> KeptDepartment(SandboxClient qb)
    {
        var sale = await Sale(qb);
        sale["DepartmentRef"] = Ref(await qb.SaveId("Department", new JsonObject { ["Name"] = "North" }));
        return (await qb.Save("Invoice", sale))["DepartmentRef"] is null ? "dropped" : "kept";
    }

    private static async Task<string> BookedTotal(SandboxClient qb)
    {
        var saved = await qb.Save("Invoice", await Sale(qb));
        Assert.Equal(saved.Number("TotalAmt"), saved.Number("Balance"));
        return saved.Number("TotalAmt").ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> MergedRecord(SandboxClient qb)
    {
        var gone = await qb.Customer("A");
        Assert.Null(qb.Host.Books.Merge(qb.Realm, "Customer", gone, await qb.Customer("B")));
        var reply = await qb.Get($"customer/{gone}");
        return reply.Status == HttpStatusCode.OK ? reply.Json["Customer"].Text("DisplayName")! : reply.Error.Text("code")!;
    }

    private static async Task<string> Outages(SandboxClient qb)
    {
        qb.Host.Books.SetState(qb.Realm, CompanyState.Maintenance);
        var down = await qb.Get("companyinfo/1");
        var nowhere = await qb.Get("/v3/nowhere");
        Assert.Equal((503, 404), ((int)down.Status, (int)nowhere.Status));
        return $"{Form(down)} {Form(nowhere)}";
    }

    private static async Task<string> TooMany(SandboxClient qb)
    {
        qb.Host.Books.Faults.Add(new FaultRule { Kind = FaultKind.Throttled });
        var reply = await qb.Get("companyinfo/1");
        Assert.Equal(HttpStatusCode.TooManyRequests, reply.Status);
        Assert.Contains("message=ThrottleExceeded; errorCode=003001; statusCode=429", reply.Text, StringComparison.Ordinal);
        return Form(reply);
    }

    private static string Form(Reply reply) => reply.Text.StartsWith("<html>", StringComparison.Ordinal) ? "<html>" : reply.Json["Fault"] is not null ? "Fault" : "fault";

    private sealed record Case(string Usual, Action<RuleSwitches> Turn, string Turned, Func<SandboxClient, Task<string>> Outcome);
}
