using Microsoft.Playwright;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Records;

/// <summary>What cannot be saved is named at its field, all at once, and what was typed still stands there. Orders have a test of their own.</summary>
public sealed class BadInputTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    // path; label=what is typed; fields that must have a problem beside them
    [Theory]
    [InlineData("/customers/new", "E-mail 1=ana at example.com|Notes=Measures on Tuesday", "Name|Emails-0")]
    [InlineData("/vendors/new", "E-mail=sales at mill|Our account number with the vendor=D-7731", "Name|Email")]
    [InlineData("/payments/new", "Amount received=twelve|Received on=13/45/2026|Reference number=5521", "CustomerId|Amount|ReceivedOn")]
    [InlineData("/purchase-orders/new", "Date=02/30/2026|Internal note=Ask for a sample", "VendorId|Date")]
    public async Task NewRecord_BadInput_IsNamedAtEveryFieldAndNothingIsLost(string path, string typed, string fields)
    {
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, path);
        var inputs = typed.Split('|').Select(t => t.Split('=')).ToList();
        foreach (var input in inputs)
        {
            await page.GetByLabel(input[0], new() { Exact = true }).FillAsync(input[1]);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "must be mended" })).ToBeVisibleAsync();
        foreach (var field in fields.Split('|'))
        {
            await Expect(page.Locator($"#field-{field}-problem")).ToBeVisibleAsync();
        }

        foreach (var input in inputs)
        {
            await Expect(page.GetByLabel(input[0], new() { Exact = true })).ToHaveValueAsync(input[1]);
        }

        await page.AssertAccessibleAsync();
    }
}
