using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Connections;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Connections;

public sealed class ConnectionScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private const string Screen = "/tools/connection";

    [Fact]
    public async Task Connect_ThroughTheConsentPage_ShowsTheCompanyAndDisconnectAsksFirst()
    {
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, Screen);
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect again" }).ClickAsync();
        await page.GetByLabel("A new, empty company").CheckAsync();
        await page.GetByLabel("Name of the new company").FillAsync("Sunrise Books");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

        await page.WaitUntilLiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sunrise Books" })).ToBeVisibleAsync();
        await Expect(page.Locator(".chip-succeeded")).ToHaveTextAsync("Connected");
        await page.PictureAsync("connection");
        await page.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect ..." }).ClickAsync();
        await page.PictureAsync("connection-disconnect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Not connected" })).ToBeVisibleAsync();
        await page.PictureAsync("connection-none");
        await page.AssertAccessibleAsync();
        await using var db = await site.Store.CreateDbContextAsync();
        var connection = await db.Connections.SingleAsync(c => c.AccountId == site.People.Sunrise.Id);
        Assert.Equal((ConnectionState.Disconnected, ""), (connection.State, connection.ProtectedRefreshToken));
    }

    [Fact]
    public async Task Callback_AccessRefusedThere_SaysSoAndChangesNothing()
    {
        using var client = await site.SignInAsync(site.People.SiteAdministrator);

        using var answer = await client.GetAsync("/quickbooks/callback?state=x&error=access_denied");

        Assert.Contains("the access was not allowed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_MadeUpState_IsRefused()
    {
        using var client = await site.SignInAsync(site.People.AccountAdministrator);

        using var answer = await client.GetAsync("/quickbooks/callback?code=abc&state=made-up&realmId=123");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("too old or not yours", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Banner_ConnectionMustBeRenewed_StandsOnEveryPageAndTellsWhoCanDoIt()
    {
        await using var db = await site.Store.CreateDbContextAsync();
        (await db.Connections.SingleAsync(c => c.AccountId == site.People.Harbor.Id)).State = ConnectionState.NeedsReconnection;
        await db.SaveChangesAsync();
        var page = await browser.SignInAsync(site, site.People.HarborBookkeeper);

        await Expect(page.Locator(".banner-bad")).ToContainTextAsync("QuickBooks must be connected again.");
        await Expect(page.Locator(".banner-bad")).ToContainTextAsync("Your account administrator can connect it.");
        await page.PictureAsync("banner");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Screen_SiteAdministrator_ChoosesTheAccountFirst()
    {
        var page = await browser.SignInAsync(site, site.People.SiteAdministrator, Screen, narrow: true);

        await page.GetByLabel("Account").SelectOptionAsync(new SelectOptionValue { Label = "Harbor Window Fashions" });

        await Expect(page.Locator(".connect h2")).ToHaveTextAsync("Harbor Window Fashions");
        await page.PictureAsync("connection-site-narrow");
        await page.AssertAccessibleAsync();
    }
}
