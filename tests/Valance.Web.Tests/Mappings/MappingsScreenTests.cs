using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Accounts;
using Valance.Core.Mappings;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Mappings;

public sealed class MappingsScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Choose_DepositAccount_IsKeptAndCounted(bool narrow)
    {
        await ConnectAsync();
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, "/tools/mappings", narrow);
        await Expect(page.GetByLabel("Deposit accounts, in QuickBooks: Default deposit account")).ToBeVisibleAsync();
        await page.PictureAsync(narrow ? "mappings-narrow" : "mappings");
        await page.AssertAccessibleAsync();

        await page.GetByLabel("Deposit accounts, in QuickBooks: Check").SelectOptionAsync(new SelectOptionValue { Label = "Undeposited Funds" });

        await Expect(page.Locator(".mud-snackbar", new() { HasText = "Check goes to Undeposited Funds." })).ToBeVisibleAsync();
        await Expect(page.Locator(".mapping", new() { HasText = "Deposit accounts" })).ToContainTextAsync("1 of 2 mapped");
        await using var db = await site.Store.CreateDbContextAsync();
        Assert.Equal("Undeposited Funds", await db.Mappings.Where(m => m.Kind == MappingKind.DepositAccount && m.Key == "Check").Select(m => m.QuickBooksName).SingleAsync());
    }

    [Fact]
    public async Task Screen_NoConnectionToTheCompany_SaysSoInsteadOfFailing()
    {
        var page = await browser.SignInAsync(site, site.People.SiteAdministrator, $"/tools/mappings?account={site.People.Harbor.Id}");

        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "could not be read" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
    }

    /// <summary>The dealer's company of the seed answers nobody: give it one that does.</summary>
    private async Task ConnectAsync()
    {
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            if (await db.PaymentMethods.AnyAsync())
            {
                return;
            }

            db.PaymentMethods.Add(new PaymentMethod { AccountId = site.People.Sunrise.Id, Name = "Check" });
            db.Products.Add(new Product { AccountId = site.People.Sunrise.Id, Name = "Roller shade", Category = "Shades" });
            await db.SaveChangesAsync();
        }

        await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
    }
}
