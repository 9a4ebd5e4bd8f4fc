using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.CompanyImports;
using Valance.Core.Jobs;
using Valance.Export.CompanyImports;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;

namespace Valance.Export.Tests.CompanyImports;

/// <summary>A site, and what a person does with an import from its company.</summary>
internal sealed class CompanyImportDesk(TestSite site) : IAsyncDisposable
{
    public static readonly OfferKind[] AllKinds = Enum.GetValues<OfferKind>();

    public TestSite Site => site;

    public QuickBooksClient Client => site.Get<QuickBooksClientFactory>().For(site.RealmId);

    private long Account => site.Data.Account.Id;

    /// <param name="store">Of the test's own; else a new SQLite one.</param>
    public static async Task<CompanyImportDesk> CreateAsync(string seed = "empty", TestStore? store = null) => new(await TestSite.CreateAsync(seed: seed, store: store));

    public async Task<string> InQuickBooksAsync<T>(T record)
        where T : class, IQuickBooksEntity
    {
        var made = await Client.CreateAsync(record);
        return made.Succeeded ? made.Value.Id! : throw new InvalidOperationException(made.Refusal.ToString());
    }

    public Task<string> CustomerAsync(string name) => InQuickBooksAsync(new Customer { DisplayName = name });

    /// <summary>Asks for a look, as the bookkeeper, and runs it to its end.</summary>
    public async Task<Job> LookAsync(bool everything = false) =>
        await RunAsync((await site.Get<RequestCompanyImport>().LookAsync(site.Bookkeeper, Account, everything, CancellationToken.None)).Value);

    public async Task<Job> TakeAsync(params OfferKind[] kinds)
    {
        var asked = await site.Get<RequestCompanyImport>().TakeAsync(site.Bookkeeper, Account, kinds.Length > 0 ? kinds : AllKinds, CancellationToken.None);
        return asked.IsDone ? await RunAsync(asked.Value) : throw new InvalidOperationException(asked.Problems[0].Message);
    }

    public async Task<Job> RunAsync(long jobId)
    {
        await site.Get<RunCompanyImport>().HandleAsync(jobId, CancellationToken.None);
        await using var db = site.Store.CreateDbContext();
        return await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == jobId);
    }

    public async Task<IReadOnlyList<OfferRow>> RowsAsync(OfferVerdict verdict) => (await ViewAsync(verdict)).Rows;

    public async Task<OfferRow> RowAsync(OfferVerdict verdict, string name) => (await RowsAsync(verdict)).Single(r => r.Name == name);

    public async Task<OfferListView> ViewAsync(OfferVerdict verdict = OfferVerdict.New) =>
        (await site.Get<OfferList>().HandleAsync(site.Bookkeeper, Account, new OfferFilter(verdict), CancellationToken.None)).Value;

    public Task<Result<int>> DecideAsync(OfferRow row, OfferDecision decision, Actor? by = null) =>
        site.Get<DecideOffers>().OneAsync(by ?? site.Bookkeeper, Account, row.Id, decision, CancellationToken.None);

    public Task<Result<int>> DecideAllAsync(OfferVerdict verdict, OfferDecision decision) =>
        site.Get<DecideOffers>().AllAsync(site.Bookkeeper, Account, new OfferFilter(verdict), decision, CancellationToken.None);

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
