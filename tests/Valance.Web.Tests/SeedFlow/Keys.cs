using Microsoft.Playwright;

namespace Valance.Web.Tests.SeedFlow;

/// <summary>Getting about by keyboard alone.</summary>
internal static class Keys
{
    private const int FarAway = 80;

    /// <summary>Presses Tab, or an arrow in a menu, until the control has the focus, as a person does who has no mouse.</summary>
    public static async Task GoToAsync(this IPage page, ILocator control, string by = "Tab")
    {
        await control.WaitForAsync();
        for (var i = 0; i < FarAway; i++)
        {
            await page.Keyboard.PressAsync(by);
            if (await control.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"{by} does not lead to {control}; it led to {await page.EvaluateAsync<string>("document.activeElement.outerHTML")}.");
    }

    public static async Task PressOnAsync(this IPage page, ILocator control, string key, string by = "Tab")
    {
        await page.GoToAsync(control, by);
        await page.Keyboard.PressAsync(key);
    }
}
