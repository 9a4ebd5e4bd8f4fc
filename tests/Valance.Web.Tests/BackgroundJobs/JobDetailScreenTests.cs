using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.BackgroundJobs;

public sealed class JobDetailScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private SeededJobs Jobs => new(site);

    [Fact]
    public async Task Page_FailedJob_ShowsTheExplanationAboveAndTheErrorInTheClosedBlueBanner()
    {
        var job = await RefusedAsync("George Foreman");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/background-jobs/{job.Id}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Customer George Foreman" })).ToBeVisibleAsync();
        await Expect(page.Locator(".failure")).ToContainTextAsync("George Foreman");
        var banner = page.GetByRole(AriaRole.Button, new() { Name = "History" });
        await Expect(banner).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(banner).ToHaveCSSAsync("background-color", "rgb(29, 95, 168)");
        await Expect(page.Locator(".history").GetByText(SeededJobs.QuickBooksWords)).ToHaveCountAsync(0);
        await page.PictureAsync("job-closed");

        await banner.PressAsync("Enter");

        await Expect(banner).ToHaveAttributeAsync("aria-expanded", "true");
        var history = page.Locator("#history");
        await Expect(history).ToContainTextAsync(SeededJobs.QuickBooksWords);
        await Expect(history).ToContainTextAsync("6240");
        await Expect(history).ToContainTextAsync("1-5f733be9-e9e7aa11");
        await history.GetByText("Request", new() { Exact = true }).First.ClickAsync();
        await Expect(history.GetByText("\"DisplayName\": \"George Foreman\"").First).ToBeVisibleAsync();
        await page.PictureAsync("job-open");
        await page.AssertAccessibleAsync();
        await banner.PressAsync(" ");
        await Expect(banner).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Fact]
    public async Task Rename_NewName_ChangesTheDisplayNameAndQueuesTheJobAgain()
    {
        var job = await RefusedAsync("Rhoda Name");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/background-jobs/{job.Id}", narrow: true);
        await page.PictureAsync("job-narrow");
        await page.AssertAccessibleAsync();
        var name = page.GetByLabel("New display name");
        await name.FillAsync("Rhoda: Name");
        await page.Locator(".rename button").ClickAsync();
        await Expect(page.GetByText("QuickBooks allows no colon in a display name.")).ToBeVisibleAsync();

        await name.FillAsync("Rhoda Name (Dallas)");
        await page.Locator(".rename button").ClickAsync();

        await Expect(page.Locator(".chip-queued")).ToBeVisibleAsync();
        await using var db = await site.Store.CreateDbContextAsync();
        Assert.Equal("Rhoda Name (Dallas)", (await db.Customers.SingleAsync(c => c.Id == job.RecordId)).DisplayName);
    }

    [Fact]
    public async Task Dismiss_WithReason_MarksTheFailureAndCanBeTakenBack()
    {
        var job = await RefusedAsync("Dora Dismissed");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/background-jobs/{job.Id}");
        await page.Locator(".dismiss summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Say why this failure needs nothing done")).ToBeVisibleAsync();

        await page.GetByLabel("Why does nothing need to be done?").FillAsync("Entered twice by mistake");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss", Exact = true }).ClickAsync();
        await Expect(page.Locator("p", new() { HasText = "Entered twice by mistake" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the dismissal back" }).ClickAsync();

        await Expect(page.Locator(".dismiss summary")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Page_ChildOfAFailedParent_ShowsTheParentsFailureWithItsFix()
    {
        var parent = await RefusedAsync("Paula Parent");
        var child = await Jobs.AddAsync(site.People.SunriseConnection, site.People.Bookkeeper, "Order SB-77", JobState.Waiting, j =>
            (j.RecordKind, j.WaitsFor, j.WaitsForJobId) = (RecordKind.Order, WaitReason.Parent, parent.Id));
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/background-jobs/{child.Id}");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What holds it up: Customer Paula Parent" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("New display name")).ToBeVisibleAsync();
        await page.PictureAsync("job-child");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Page_JobMovesOn_FollowsWithoutReload()
    {
        var job = await Jobs.AddAsync(site.People.SunriseConnection, site.People.Bookkeeper, "Customer Livia Live", JobState.Running);
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/background-jobs/{job.Id}");
        await Expect(page.Locator(".chip-running")).ToBeVisibleAsync();

        await Jobs.MoveAsync(job, JobState.Succeeded);

        await Expect(page.Locator(".chip-succeeded")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Message_OwnExportFails_StandsAtTheUpperRightWithReasonAndLinkUntilClosed()
    {
        var job = await Jobs.AddAsync(site.People.SunriseConnection, site.People.Bookkeeper, "Customer Mona Message", JobState.Running);
        var page = await browser.SignInAsync(site, site.People.Bookkeeper);

        await Jobs.MoveAsync(job, JobState.Failed, j =>
            (j.Cause, j.Failure, j.Summary) = ("duplicate-name", Export.Failures.StoredFailures.Write([SeededJobs.DuplicateNameFailure]), SeededJobs.DuplicateName));

        var message = page.Locator(".mud-snackbar", new() { HasText = "Customer Mona Message was not exported" });
        await Expect(message).ToContainTextAsync("George Foreman");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Customer Mona Message was not exported" }).First).ToBeAttachedAsync();
        var box = await message.BoundingBoxAsync();
        Assert.True(box!.X > 640 && box.Y < 300, $"The message stands at {box.X}, {box.Y}.");
        await page.PictureAsync("message-failure");
        await page.AssertAccessibleAsync();
        await message.GetByRole(AriaRole.Link, new() { Name = "See why and fix it" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(site.Address, $"/background-jobs/{job.Id}").ToString());
        await Expect(message).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Message_AnothersExportFails_IsNotShown()
    {
        var others = await Jobs.AddAsync(site.People.SunriseConnection, site.People.Salesperson, "Customer Otto Others", JobState.Running);
        var own = await Jobs.AddAsync(site.People.SunriseConnection, site.People.Bookkeeper, "Customer Olga Own", JobState.Running);
        var page = await browser.SignInAsync(site, site.People.Bookkeeper);

        await Jobs.MoveAsync(others, JobState.Failed);
        await Jobs.MoveAsync(own, JobState.Succeeded);

        await Expect(page.Locator(".mud-snackbar", new() { HasText = "Customer Olga Own is in QuickBooks." })).ToBeVisibleAsync();
        await Expect(page.Locator(".mud-snackbar", new() { HasText = "Otto" })).ToHaveCountAsync(0);
    }

    private async Task<Job> RefusedAsync(string name) => await Jobs.RefusedAsync(
        site.People.SunriseConnection, site.People.Bookkeeper, await Jobs.CustomerAsync(site.People.Sunrise, name));
}
