using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Valance.Web.Tests.Site;

public static class Screens
{
    /// <summary>Set it to a folder to look at the screens that the browser tests pass through.</summary>
    private static readonly string? PictureFolder = Environment.GetEnvironmentVariable("VALANCE_SCREENSHOTS");

    /// <summary>Prerendered pages show before they answer clicks: the shell says when its circuit is there.</summary>
    public static Task WaitUntilLiveAsync(this IPage page) => page.Locator("[data-live='true']").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public static async Task PictureAsync(this IPage page, string name)
    {
        if (PictureFolder is not null)
        {
            // A picture of the whole page shows what is fixed where the page was scrolled to.
            await page.EvaluateAsync("window.scrollTo(0, 0)");
            await page.WaitForTimeoutAsync(300);
            await page.ScreenshotAsync(new() { Path = Path.Combine(PictureFolder, name + ".png"), FullPage = true });
        }
    }

    /// <summary>Nothing that axe calls serious or critical.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        var grave = result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ToList();
        Assert.True(grave.Count == 0, string.Join(Environment.NewLine, grave));
    }
}
