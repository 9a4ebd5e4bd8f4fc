using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Bench;

/// <summary>From the click on "Export to QuickBooks" to the History entry that QuickBooks has taken it, and to the message on the person's screen.</summary>
internal static class ClickBench
{
    private const string Email = "books@harbor.example";
    private const string Password = "valance-demo";

    /// <summary>The browser's own clock, begun with its own click: what drives the browser costs no time then.</summary>
    private const string ClickAndWait = """
        button => new Promise(resolve => {
          const begunAt = Date.now(), begun = performance.now();
          const seen = new MutationObserver(() => {
            if ([...document.querySelectorAll('.mud-snackbar')].some(s => s.textContent.includes('is in QuickBooks'))) {
              seen.disconnect();
              resolve({ begunAt, took: performance.now() - begun });
            }
          });
          seen.observe(document.body, { subtree: true, childList: true, characterData: true });
          button.click();
        })
        """;

    public static async Task<int> RunAsync(Arguments args)
    {
        if (FindChromium() is not { } chromium)
        {
            Console.WriteLine("Not run: Chromium was not found on PATH.");
            return 0;
        }

        var clicks = args.Number("--clicks", 200, 10);
        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        try
        {
            var published = args.Text("--site") ?? await PublishedSite.PublishAsync(Path.Combine(folder, "site"));
            var data = Path.Combine(folder, "data");
            await using var site = await PublishedSite.StartDemoAsync(published, data);
            await using var services = new ServiceCollection().AddValanceStore(StoreLocation.Sqlite(Path.Combine(data, "valance.db"))).BuildServiceProvider();
            var store = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
            var customers = await CustomersAsync(store, clicks + 5);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] });
            var (messages, entries) = await ClickAsync(await browser.NewPageAsync(new() { BaseURL = site.Address.ToString() }), store, customers);

            Figures.Head("from the click to", "clicks", "p50", "p99", "worst", "aim for p99");
            Row("the History entry that QuickBooks has it", entries, "150 ms");
            Row("the message on the screen", messages, "300 ms");
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(List<double> Messages, List<double> Entries)> ClickAsync(IPage page, IDbContextFactory<ValanceDb> store, List<long> customers)
    {
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync("/sign-in?returnUrl=%2Fcustomers");
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        var (messages, entries) = (new List<double>(), new List<double>());
        foreach (var (customer, i) in customers.Select((c, n) => (c, n)))
        {
            await page.GotoAsync($"/customers/{customer}");
            await page.Locator("[data-live='true']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            var button = page.GetByRole(AriaRole.Button, new() { Name = "Export to QuickBooks" });
            await button.WaitForAsync();
            var seen = (await button.EvaluateAsync(ClickAndWait)) ?? throw new InvalidOperationException("The browser gave no time.");
            if (i >= 5)
            {
                messages.Add(seen.GetProperty("took").GetDouble());
                entries.Add((await AcceptedAtAsync(store, customer) - DateTime.UnixEpoch).TotalMilliseconds - seen.GetProperty("begunAt").GetDouble());
            }
        }

        return (messages, entries);
    }

    private static async Task<DateTime> AcceptedAtAsync(IDbContextFactory<ValanceDb> store, long customer)
    {
        await using var db = await store.CreateDbContextAsync();
        return await (from entry in db.History
                      join job in db.Jobs on entry.JobId equals job.Id
                      where job.RecordKind == RecordKind.Customer && job.RecordId == customer && entry.Event == "Accepted"
                      select entry.At).SingleAsync();
    }

    /// <summary>Customers of the demo's first dealer that no export has met yet.</summary>
    private static async Task<List<long>> CustomersAsync(IDbContextFactory<ValanceDb> store, int count)
    {
        await using var db = await store.CreateDbContextAsync();
        var account = await db.Users.Where(u => u.Email == Email).Select(u => u.AccountId).SingleAsync();
        var customers = Enumerable.Range(0, count).Select(i =>
        {
            var customer = new Customer { AccountId = account!.Value, Name = $"Bench Person {i}", DisplayName = $"Bench Person {i}" };
            customer.Touch(TimeProvider.System.GetUtcNow().UtcDateTime, "bench");
            return customer;
        }).ToList();
        db.Customers.AddRange(customers);
        await db.SaveChangesAsync();
        return customers.ConvertAll(c => c.Id);
    }

    private static void Row(string what, List<double> ms, string aim) =>
        Figures.Row(what, Figures.Count(ms.Count), Figures.Ms(ms.Percentile(50)), Figures.Ms(ms.Percentile(99)), Figures.Ms(ms.Max()), aim);

    private static string? FindChromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
