using System.Net;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.Webhooks;
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
            ($"/app/recvpayment?txnId={payment}&realm={qb.Realm}", "$40.00"), ("/requests", "customer"), ("/switches", "Spaces make no new name"), ("/webhooks", "Say an address above"),
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
    public async Task Switches_SetAFaultOnOneCall_OfOneCompany_AndTheClock()
    {
        await using var qb = await SandboxClient.Start();
        var other = qb.Host.Books.CreateCompany("Other");
        await Form(qb, $"add=1&kind=Fault&operation=read&in={other}&code=610&message=Object+Not+Found&detail=x&element=Id&status=404&oncall=2");
        var rule = Assert.Single(qb.Host.Books.Faults.Rules);
        Assert.Equal((other, "610", "Object Not Found", "Id", 404, 2), (rule.RealmId, rule.Code, rule.Message, rule.Element, rule.Status, rule.OnCall));
        var before = qb.Host.Books.Clock.GetUtcNow();
        await Form(qb, "clock=1&hours=2&speed=0&throttle=on");
        Assert.True(qb.Host.Books.Clock.GetUtcNow() >= before.AddHours(2));
        Assert.Equal((0d, true), (qb.Host.Books.Clock.Speed, qb.Host.Books.Throttle.IsOn));
    }

    [Fact]
    public async Task Webhooks_AreSetOnTheScreen_AndTheLogShowsWhatWasSent()
    {
        await using var app = await WebhookApp.Start();
        await using var qb = await SandboxClient.Start();
        await Form(qb, $"do=save&url={Uri.EscapeDataString(app.Url.ToString())}&verifier=k&format=EventNotifications&entities=Customer,+Invoice&apart=on", "/webhooks");
        var settings = qb.Host.Books.Webhooks.Settings;
        Assert.Equal((app.Url, "k", WebhookFormat.EventNotifications, true), (settings.Url, settings.Verifier, settings.Format, settings.OneCompanyPerPost));
        Assert.Equal(["Customer", "Invoice"], settings.Entities!);
        app.Status = 500;
        await Form(qb, $"do=test&realm={qb.Realm}", "/webhooks");
        await app.Next();
        var page = await WaitFor(qb, "/webhooks", "Only 200 counts.");
        Assert.Contains("1 change waits", page, StringComparison.Ordinal);
        Assert.Contains("eventNotifications", (await qb.Get("/webhooks/1")).Text, StringComparison.Ordinal);
        app.Status = 200;
        await Form(qb, "do=retry", "/webhooks");
        await WaitFor(qb, "/webhooks", "<span class=\"pill good\">200</span>");
        await Form(qb, "do=clear", "/webhooks");
        Assert.Contains("Nothing was sent yet", (await qb.Get("/webhooks")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await qb.Get("/webhooks/1")).Status);
    }

    [Theory]
    [InlineData("url=nonsense&verifier=k", "an absolute http or https address")]
    [InlineData("url=http%3A%2F%2Fx&verifier=", "the key of the signature")]
    [InlineData("url=http%3A%2F%2Fx&verifier=k&entities=TaxCode", "is not told")]
    public async Task Webhooks_SetWrongly_SayWhatIsWrong_AndKeepWhatWasTyped(string form, string problem)
    {
        await using var qb = await SandboxClient.Start();
        var page = await qb.Send(HttpMethod.Post, "/webhooks", "do=save&" + form, "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(problem, page.Text, StringComparison.Ordinal);
        Assert.Null(qb.Host.Books.Webhooks.Settings.Url);
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

    private static async Task<string> WaitFor(SandboxClient qb, string path, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var page = await qb.Get(path);
            if (page.Text.Contains(text, StringComparison.Ordinal))
            {
                return page.Text;
            }

            await Task.Delay(10, limit.Token);
        }
    }

    private static async Task Form(SandboxClient qb, string form, string path = "/switches") =>
        Assert.Equal(HttpStatusCode.Redirect, (await qb.Send(HttpMethod.Post, path, form, "application/x-www-form-urlencoded")).Status);
}
