using Microsoft.Playwright;
using Valance.Core.Accounts;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Site;

/// <summary>The system's Chromium. Without one the tests skip with that reason; on CI, where it must be there, they fail.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (FindChromium() is not { } chromium)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A page in a context of its own. Narrow is a phone's width.</summary>
    public async Task<IPage> NewPageAsync(SiteFixture site, bool narrow = false)
    {
        var page = await NewPageAsync(site.Address, narrow);
        site.CloseFirst(() => page.Context.CloseScreensAsync());
        return page;
    }

    /// <summary>The same for a site that is no fixture: whoever stops it closes the page before.</summary>
    public async Task<IPage> NewPageAsync(Uri site, bool narrow = false)
    {
        if (_browser is null)
        {
            const string missing = "Chromium was not found on PATH.";
            Assert.SkipWhen(!string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), missing);
            Assert.Fail(missing);
        }

        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = narrow ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
            Locale = "en-US",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Screens.Patience);
        context.SetDefaultNavigationTimeout(Screens.LongPatience);
        SetDefaultExpectTimeout(Screens.Patience);
        return await context.NewPageAsync();
    }

    /// <summary>A page on which the person has signed in by the form and the screen is live.</summary>
    public async Task<IPage> SignInAsync(SiteFixture site, User user, string path = "/background-jobs", bool narrow = false)
    {
        var page = await NewPageAsync(site, narrow);
        await page.SignInAsync(user.Email!, People.Password, path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? FindChromium() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
