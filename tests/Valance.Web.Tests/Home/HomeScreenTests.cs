using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.Home;

/// <summary>The first page, where its figures lead, and the lists as files with the same filters.</summary>
public sealed class HomeScreenTests(SiteFixture site, BrowserFixture browser) : IClassFixture<SiteFixture>, IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Home_Figures_LeadToTheirLists()
    {
        await new SeededJobs(site).FailedAsync(site.People.SunriseConnection, site.People.Bookkeeper);
        await OursAsync(site.People.Sunrise.Id, "Hester Home");
        var page = await browser.SignInAsync(site, site.People.Bookkeeper, "/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Needs a person" })).ToBeVisibleAsync(new() { Timeout = Screens.LongPatience });
        await page.PictureAsync("home");
        await page.AssertAccessibleAsync();
        await page.SetViewportSizeAsync(390, 850);
        await page.PictureAsync("home-narrow");
        await page.AssertAccessibleAsync();
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.SetViewportSizeAsync(1280, 850);

        await page.GetByRole(AriaRole.Row, new() { Name = "Customers" }).GetByRole(AriaRole.Link).First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Hester Home" })).ToBeVisibleAsync(new() { Timeout = Screens.LongPatience });
        Assert.EndsWith("/customers?export=NotExported", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListFile_WithTheListsFilters_HoldsThoseRowsOfTheOwnAccount()
    {
        await OursAsync(site.People.Sunrise.Id, "Fiona File");
        await OursAsync(site.People.Sunrise.Id, "=Formula File");
        await OursAsync(site.People.Harbor.Id, "Harbor File");
        using var bea = await site.SignInAsync(site.People.Bookkeeper);

        var csv = await bea.GetStringAsync("/customers/file/csv?search=file&export=NotExported&sort=name");

        Assert.Equal(["'=Formula File", "Fiona File"], csv.Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')[0].Trim('"')));
        Assert.Contains("Not exported", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("Fiona", await bea.GetStringAsync("/customers/file/csv?search=file&export=Exported"), StringComparison.Ordinal);
        Assert.DoesNotContain("Fiona", await bea.GetStringAsync("/customers/file/csv?search=file&export=NotReady"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/customers")]
    [InlineData("/vendors")]
    [InlineData("/orders")]
    [InlineData("/payments")]
    [InlineData("/purchase-orders")]
    [InlineData("/background-jobs")]
    public async Task ListFile_OfEachList_IsAWorkbook(string list)
    {
        using var bea = await site.SignInAsync(site.People.Bookkeeper);

        using var book = new ZipArchive(await bea.GetStreamAsync($"{list}/file/xlsx"));

        Assert.NotNull(book.GetEntry("xl/worksheets/sheet1.xml"));
    }

    private async Task OursAsync(long accountId, string name)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        var ours = new Customer { AccountId = accountId, Name = name, DisplayName = name };
        ours.Touch(DateTime.UnixEpoch, "test");
        db.Customers.Add(ours);
        await db.SaveChangesAsync();
    }
}
