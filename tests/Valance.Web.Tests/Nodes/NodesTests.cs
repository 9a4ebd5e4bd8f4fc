using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Accounts;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.TestKit;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Nodes;

/// <summary>Several nodes on one PostgreSQL database: what dies or is restarted in the middle costs nothing.</summary>
public sealed class NodesTests(Cluster cluster, BrowserFixture browser, ITestOutputHelper output) : IClassFixture<Cluster>, IClassFixture<BrowserFixture>
{
    private const int Customers = 20;
    private const float Patience = 120_000;

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task Export_ItsNodeIsKilled_AnotherFinishesAndNothingIsTwiceOrMissing()
    {
        var (data, bookkeeper, realm) = await cluster.DealerAsync("Killed Blinds");
        var records = await Cluster.RecordsAsync(data, Customers);
        await cluster.AskAsync(bookkeeper.AsActor(), records);
        await Cluster.UntilAsync(() => Task.FromResult(cluster.Sandbox.Books.DocumentsOf(realm, "Invoice").Count > 0));
        string? killed = null;
        await Cluster.UntilAsync(async () => (killed = await cluster.WhoWorksAsync()) is not null);

        var clock = Stopwatch.StartNew();
        await cluster.KillAsync(killed!);
        await Cluster.UntilAsync(async () => await cluster.WhoWorksAsync() is { } other && other != killed);
        output.WriteLine($"{killed} was killed; another worked on after {clock.Elapsed.TotalSeconds:0.0} s.");
        await AssertDoneAsync(data, realm);
        await cluster.StartAgainAsync(killed!);
    }

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task Export_WorkersAreRestartedInTurn_NoExportFailsAndNoAnswerIsLost()
    {
        var (data, bookkeeper, realm) = await cluster.DealerAsync("Rolling Blinds");
        var records = await Cluster.RecordsAsync(data, Customers);
        await cluster.AskAsync(bookkeeper.AsActor(), records);
        await Cluster.UntilAsync(() => Task.FromResult(cluster.Sandbox.Books.DocumentsOf(realm, "Customer").Count > 0));

        await cluster.RestartAsync(Cluster.Worker);
        await cluster.RestartAsync(Cluster.OnlyWorker);

        await AssertDoneAsync(data, realm);
        await using var db = await cluster.Store.CreateDbContextAsync();
        var jobs = db.Jobs.Where(j => j.AccountId == data.Account.Id).Select(j => j.Id);
        Assert.Empty(await db.History.Where(h => jobs.Contains(h.JobId) && h.Event == "AnswerLost").ToListAsync());
        Assert.All(await db.JobAttempts.Where(a => jobs.Contains(a.JobId)).Select(a => a.Outcome).ToListAsync(), outcome => Assert.Equal(AttemptOutcome.Succeeded, outcome));
    }

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task Screen_ItsNodeIsKilled_ThePersonStaysSignedInAndTheHalfTypedFormIsThere()
    {
        var (data, bookkeeper, _) = await cluster.DealerAsync("Typing Blinds");
        var page = await browser.NewPageAsync(cluster.Doorway.Address);
        page.SetDefaultTimeout(Patience);
        try
        {
            await page.SignInAsync(bookkeeper.Email!, People.Password, "/customers/new");
            await page.GetByLabel("First name").FillAsync("Georgia");
            await page.GetByLabel("Last name").FillAsync("Foreman");
            await Expect(page.GetByText("a draft was kept at")).ToBeVisibleAsync(new() { Timeout = Patience });

            await cluster.KillAsync(Cluster.Web);
            cluster.Doorway.LeadTo(cluster.AddressOf(Cluster.Worker));

            // The other node does not know this tab, and says so with a link.
            await page.Locator("#components-reconnect-modal a:visible").ClickAsync();
            await page.WaitUntilLiveAsync();
            await Expect(page.GetByLabel("Last name")).ToHaveValueAsync("Foreman", new() { Timeout = Patience });
            await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Georgia Foreman" })).ToBeVisibleAsync(new() { Timeout = Patience });
            await using var db = await cluster.Store.CreateDbContextAsync();
            Assert.Equal("Georgia Foreman", (await db.Customers.SingleAsync(c => c.AccountId == data.Account.Id)).Name);
        }
        finally
        {
            await page.Context.CloseAsync();
            await cluster.StartAgainAsync(Cluster.Web);
        }
    }

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task Screen_OfANodeWithoutLanes_ShowsWhatAnotherNodeDoes()
    {
        var (data, bookkeeper, _) = await cluster.DealerAsync("Watching Blinds");
        var page = await browser.NewPageAsync(cluster.Doorway.Address);
        page.SetDefaultTimeout(Patience);
        try
        {
            await page.SignInAsync(bookkeeper.Email!, People.Password, "/background-jobs");
            var customer = await data.CustomerAsync("Otto Watch");
            await cluster.AskAsync(bookkeeper.AsActor(), [customer]);

            await Expect(page.GetByText("Customer Otto Watch is in QuickBooks.").First).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Otto Watch" }).Filter(new() { HasText = "Succeeded" })).ToBeVisibleAsync(new() { Timeout = Patience });
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task Health_OfNodesWithOnePart_IsReadyAndNamesWhatTheyDo()
    {
        using var http = new HttpClient();
        var web = await ReadyAsync(http, Cluster.Web);
        Assert.Equal(["not stopping", "store"], web.Order(StringComparer.Ordinal));
        var worker = await ReadyAsync(http, Cluster.OnlyWorker);
        Assert.Equal(["lanes", "not stopping", "scheduler", "store"], worker.Order(StringComparer.Ordinal));
        using var noScreen = await http.GetAsync(new Uri(cluster.AddressOf(Cluster.OnlyWorker), "/sign-in"));
        Assert.Equal(HttpStatusCode.NotFound, noScreen.StatusCode);
    }

    private async Task<IReadOnlyList<string>> ReadyAsync(HttpClient http, string node)
    {
        JsonNode? body = null;
        await Cluster.UntilAsync(async () =>
        {
            using var answer = await http.GetAsync(new Uri(cluster.AddressOf(node), "/health/ready"));
            body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
            return answer.StatusCode == HttpStatusCode.OK;
        });
        return [.. body!["checks"]!.AsObject().Select(c => c.Key)];
    }

    private async Task AssertDoneAsync(TestData data, string realm)
    {
        await Cluster.UntilAsync(async () =>
        {
            await using var look = await cluster.Store.CreateDbContextAsync();
            return !await look.Jobs.AnyAsync(j => j.AccountId == data.Account.Id && j.EndedAt == null);
        });
        await using var db = await cluster.Store.CreateDbContextAsync();
        var failed = await db.Jobs.Where(j => j.AccountId == data.Account.Id && j.State != JobState.Succeeded).Select(j => $"{j.Title}: {j.Summary}").ToListAsync();
        Assert.Empty(failed);
        foreach (var (kind, entity) in new[] { (RecordKind.Customer, "Customer"), (RecordKind.Order, "Invoice"), (RecordKind.Payment, "Payment") })
        {
            var books = cluster.Sandbox.Books.DocumentsOf(realm, entity).Select(d => d["Id"]!.ToString()).ToList();
            var links = await db.Links.Where(l => l.AccountId == data.Account.Id && l.RecordKind == kind).Select(l => l.QuickBooksId).ToListAsync();
            Assert.Equal(Customers, books.Count);
            Assert.Equal(books.Order(StringComparer.Ordinal), links.Order(StringComparer.Ordinal));
        }
    }
}
