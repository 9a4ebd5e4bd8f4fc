using Microsoft.Playwright;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Accessibility;

/// <summary>
/// Every screen that the running program has, found by its route, at a desk's and at a phone's width: axe finds nothing serious, nothing lies off the
/// screen. A new screen is visited without being named here, unless its address holds something that <see cref="FilledSite"/> does not know.
/// </summary>
public sealed class EveryScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private const int Desk = 1280;
    private const int Phone = 390;
    private const string Callback = "/quickbooks/callback";

    private static readonly Role[] DealersFirst = [Role.Bookkeeper, Role.AccountAdministrator, Role.SiteAdministrator];

    /// <summary>Everybody's who is signed in: whoever is not is led to the sign-in page.</summary>
    private static readonly string[] LeadElsewhere = ["/", "/me", "/me/two-step"];

    [Fact]
    public async Task Screens_OfADealerWithRecords_AreAccessibleAtEachWidth()
    {
        var filled = await FilledSite.FillAsync(site, 1);
        var screens = ScreenRoutes.Of(site);
        Assert.Contains(screens, s => s.Path == "/customers/{Id:long}/edit");
        foreach (var group in screens.Where(s => s.Needs is not null).GroupBy(s => PersonFor(s.Needs!.Value)))
        {
            await LookAsync(group.Key, [.. group.Select(s => AddressOf(s, filled))]);
        }
    }

    [Fact]
    public async Task Screens_OfADealerWithoutAnything_AreAccessibleAtEachWidth()
    {
        var actor = site.People.HarborBookkeeper.AsActor();
        await LookAsync(
            site.People.HarborBookkeeper,
            [.. ScreenRoutes.Of(site).Where(s => s.Needs is { } needed && actor.May(needed) && !s.HasId && !s.IsForm).Select(s => s.Path)]);
    }

    [Fact]
    public async Task Screens_OfASupportAgent_AreAccessible()
    {
        var filled = await FilledSite.FillAsync(site, 2);
        var actor = site.People.SupportAgent.AsActor();
        await LookAsync(
            site.People.SupportAgent,
            [.. ScreenRoutes.Of(site).Where(s => s.Needs is { } needed && actor.May(needed)).Select(s => AddressOf(s, filled))],
            Desk);
    }

    [Fact]
    public async Task Screens_WithoutSigningIn_AreAccessibleAtEachWidth()
    {
        var page = await browser.NewPageAsync(site);
        foreach (var screen in ScreenRoutes.Of(site).Where(s => s.Needs is null && !LeadElsewhere.Contains(s.Path)))
        {
            await page.GotoAsync(screen.Address(404));
            await LookAsync(page, screen.Path, [Desk, Phone]);
        }
    }

    private async Task LookAsync(User person, IReadOnlyList<string> addresses, params int[] widths)
    {
        Assert.NotEmpty(addresses);
        var page = await browser.SignInAsync(site, person);
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            if (!address.StartsWith(Callback, StringComparison.Ordinal))
            {
                await page.WaitUntilLiveAsync();
            }

            await LookAsync(page, $"{person.Role}{address}", widths is [] ? [Desk, Phone] : widths);
        }
    }

    private static async Task LookAsync(IPage page, string name, IReadOnlyList<int> widths)
    {
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 850);
            await page.WaitUntilAtRestAsync();
            try
            {
                await page.AssertAccessibleAsync();
                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{name} at {width}: {e.Message}");
            }

            await page.PictureAsync($"every{name.Split('?')[0].Replace('/', '-')}-{width}");
        }
    }

    private User PersonFor(Permission needed) =>
        site.People.Of(DealersFirst.First(role => site.People.Of(role).AsActor().May(needed)));

    private static string AddressOf(ScreenRoute screen, FilledSite filled)
    {
        if (screen.Path == "/help/causes/{Cause}")
        {
            return "/help/causes/duplicate-name";
        }

        if (screen.HasId)
        {
            Assert.True(filled.Ids.TryGetValue(screen.Place, out var id), $"What is looked at under {screen.Path}? {nameof(FilledSite)} has nothing for it.");
            return screen.Address(id);
        }

        return screen.Path == Callback ? $"{Callback}?error=access_denied&state=x" : screen.Path;
    }
}
