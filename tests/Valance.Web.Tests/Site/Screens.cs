using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Valance.Web.Tests.Site;

public static class Screens
{
    /// <summary>Set it to a folder to look at the screens that the browser tests pass through.</summary>
    private static readonly string? PictureFolder = Environment.GetEnvironmentVariable("VALANCE_SCREENSHOTS");

    /// <summary>How long a step may take, in ms: machines that run tests are small and busy, and only a failing test waits so long.</summary>
    public const float Patience = 60_000;

    /// <summary>For a page's first load, when the program is still cold.</summary>
    public const float LongPatience = 120_000;

    private const string IsAtRest =
        "() => document.querySelector('h1') && !document.querySelector('[role=progressbar][aria-label^=Loading]')"
        + " && document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().endTime === Infinity)";

    /// <summary>Prerendered pages show before they answer clicks: the shell says when its circuit is there and it knows the person.</summary>
    public static Task WaitUntilLiveAsync(this IPage page) =>
        page.Locator("[data-live='true']").WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = LongPatience });

    /// <summary>The page has its content and nothing fades in or out any more: half-faded text has too little contrast.</summary>
    public static Task WaitUntilAtRestAsync(this IPage page) => page.WaitForFunctionAsync(IsAtRest, null, new() { Timeout = Patience });

    /// <summary>Signs in by the form, and waits until the screen is live.</summary>
    public static async Task SignInAsync(this IPage page, string email, string password, string path)
    {
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync(new() { Timeout = LongPatience });
        await page.WaitUntilLiveAsync();
    }

    /// <summary>Leaves the pages first, as a person does who closes a tab: so their circuits end while the host still stands.</summary>
    public static async Task CloseScreensAsync(this IBrowserContext context)
    {
        foreach (var page in context.Pages)
        {
            await page.GotoAsync("about:blank");
        }

        await context.CloseAsync();
    }

    public static async Task PictureAsync(this IPage page, string name)
    {
        if (PictureFolder is not null)
        {
            await page.WaitUntilAtRestAsync();
            // A picture of the whole page shows what is fixed where the page was scrolled to.
            await page.EvaluateAsync("window.scrollTo(0, 0)");
            await page.ScreenshotAsync(new() { Path = Path.Combine(PictureFolder, name + ".png"), FullPage = true });
        }
    }

    /// <summary>Nothing that axe calls serious or critical.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        await page.WaitUntilAtRestAsync();
        var result = await page.RunAxe();
        var grave = result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ToList();
        Assert.True(grave.Count == 0, string.Join(Environment.NewLine, grave));
    }
}
