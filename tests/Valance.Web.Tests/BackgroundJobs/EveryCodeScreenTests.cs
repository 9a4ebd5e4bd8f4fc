using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QuickBooks.Sandbox.Faults;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.JobWork.Correcting;
using Valance.Export.Lane;
using Valance.QuickBooks;
using Valance.Web.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Valance.Web.Tests.BackgroundJobs;

/// <summary>
/// Every code of the catalogue, set on the sandbox and met by a real export: read on the job's page in the browser beside the cures that it offers, the fault
/// taken away, the job mended there, and the record in QuickBooks' books once.
/// </summary>
public sealed class EveryCodeScreenTests(WorkingSiteFixture site, BrowserFixture browser) : IClassFixture<WorkingSiteFixture>, IClassFixture<BrowserFixture>
{
    // Of these two QuickBooks' text decides, so no cause lists them.
    private static readonly string[] Codes = [.. Explanations.Causes.SelectMany(Explanations.CodesOf).Append("610").Append("6000").OrderBy(c => int.Parse(c, CultureInfo.InvariantCulture))];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_CodeThatNeedsAPerson_IsExplainedWithItsCuresAndEndsInTheBooksOnce()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        string[] codes = [.. Codes.Where(c => CategoryOf(c) is FailureCategory.Fixable or FailureCategory.Defect or FailureCategory.Conflict)];
        var refused = new Dictionary<string, FaultRule>(StringComparer.Ordinal);
        foreach (var code in codes)
        {
            await new SeededJobs(site).CustomerAsync(site.People.Sunrise, NameOf(code));
            refused[code] = company.Refuse(NameOf(code), code);
        }

        // Who manages the mappings and the connection is offered every cure.
        var page = await browser.SignInAsync(site, site.People.AccountAdministrator, "/tools/export");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Export {codes.Length} records" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/background-jobs/[0-9]+$", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = Screens.LongPatience });
        var jobs = await UntilAsync(db => db.Jobs.AsNoTracking().Where(j => j.State == JobState.Failed && j.Title.StartsWith("Customer Refused with ")).ToListAsync(Ct), jobs => jobs.Count == codes.Length);

        foreach (var code in codes)
        {
            var job = jobs.Single(j => j.Title == $"Customer {NameOf(code)}");
            await OpenAsync(page, job);
            await AssertExplainedAsync(page, job, code);
            company.Accept(refused[code]);
            await page.GetByRole(AriaRole.Button, new() { Name = "Try again", Exact = true }).ClickAsync();
            await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync();
        }

        Assert.Equal(codes.Select(NameOf).Order(StringComparer.Ordinal), company.Customers);
    }

    [Fact]
    public async Task Export_CodeThatPassesOrStopsTheCompany_SaysWhyItWaitsAndGoesOnByItself()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Harbor, site.People.SiteAdministrator);
        var lanes = site.Services.GetRequiredService<LaneSettings>();
        (lanes.Backoff, lanes.BlockedProbe, lanes.MostWaits) = ([TimeSpan.FromSeconds(1)], TimeSpan.FromSeconds(1), 1000);
        string[] codes = [.. Codes.Where(c => CategoryOf(c) is FailureCategory.Transient or FailureCategory.Throttled or FailureCategory.CompanyBlocked or FailureCategory.Reconnect)];
        var page = await browser.SignInAsync(site, site.People.SiteAdministrator, "/background-jobs");

        foreach (var code in codes)
        {
            var customer = await new SeededJobs(site).CustomerAsync(site.People.Harbor, NameOf(code));
            var refused = company.Refuse(NameOf(code), code);
            // Loaded anew: messages of the job before would lie over the button.
            await page.GotoAsync($"/customers/{customer.Id}");
            await page.WaitUntilLiveAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" }).ClickAsync();
            var job = (await UntilAsync(db => db.Jobs.AsNoTracking().Where(j => j.RecordId == customer.Id && j.RecordKind == RecordKind.Customer && j.State == JobState.Waiting).ToListAsync(Ct), j => j.Count == 1))[0];
            await OpenAsync(page, job);
            var failure = Assert.Single(StoredFailures.Read(job.Failure));
            Assert.Equal(CauseOf(code), failure.Cause);
            var told = Explanations.Of(failure, job.Title);
            await Expect(page.Locator(".failure").First).ToContainTextAsync(told.What);
            await Expect(page.Locator(".failure-words").First).ToContainTextAsync(told.ToDo);

            company.Accept(refused);
            if (CategoryOf(code) == FailureCategory.Reconnect)
            {
                await ReconnectAsync(page);
                await OpenAsync(page, job);
            }

            await Expect(page.Locator(".chip-succeeded").First).ToBeVisibleAsync();
        }

        Assert.Equal(codes.Select(NameOf).Order(StringComparer.Ordinal), company.Customers);
    }

    /// <summary>What stands on the page is what the catalogue says of the code, and each cure that it offers is there.</summary>
    private static async Task AssertExplainedAsync(IPage page, Job job, string code)
    {
        var failure = Assert.Single(StoredFailures.Read(job.Failure));
        Assert.Equal((CauseOf(code), code), (failure.Cause, failure.Code));
        var told = Explanations.Of(failure, job.Title);
        var panel = page.Locator(".failure");
        await Expect(panel.Locator("h2")).ToHaveTextAsync(told.Title);
        await Expect(panel.Locator(".failure-what")).ToHaveTextAsync(told.What);
        var words = panel.Locator(".failure-words");
        await Expect(words).ToContainTextAsync(told.Why);
        await Expect(words).ToContainTextAsync(told.ToDo);
        await Expect(words).ToContainTextAsync(code);
        Assert.NotEmpty(told.Fixes);
        foreach (var fix in told.Fixes)
        {
            await Expect(CureOf(panel, fix).First).ToBeVisibleAsync();
        }
    }

    /// <summary>Where a cure stands on a job's page, as a person finds it.</summary>
    private static ILocator CureOf(ILocator panel, Fix fix) => fix.Kind switch
    {
        FixKind.Retry => panel.GetByRole(AriaRole.Button, new() { Name = "Try again", Exact = true }),
        FixKind.Rename => panel.GetByRole(AriaRole.Button, new() { Name = "Rename and export again" }),
        FixKind.LinkToExisting => panel.GetByRole(AriaRole.Region, new() { Name = "In QuickBooks" }),
        FixKind.Dismiss => panel.GetByText("Dismiss with a reason"),
        FixKind.SendAnew => panel.GetByRole(AriaRole.Button, new() { Name = fix.Label }),
        FixKind.EditRecord when CorrectableFields.Has(RecordKind.Customer, fix.Field) => panel.GetByRole(AriaRole.Button, new() { Name = "Correct and export again" }),
        _ => panel.GetByRole(AriaRole.Link, new() { Name = fix.Label }),
    };

    private static Task OpenAsync(IPage page, Job job) => GoAsync(page, $"/background-jobs/{job.Id}", job.Title);

    /// <summary>Within the circuit, as a click on a link goes.</summary>
    private static async Task GoAsync(IPage page, string path, string heading)
    {
        await page.EvaluateAsync("path => Blazor.navigateTo(path)", path);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
    }

    private async Task ReconnectAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect to QuickBooks again" }).First.ClickAsync();
        await page.GetByLabel("Account").SelectOptionAsync(new SelectOptionValue { Label = site.People.Harbor.Name });
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect again" }).ClickAsync();
        await page.GetByLabel(site.People.Harbor.Name).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        await page.WaitUntilLiveAsync();
    }

    private async Task<T> UntilAsync<T>(Func<Core.Data.ValanceDb, Task<T>> look, Func<T, bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMilliseconds(Screens.LongPatience));
        while (true)
        {
            await using (var db = await site.Store.CreateDbContextAsync(patience.Token))
            {
                if (await look(db) is var found && holds(found))
                {
                    return found;
                }
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private static string NameOf(string code) => $"Refused with {code}";

    private static string CauseOf(string code) => Of(code).Cause;

    private static FailureCategory CategoryOf(string code) => Of(code).Category;

    private static Failure Of(string code) => FailureClassifier.Of(new QuickBooksRefusal
    {
        Kind = RefusalKind.Fault,
        Status = 400,
        Errors = [new QuickBooksError(code, $"Message of {code}", $"Detail of {code}", "")],
    });
}
