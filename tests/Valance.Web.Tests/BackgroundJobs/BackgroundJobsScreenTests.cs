using Microsoft.Playwright;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.BackgroundJobs;

public sealed class BackgroundJobsScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private static bool _seeded;

    public async ValueTask InitializeAsync()
    {
        if (_seeded)
        {
            return;
        }

        _seeded = true;
        var jobs = new SeededJobs(site);
        var (people, at) = (site.People, new DateTime(2026, 11, 20, 15, 0, 0, DateTimeKind.Utc));
        await jobs.AddAsync(people.SunriseConnection, people.Bookkeeper, "Customer Ana Ortega", JobState.Succeeded);
        await jobs.AddAsync(people.SunriseConnection, people.Salesperson, "Customer Bright Homes LLC", JobState.Succeeded, j => j.HasWarnings = true);
        var parent = await jobs.FailedAsync(people.SunriseConnection, people.Salesperson);
        await jobs.AddAsync(people.SunriseConnection, people.Salesperson, "Order SB-1042", JobState.Waiting, j =>
        {
            (j.RecordKind, j.WaitsFor, j.WaitsForJobId, j.CreatedAt) = (RecordKind.Order, WaitReason.Parent, parent.Id, at.AddMinutes(9));
        });
        await jobs.FailedAsync(people.SunriseConnection, people.Bookkeeper, "Customer Foo: Bar Interiors", j =>
            (j.Cause, j.Summary) = ("colon-in-name", "The name \"Foo: Bar Interiors\" has a colon, which QuickBooks keeps for its own use."));
        await jobs.AddAsync(people.SunriseConnection, people.Bookkeeper, "Payment 5521 of Ana Ortega", JobState.Running, j => j.RecordKind = RecordKind.Payment);
        await jobs.AddAsync(people.SunriseConnection, people.Bookkeeper, "Purchase order PO-88", JobState.Queued, j => j.RecordKind = RecordKind.PurchaseOrder);
        await jobs.FailedAsync(people.HarborConnection, people.HarborBookkeeper, "Customer Jim Hall");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Tools_OpenedFromTheUpperRight_LeadsToBackgroundJobsWithFiltersAndEye()
    {
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/not-found");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tools" }).ClickAsync();
        await page.PictureAsync("tools-menu");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Background Jobs" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Background Jobs" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Date")).ToBeVisibleAsync();
        await Expect(page.Locator("summary", new() { HasText = "Users" })).ToBeVisibleAsync();
        await Expect(page.Locator(".pick-fixed")).ToContainTextAsync("Sunrise Blinds & Shades");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Customer George Foreman" }).Last;
        await Expect(row.Locator("td").Last.GetByRole(AriaRole.Link)).ToHaveAccessibleNameAsync("Show what happened: Customer George Foreman");
        await page.PictureAsync("jobs-bookkeeper");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task List_Support_SeesAllAccountsAndFiltersByThem()
    {
        var page = await browser.SignInAsync(site, site.People.SupportAgent);
        await page.Locator("summary", new() { HasText = "Accounts" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Harbor Window Fashions", Exact = true }).CheckAsync();

        await Expect(page.GetByText("1 job", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Contains($"account={site.People.Harbor.Id}", page.Url, StringComparison.Ordinal);
        await page.PictureAsync("jobs-support-filter");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Harbor Window Fashions", Exact = true })).ToBeHiddenAsync();
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task List_Narrow_ShowsCardsWithTheEyeInSight()
    {
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, narrow: true);

        var eye = page.GetByRole(AriaRole.Link, new() { Name = "Show what happened: Customer George Foreman" });
        await eye.ScrollIntoViewIfNeededAsync();
        var box = await eye.BoundingBoxAsync();
        Assert.True(box!.X > 300 && box.X + box.Width <= 390, $"The eye lies at {box.X}.");
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.PictureAsync("jobs-narrow");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the menu" }).ClickAsync();
        await Expect(page.Locator(".drawer-link").First).ToBeInViewportAsync();
        await page.PictureAsync("drawer-narrow");
    }
}
