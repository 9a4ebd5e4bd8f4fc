using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Access;
using Valance.Web.Tests.SignIn;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Users;

/// <summary>What administrators and the people whom they invite do, in the browser.</summary>
public sealed class UsersScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = Screens.Patience };

    [Fact]
    public async Task Invite_ByALinkToCopy_IsAcceptedAndSignsIn()
    {
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, "/users");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite a person" }).ClickAsync();
        await page.GetByLabel("E-mail", new() { Exact = true }).FillAsync("iris@sunrise.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        await Expect(page.Locator("#invitation-link")).ToBeVisibleAsync(Patient);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "iris@sunrise.example" })).ToBeVisibleAsync(Patient);
        var link = await page.Locator("#invitation-link").InnerTextAsync();
        await page.AssertAccessibleAsync();
        await page.PictureAsync("users-invited");

        var theirs = await browser.NewPageAsync(site, narrow: true);
        await theirs.GotoAsync(link);
        await theirs.GetByLabel("Your name").FillAsync("Iris Invited");
        await theirs.GetByLabel("New password").FillAsync("seven yards of linen");
        await theirs.GetByLabel("The same again").FillAsync("seven yards of linen");
        await theirs.AssertAccessibleAsync();
        await theirs.PictureAsync("accept-invitation-narrow");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await theirs.WaitUntilLiveAsync();
        await theirs.Context.ClearCookiesAsync();
        await theirs.SignInAsync("iris@sunrise.example", "seven yards of linen", "/customers");
        await Expect(theirs.GetByRole(AriaRole.Heading, new() { Name = "Customers" })).ToBeVisibleAsync(Patient);

        await page.ReloadAsync();
        await page.WaitUntilLiveAsync();
        await Expect(page.Locator("tr", new() { HasText = "Iris Invited" }).GetByText("Active")).ToBeVisibleAsync(Patient);
    }

    [Fact]
    public async Task Deactivate_APersonWithAnOpenScreen_LeadsThemToTheSignIn()
    {
        var person = await SignInPeople.AddAsync(site, "Otto Open", "otto@sunrise.example", Role.Bookkeeper);
        var theirs = await browser.SignInAsync(site, person, "/customers");
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, $"/users/{person.Id}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Deactivate ..." }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Deactivate Otto Open?" })).ToBeVisibleAsync(Patient);
        await page.AssertAccessibleAsync();
        await page.PictureAsync("user-deactivate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Deactivate", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Reactivate" })).ToBeVisibleAsync(Patient);

        await Expect(theirs.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync(Patient);
    }

    [Fact]
    public async Task TwoStep_TurnedOn_IsAskedForAtTheNextSignIn()
    {
        var person = await SignInPeople.AddAsync(site, "Tia Twostep", "tia@sunrise.example", Role.Bookkeeper);
        var page = await browser.SignInAsync(site, person, "/customers", narrow: true);
        await page.GotoAsync("/me");
        await page.AssertAccessibleAsync();
        await page.PictureAsync("me-narrow");
        await page.GetByRole(AriaRole.Link, new() { Name = "Turn it on" }).ClickAsync();
        await page.GetByText("You cannot scan?").ClickAsync();
        var key = (await page.Locator("#two-step-key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.AssertAccessibleAsync();
        await page.PictureAsync("two-step-narrow");
        await page.GetByLabel("The code that the app shows").FillAsync(SignInPeople.CodeOf(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
        await Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(10, new() { Timeout = Screens.Patience });
        await page.AssertAccessibleAsync();
        await page.PictureAsync("two-step-on-narrow");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?returnUrl=%2Fcustomers");
        await page.GetByLabel("E-mail").FillAsync(person.Email!);
        await page.GetByLabel("Password").FillAsync(People.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByLabel("Code from your authenticator app")).ToBeVisibleAsync(Patient);
        await page.AssertAccessibleAsync();
        await page.PictureAsync("sign-in-code-narrow");
        await page.GetByLabel("Code from your authenticator app").FillAsync(SignInPeople.CodeOf(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitUntilLiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Customers" })).ToBeVisibleAsync(Patient);
    }

    [Fact]
    public async Task Account_AddedWithADepartment_IsThereForItsAdministrator()
    {
        var page = await browser.SignInAsync(site, site.People.SiteAdministrator, "/accounts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add an Account" }).ClickAsync();
        await page.GetByLabel("Name of the dealer").FillAsync("Meadow Drapery");
        await page.GetByLabel("Time zone").SelectOptionAsync("Mountain (Denver)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Meadow Drapery" })).ToBeVisibleAsync(Patient);
        await page.GetByLabel("Name of a new department").FillAsync("Boulder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Rename Boulder" })).ToBeVisibleAsync(Patient);
        await page.AssertAccessibleAsync();
        await page.PictureAsync("account-added");

        await using var db = await site.Store.CreateDbContextAsync();
        var account = await db.Accounts.SingleAsync(a => a.Name == "Meadow Drapery");
        Assert.Equal("America/Denver", account.TimeZone);
        Assert.Equal("Boulder", (await db.Departments.SingleAsync(d => d.AccountId == account.Id)).Name);
    }
}
