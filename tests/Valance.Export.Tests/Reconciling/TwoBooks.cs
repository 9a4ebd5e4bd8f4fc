using Valance.Core;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Reconciling;
using Valance.Core.Vendors;
using Valance.Export.Reconciling;
using Valance.QuickBooks;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Reconciling;

/// <summary>A dealer with a record of each kind in QuickBooks, so that both books agree; a test changes one side and compares.</summary>
internal sealed class TwoBooks : IAsyncDisposable
{
    private TwoBooks(TestSite site) => Site = site;

    public TestSite Site { get; }

    public Customer Customer { get; private set; } = null!;

    public Vendor Vendor { get; private set; } = null!;

    public Order Order { get; private set; } = null!;

    public Payment Payment { get; private set; } = null!;

    public PurchaseOrder PurchaseOrder { get; private set; } = null!;

    /// <summary>Whoever works in QuickBooks itself.</summary>
    public QuickBooksClient There => Site.Get<QuickBooksClientFactory>().For(Site.RealmId);

    public DateOnly Today => DateOnly.FromDateTime(Site.Time.GetUtcNow().UtcDateTime);

    public static async Task<TwoBooks> ThatAgreeAsync()
    {
        var books = new TwoBooks(await TestSite.CreateAsync(lane => lane.Backoff = [TimeSpan.FromMilliseconds(1)]));
        var data = books.Site.Data;
        books.Customer = await data.CustomerAsync("George Foreman");
        books.Vendor = await data.VendorAsync("Northern Shades Supply");
        books.Order = await data.OrderAsync(books.Customer, 250.05m);
        books.Payment = await data.PaymentAsync(books.Customer, 100m, [books.Order]);
        books.PurchaseOrder = await data.PurchaseOrderAsync(books.Vendor, books.Order, 61.27m);
        var jobs = await books.Site.ExportAsync(books.Customer, books.Vendor, books.Order, books.Payment, books.PurchaseOrder);
        Assert.All(jobs, job => Assert.True(job.State == JobState.Succeeded, job.Summary));
        return books;
    }

    /// <summary>Asks as the bookkeeper and does the job.</summary>
    public async Task<ReconcileView> CompareAsync(DateOnly? from = null, DateOnly? to = null)
    {
        // What was done just before is not taken for a change under the reader's eyes.
        Site.Time.Forward(TimeSpan.FromMinutes(1));
        var started = await Site.Get<StartReconcile>().HandleAsync(Site.Bookkeeper, Site.Data.Account.Id, from ?? Today.AddDays(-30), to ?? Today.AddDays(1), CancellationToken.None);
        await Site.Get<RunReconcile>().HandleAsync(started.Value.JobId, null, CancellationToken.None);
        return await ViewAsync(started.Value.RunId);
    }

    public async Task<ReconcileView> ViewAsync(long runId) => (await Site.Get<ReconcileReport>().HandleAsync(Site.Bookkeeper, runId, CancellationToken.None)).Value;

    public async Task<IReadOnlyList<FindingRow>> RowsAsync(ReconcileView run, FindingState? state = FindingState.Open) =>
        (await Site.Get<ReconcileReport>().RowsAsync(Site.Bookkeeper, run.RunId, new FindingFilter(State: state), CancellationToken.None)).Value;

    /// <summary>Compares and expects one row.</summary>
    public async Task<FindingRow> OnlyRowAsync()
    {
        var run = await CompareAsync();
        AssertExplained(run);
        return Assert.Single(await RowsAsync(run));
    }

    /// <summary>Does what the row offers, and lets the lane work.</summary>
    public async Task SettleAsync(FindingRow row, ReconcileAction? action = null)
    {
        var settled = await TrySettleAsync(row, action);
        Assert.True(settled.IsDone, settled.ToString());
        await Site.RunLaterAsync(TimeSpan.FromMinutes(1));
        await using var db = Site.Store.CreateDbContext();
        var job = await db.Jobs.FindAsync(settled.Value);
        Assert.True(job!.State == JobState.Succeeded, $"{job.State}: {job.Summary}");
    }

    public Task<Result<long>> TrySettleAsync(FindingRow row, ReconcileAction? action = null) =>
        Site.Get<SettleFinding>().HandleAsync(Site.Bookkeeper, row.Id, action ?? row.Action, CancellationToken.None);

    public async Task AssertAgreeAsync()
    {
        var run = await CompareAsync();
        AssertExplained(run);
        Assert.True(run.Agrees, string.Join("\n", (await RowsAsync(run)).Select(r => r.ToString() + string.Join(", ", r.Fields))));
    }

    /// <summary>To the cent: what the sums differ by is what the rows say.</summary>
    public static void AssertExplained(ReconcileView run)
    {
        Assert.NotNull(run.Totals);
        Assert.All(run.Totals.Kinds, k => Assert.Equal(0m, k.Unexplained));
        Assert.All(run.Totals.Kinds, k => Assert.Equal(k.Difference, run.Counts.Where(c => c.Kind == k.Kind).Sum(c => c.Effect)));
    }

    public async Task<T> ReadThereAsync<T>(string entity)
        where T : class, QuickBooks.Entities.IQuickBooksEntity =>
        (await There.ReadAsync<T>(Assert.Single(Site.Books(entity))["Id"]!.GetValue<string>())).Value!;

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();
}
