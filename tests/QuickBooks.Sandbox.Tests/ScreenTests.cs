using System.Net;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Faults;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>The pages for people.</summary>
public sealed class ScreenTests
{
    [Fact]
    public async Task Pages_ShowTheBooks_AndEscapeWhatClientsSent()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer("<script>alert(1)</script>");
        var invoice = await qb.SaveId("Invoice", Invoice(customer, SalesLine(await qb.Item(), 100m)));
        var payment = await qb.SaveId("Payment", Payment(customer, 40m, invoice));
        foreach (var (path, text) in new[]
        {
            ("/", "Drapery &amp; Co"), ($"/companies/{qb.Realm}", "balances"), ($"/companies/{qb.Realm}/list/Customer?q=script", "&lt;script&gt;"),
            ($"/companies/{qb.Realm}/transactions?type=Invoice", "$60.00"), ($"/companies/{qb.Realm}/reports/TrialBalance", "Undeposited Funds"),
            ($"/app/customerdetail?nameId={customer}&realm={qb.Realm}", "$60.00"), ($"/app/invoice?txnId={invoice}&realm={qb.Realm}", "Postings"),
            ($"/app/recvpayment?txnId={payment}&realm={qb.Realm}", "$40.00"), ("/requests", "customer"), ("/switches", "Spaces make no new name"),
        })
        {
            var page = await qb.Get(path);
            Assert.True(page.Status == HttpStatusCode.OK, $"{path} {page.Text}");
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await qb.Get($"/app/invoice?txnId=999&realm={qb.Realm}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await qb.Get("/companies/1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await qb.Get("/requests/1")).Status);
    }

    [Fact]
    public async Task Switches_SetAndRemoveAFault_AndSaveRules()
    {
        await using var qb = await SandboxClient.Start();
        await Form(qb, "add=1&kind=Html&operation=create&entity=Customer&code=&detail=&rate=100&times=1&latency=0");
        Assert.Equal(HttpStatusCode.BadGateway, (await qb.Post("customer", new JsonObject { ["DisplayName"] = "A" })).Status);
        var rule = Assert.Single(qb.Host.Books.Faults.Rules);
        Assert.Equal((FaultKind.Html, 1), (rule.Kind, rule.Hits));
        await Form(qb, "remove=" + rule.Id);
        Assert.Empty(qb.Host.Books.Faults.Rules);
        await Form(qb, "rules=1&CaseMakesNoNewName=on&PaymentRefNumLength=30");
        Assert.True(qb.Host.Books.Rules.CaseMakesNoNewName);
        Assert.False(qb.Host.Books.Rules.SpacesMakeNoNewName);
        Assert.Equal(30, qb.Host.Books.Rules.PaymentRefNumLength);
        await Form(qb, $"state=Locked&realm={qb.Realm}&closed=2026-01-31&tokens=keep");
        Assert.Equal(HttpStatusCode.Forbidden, (await qb.Get("companyinfo/1")).Status);
    }

    [Fact]
    public async Task Pages_WithAKey_AreShownToWhoGivesIt()
    {
        await using var qb = await SandboxClient.Start(options: new SandboxOptions { ControlKey = "open sesame" });
        Assert.Equal(HttpStatusCode.Forbidden, (await qb.Get("/")).Status);
        await Form(qb, "key=open+sesame", "/unlock");
        Assert.Equal(HttpStatusCode.OK, (await qb.Get("/")).Status);
    }

    [Fact]
    public async Task Switches_SentByAnotherSite_AreRefused()
    {
        await using var qb = await SandboxClient.Start();
        qb.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await qb.Send(HttpMethod.Post, "/switches", "add=1&kind=Cut", "application/x-www-form-urlencoded")).Status);
        Assert.Empty(qb.Host.Books.Faults.Rules);
    }

    private static async Task Form(SandboxClient qb, string form, string path = "/switches") =>
        Assert.Equal(HttpStatusCode.Redirect, (await qb.Send(HttpMethod.Post, path, form, "application/x-www-form-urlencoded")).Status);
}
