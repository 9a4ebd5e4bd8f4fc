using Microsoft.Playwright;
using Valance.Web.Tests.Commands;
using Valance.Web.Tests.Orders;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Drafts;

/// <summary>What somebody has half typed outlives the connection and the program.</summary>
public sealed class HalfTypedTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private const string DemoBookkeeper = "books@harbor.example";
    private const string DemoPassword = "valance-demo";

    [Fact]
    public async Task CustomerAndOrder_ServerKilled_StandInTheFormAgain()
    {
        var folder = Directory.CreateTempSubdirectory("valance-killed-").FullName;
        IPage before;
        var (server, notice) = await ValanceProcess.ServeAsync(folder);
        await using (server)
        {
            before = await browser.NewPageAsync(AddressOf(notice.Addresses));
            await before.SignInAsync(DemoBookkeeper, DemoPassword, "/customers/new");
            await before.GetByLabel("Full name").FillAsync("Wilhelmina Half-Typed");
            await before.GetByLabel("Notes").FillAsync("Measures on Tuesday");
            await KeptAsync(before);
            await before.GotoAsync("/orders/new");
            await before.GetByLabel("Sidemark").FillAsync("Half-Typed - den");
            await before.GetByLabel("Product, line 1", new() { Exact = true }).FillAsync("Cornice board");
            await before.GetByLabel("Price, line 1").FillAsync("412.50");
            await Expect(before.Locator(".totals-total")).ToContainTextAsync("$445.50"); // with 8 % tax
            await KeptAsync(before);
            await server.KillAsync();
        }

        // Another port is another address, but the same host: the cookie and the keys that it was signed with outlive the program too.
        var (next, now) = await ValanceProcess.ServeAsync(folder);
        await using (next)
        {
            var address = AddressOf(now.Addresses);
            await before.GotoAsync(new Uri(address, "/orders/new").ToString());
            await before.WaitUntilLiveAsync();
            await Expect(before.GetByText("We kept what you had typed")).ToBeVisibleAsync();
            await Expect(before.GetByLabel("Sidemark")).ToHaveValueAsync("Half-Typed - den");
            await Expect(before.GetByLabel("Price, line 1")).ToHaveValueAsync("412.50");
            await before.GotoAsync(new Uri(address, "/customers/new").ToString());
            await Expect(before.GetByLabel("Full name")).ToHaveValueAsync("Wilhelmina Half-Typed");
            await Expect(before.GetByLabel("Notes")).ToHaveValueAsync("Measures on Tuesday");
            await before.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Expect(before.GetByRole(AriaRole.Heading, new() { Name = "Wilhelmina Half-Typed" })).ToBeVisibleAsync();
            await before.Context.CloseAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("/customers/new", "Full name")]
    [InlineData("/orders/new", "Sidemark")]
    public async Task Form_ConnectionLost_SaysSoAndGoesOnWithWhatWasTyped(string path, string field)
    {
        await new Showroom(site).OpenAsync();
        var page = await browser.NewPageAsync(site);
        IWebSocketRoute? line = null;
        await page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            line = socket;
            socket.ConnectToServer();
        });
        await page.SignInAsync(site.People.Bookkeeper.Email!, People.Password, path);
        await page.GetByLabel(field).FillAsync("Typed before");
        await KeptAsync(page);

        await line!.CloseAsync(new() { Code = 1012, Reason = "The line is cut." });

        await Expect(page.Locator(".reconnect-trying")).ToBeVisibleAsync();
        await Expect(page.Locator(".reconnect-trying")).ToBeHiddenAsync();
        await Expect(page.GetByLabel(field)).ToHaveValueAsync("Typed before");
        await page.GetByLabel(field).FillAsync("Typed before and after");
        await Expect(page.GetByText("a draft was kept")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("We kept what you had typed")).ToBeVisibleAsync();
        await Expect(page.GetByLabel(field)).ToHaveValueAsync("Typed before and after");
    }

    private static Uri AddressOf(IEnumerable<string> addresses) => new(addresses.First());

    private static Task KeptAsync(IPage page) => Expect(page.GetByText("a draft was kept")).ToBeVisibleAsync();
}
