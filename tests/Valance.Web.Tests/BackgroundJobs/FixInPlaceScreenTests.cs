using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Export.History;
using Valance.Export.Planning;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.BackgroundJobs;

/// <summary>Fixes on the job's page itself, on a site at work, and how many clicks they take from the message.</summary>
public sealed class FixInPlaceScreenTests(WorkingSiteFixture site, BrowserFixture browser)
    : IClassFixture<WorkingSiteFixture>, IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private SandboxCompany _company = null!;
    private int _clicks;

    public async ValueTask InitializeAsync() =>
        _company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Link_FromTheMessage_TakesThreeClicks()
    {
        await _company.EnterCustomerAsync("Hugh Hand");
        var page = await OpenAsync(await CustomerAsync("Hugh Hand"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();

        await ClickAsync(page.Locator(".mud-snackbar", new() { HasText = "Hugh Hand" }).GetByRole(AriaRole.Link));
        await Expect(page.Locator(".held")).ToContainTextAsync("Customer “Hugh Hand” in QuickBooks");
        await page.PictureAsync("fix-holder");
        await page.AssertAccessibleAsync();
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "It is the same one: link to it" }));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Link and export" }));

        await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync();
        Assert.Equal(3, _clicks);
        Assert.Equal(["Hugh Hand"], _company.Customers);
    }

    [Fact]
    public async Task Correct_BySeedsPath_TakesFiveClicksAtMost()
    {
        var customer = await CustomerAsync("Paul Phone", c => c.Phones = [new() { Label = "Main", Number = new string('5', 40) }]);
        var page = await OpenAsync(customer);
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(page.Locator(".badge-failed").First).ToBeVisibleAsync();

        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Tools" }));
        await ClickAsync(page.GetByRole(AriaRole.Menuitem, new() { Name = "Background Jobs" }));
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Show what happened: Customer Paul Phone" }));
        var phone = page.GetByLabel("Phone", new() { Exact = true });
        await Expect(page.Locator(".correct-notes")).ToContainTextAsync("40 of 30 characters: too long");
        await phone.FillAsync("555-0100");
        await Expect(page.Locator(".correct-notes")).ToContainTextAsync("8 of 30 characters");
        await page.PictureAsync("fix-correct");
        await page.AssertAccessibleAsync();
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Correct and export again" }));

        await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync();
        Assert.True(_clicks <= 5, $"{_clicks} clicks.");
        Assert.Contains("Paul Phone", _company.Customers);
    }

    [Fact]
    public async Task Map_MissingTerms_BookkeeperIsToldWhoMayAndTheAdministratorChooses()
    {
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            (await db.Accounts.SingleAsync(a => a.Id == site.People.Sunrise.Id)).CreateWhatIsMissing = false;
            await db.SaveChangesAsync();
        }

        var customer = await CustomerAsync("Tim Terms", c => c.Terms = "Pay when hung");
        var page = await OpenAsync(customer);
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await page.Locator(".mud-snackbar", new() { HasText = "Tim Terms" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".fixes")).ToContainTextAsync("Your role may not change the mappings. Ada Admin can.");

        var admin = await browser.SignInAsync(site, site.People.AccountAdministrator, new Uri(page.Url).AbsolutePath);
        await admin.GetByLabel("In QuickBooks, terms \"Pay when hung\" is").SelectOptionAsync(new SelectOptionValue { Label = "Net 30" });
        await admin.PictureAsync("fix-map");
        await admin.AssertAccessibleAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Map and export again" }).ClickAsync();

        await Expect(admin.Locator(".chip-succeeded").First).ToBeVisibleAsync();
        Assert.Contains("Tim Terms", _company.Customers);
    }

    [Fact]
    public async Task Difference_LetStand_IsSettledAndTheSummaryAndHelpAreThere()
    {
        var customer = await CustomerAsync("Dina Difference");
        var jobs = new SeededJobs(site);
        var job = await jobs.AddAsync(site.People.SunriseConnection, site.People.Bookkeeper, "Customer Dina Difference", JobState.Succeeded, j => (j.RecordId, j.HasWarnings) = (customer.Id, true));
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            db.History.Add(new BookedDifferently([new(PlanNoteKind.Warning, "Tax", "$8.25", "$8.00", "QuickBooks reckons another tax than we do.")]).ToEntry(job.Id, job.CreatedAt));
            await db.SaveChangesAsync();
        }

        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/background-jobs/{job.Id}", narrow: true);
        await Expect(page.Locator(".difference")).ToContainTextAsync("$8.00");
        await page.GetByText("Copy for support").ClickAsync();
        await Expect(page.Locator("#support-summary")).ToContainTextAsync($"Job: {job.Id}");
        await page.PictureAsync("fix-difference-narrow");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Let QuickBooks' figure stand" }).ClickAsync();

        await Expect(page.Locator(".difference")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Help_FromTheFailure_ExplainsTheCauseAndFindsOthersByCode()
    {
        var jobs = new SeededJobs(site);
        var job = await jobs.RefusedAsync(site.People.SunriseConnection, site.People.Bookkeeper, await CustomerAsync("Hilda Help"));
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, $"/background-jobs/{job.Id}");

        await page.GetByRole(AriaRole.Link, new() { Name = "More about “Display name already used”" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Display name already used" })).ToBeVisibleAsync();
        await page.PictureAsync("help-cause");
        await page.GetByRole(AriaRole.Link, new() { Name = "What messages mean" }).First.ClickAsync();
        await page.GetByLabel("Find a cause").FillAsync("6210");

        await Expect(page.Locator(".help-chapter li")).ToHaveTextAsync(["The books are closed 6200, 6210"]);
        await page.PictureAsync("help-found");
    }

    [Fact]
    public async Task View_Saved_IsThereAgainUnderItsName()
    {
        var page = await browser.SignInAsync(site, site.People.SupportAgent, "/background-jobs?record=Vendor&state=Failed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save these filters as a view" }).ClickAsync();
        await page.GetByLabel("Name of the view").FillAsync("Vendors that failed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator(".own-view")).ToContainTextAsync("Vendors that failed");

        await page.GotoAsync("/background-jobs");
        await page.WaitUntilLiveAsync();
        await page.PictureAsync("own-views");
        await page.GetByRole(AriaRole.Link, new() { Name = "Vendors that failed" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Vendors that failed" })).ToHaveAttributeAsync("aria-current", "page");
        Assert.Contains("record=Vendor", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the view Vendors that failed" }).ClickAsync();
        await Expect(page.Locator(".own-view")).ToHaveCountAsync(0);
    }

    private Task<IPage> OpenAsync(Customer customer) => browser.SignInAsync(site, site.People.Bookkeeper, $"/customers/{customer.Id}");

    private async Task ClickAsync(ILocator what)
    {
        await what.ClickAsync();
        _clicks++;
    }

    private async Task<Customer> CustomerAsync(string name, Action<Customer>? set = null)
    {
        var customer = await new SeededJobs(site).CustomerAsync(site.People.Sunrise, name);
        if (set is not null)
        {
            await using var db = await site.Store.CreateDbContextAsync();
            set(await db.Customers.SingleAsync(c => c.Id == customer.Id));
            await db.SaveChangesAsync();
        }

        return customer;
    }
}
