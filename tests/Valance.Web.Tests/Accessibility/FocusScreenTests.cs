using Microsoft.Playwright;
using Valance.Core.Jobs;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Accessibility;

/// <summary>Whoever works without a mouse: the focus goes to what opens, back when it closes, and never to nowhere.</summary>
public sealed class FocusScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Question_AnsweredWithEscape_GivesTheFocusBackToItsButton()
    {
        var filled = await FilledSite.FillAsync(site, 11);
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/orders/{filled.Ids["orders"]}");
        var cancel = page.GetByRole(AriaRole.Button, new() { Name = "Cancel order" });

        await cancel.PressAsync("Enter");
        await Expect(page.Locator("#confirm-head")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        await Expect(cancel).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Message_F8AndEscape_LeadThereAndBack()
    {
        var jobs = new SeededJobs(site);
        var job = await jobs.AddAsync(site.People.SunriseConnection, site.People.AccountAdministrator, "Customer Kay Keys", JobState.Running);
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, "/customers");
        var place = page.GetByRole(AriaRole.Link, new() { Name = "New customer" });
        await place.FocusAsync();
        await jobs.MoveAsync(job, JobState.Failed, j => j.Summary = SeededJobs.DuplicateName);
        var message = page.Locator(".mud-snackbar", new() { HasText = "Export failed" });
        await Expect(message).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("F8");
        await Expect(message.GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(message).ToHaveCountAsync(0);
        await Expect(place).ToBeFocusedAsync();
    }

    [Fact]
    public async Task FormThatHasDoneItsWork_GivesTheFocusToWhatIsLeft()
    {
        var jobs = new SeededJobs(site);
        var job = await jobs.RefusedAsync(site.People.SunriseConnection, site.People.AccountAdministrator, await jobs.CustomerAsync(site.People.Sunrise, "Dora Dismiss"));
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, $"/background-jobs/{job.Id}");
        await page.Locator("summary", new() { HasText = "Dismiss with a reason" }).PressAsync("Enter");
        await page.GetByLabel("Why does nothing need to be done?").FillAsync("Entered there by hand");

        await page.GetByLabel("Why does nothing need to be done?").PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take the dismissal back" })).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.activeElement !== document.body && document.activeElement.isConnected", null, new() { Timeout = Screens.Patience });
        Assert.True(await page.Locator("main").EvaluateAsync<bool>("m => m.contains(document.activeElement)"), "The focus stays on the page.");
    }

    [Fact]
    public async Task NewView_Named_TakesTheFocusToItsName()
    {
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, "/background-jobs?state=Failed");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save these filters as a view" }).PressAsync("Enter");

        await Expect(page.GetByLabel("Name of the view")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task List_Narrow_CanBeSortedAndChosenAsAWhole()
    {
        await FilledSite.FillAsync(site, 12);
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/customers", narrow: true);

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select all customers shown" }).CheckAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "to QuickBooks" })).ToBeVisibleAsync();
        await page.Locator("thead").GetByRole(AriaRole.Link, new() { Name = "Name", Exact = true }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(site.Address, "/customers?sort=name").ToString());
    }
}
