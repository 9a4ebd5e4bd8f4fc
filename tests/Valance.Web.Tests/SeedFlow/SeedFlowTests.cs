using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.SeedFlow;

/// <summary>
/// The user's own document, step by step, on a site at work: nothing is written into the store but by screens, QuickBooks (the sandbox) refuses by
/// its own rules, and the cure leads into the books.
/// </summary>
public sealed partial class SeedFlowTests(WorkingSiteFixture site, BrowserFixture browser)
    : IClassFixture<WorkingSiteFixture>, IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string QuickBooksWords = "The name supplied already exists.";

    private const string Back = "Shift+Tab";

    private SandboxCompany _company = null!;

    public async ValueTask InitializeAsync() =>
        _company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Walk_ByMouse_FromTheRefusalToTheBooks()
    {
        _company.RefuseNextCustomerAsTaken();
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/customers/new");
        await page.GetByLabel("Full name").FillAsync("George  Foreman");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "George Foreman" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        var message = page.Locator(".mud-snackbar", new() { HasText = "George Foreman" });
        await Expect(message).ToContainTextAsync("was not exported");
        await Expect(message.GetByRole(AriaRole.Link)).ToBeVisibleAsync();
        await page.WaitUntilAtRestAsync();
        var box = await message.BoundingBoxAsync();
        Assert.True(box!.X > 640 && box.Y < 300, $"The message stands at {box.X}, {box.Y}.");
        await Expect(page.Locator(".badge-failed").First).ToBeVisibleAsync();
        await page.PictureAsync("seed-1-message");

        var tools = page.GetByRole(AriaRole.Button, new() { Name = "Tools" });
        Assert.True((await tools.BoundingBoxAsync())!.X > 640);
        await tools.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Background Jobs" }).ClickAsync();
        await page.GetByLabel("Date").SelectOptionAsync(new SelectOptionValue { Label = "Today" });
        await Expect(page).ToHaveURLAsync(OnlyToday());
        await page.Locator("summary", new() { HasText = "Users" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Bea Booker", Exact = true }).CheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".pick-fixed")).ToContainTextAsync("Sunrise Blinds & Shades");
        await page.PictureAsync("seed-3-jobs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show what happened: Customer George Foreman" }).ClickAsync();

        await Expect(page.Locator(".failure")).ToContainTextAsync("George Foreman");
        var banner = page.GetByRole(AriaRole.Button, new() { Name = "History" });
        await Expect(banner).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(page.Locator(".history").GetByText(QuickBooksWords)).ToHaveCountAsync(0);
        await banner.ClickAsync();
        await Expect(page.Locator("#history")).ToContainTextAsync(QuickBooksWords);
        await Expect(page.Locator("#history")).ToContainTextAsync("6240");
        Assert.True((await page.Locator(".failure").First.BoundingBoxAsync())!.Y < (await banner.BoundingBoxAsync())!.Y, "The explanation stands above the banner.");
        await page.PictureAsync("seed-4-history");
        await page.AssertAccessibleAsync();

        await page.GetByLabel("New display name").FillAsync("George Foreman (Austin)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename and export again" }).ClickAsync();
        await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync();
        Assert.Equal(["George Foreman (Austin)"], _company.Customers);
    }

    [Fact]
    public async Task Walk_ByKeyboardAlone_FromTheRefusalToTheBooks()
    {
        await _company.EnterCustomerAsync("Rosa Delgado");
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, "/customers");
        await page.PressOnAsync(page.GetByRole(AriaRole.Link, new() { Name = "New customer" }), "Enter");
        await page.GoToAsync(page.GetByLabel("Full name"));
        await page.Keyboard.TypeAsync("Rosa  Delgado");
        await page.Keyboard.PressAsync("Control+Enter");

        await page.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }), "Enter");
        await Expect(page.Locator(".mud-snackbar", new() { HasText = "Rosa Delgado" })).ToContainTextAsync("was not exported");

        await page.PressOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Tools" }), "Enter", by: Back);
        var jobs = page.GetByRole(AriaRole.Menuitem, new() { Name = "Background Jobs" });
        await Expect(jobs).ToBeVisibleAsync();
        await page.PressOnAsync(jobs, "Enter", by: "ArrowDown");
        await page.GoToAsync(page.GetByLabel("Date"));
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page).ToHaveURLAsync(OnlyToday());
        await page.PressOnAsync(page.Locator("summary", new() { HasText = "Users" }), "Enter");
        await page.PressOnAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "Ada Admin", Exact = true }), " ");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Ada Admin", Exact = true })).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.PressOnAsync(page.GetByRole(AriaRole.Link, new() { Name = "Show what happened: Customer Rosa Delgado" }), "Enter");

        var banner = page.GetByRole(AriaRole.Button, new() { Name = "History" });
        await page.PressOnAsync(banner, "Enter");
        // Found before anything was sent, since the company's names are known by then.
        await Expect(page.Locator("#history")).ToContainTextAsync("A customer in QuickBooks bears the display name already.");
        await page.GoToAsync(page.GetByLabel("New display name"), by: Back);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("Rosa Delgado (Waco)");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync();
        Assert.Equal(["Rosa Delgado", "Rosa Delgado (Waco)"], _company.Customers);
    }

    [Fact]
    public async Task Walk_SupportAgent_FindsADealersFailureAmongAllAndMendsItUnderTheirOwnName()
    {
        await _company.EnterCustomerAsync("Ines Marsh");
        var dealer = await browser.SignInAsync(site, site.People.Salesperson, "/customers/new");
        await dealer.GetByLabel("Full name").FillAsync("Ines  Marsh");
        await dealer.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await dealer.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
        await Expect(dealer.Locator(".badge-failed").First).ToBeVisibleAsync();

        var page = await browser.SignInAsync(site, site.People.SupportAgent);
        await page.GetByLabel("Date").SelectOptionAsync(new SelectOptionValue { Label = "Today" });
        await Expect(page).ToHaveURLAsync(OnlyToday());
        await page.Locator("summary", new() { HasText = "Accounts" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Sunrise Blinds & Shades", Exact = true }).CheckAsync();
        await page.Locator("summary", new() { HasText = "Users" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Sal Seller" }).CheckAsync();
        await page.Keyboard.PressAsync("Escape");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Customer Ines Marsh" });
        await Expect(row).ToContainTextAsync("Sunrise Blinds & Shades");
        await page.PictureAsync("seed-support");
        await row.GetByRole(AriaRole.Link, new() { Name = "Show what happened" }).ClickAsync();
        await page.GetByLabel("New display name").FillAsync("Ines Marsh (Dallas)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename and export again" }).ClickAsync();
        await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "History" }).ClickAsync();
        await Expect(page.Locator("#history")).ToContainTextAsync("Sue Supporter");

        await Expect(dealer.Locator(".badge-exported").First).ToBeVisibleAsync();
        Assert.Equal(["Ines Marsh", "Ines Marsh (Dallas)"], _company.Customers);
    }

    [GeneratedRegex("[?&]when=Today", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OnlyToday();
}
