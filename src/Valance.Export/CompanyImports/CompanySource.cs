using Valance.Core.CompanyImports;
using Valance.Export.Failures;
using Valance.Export.Reconciling;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.CompanyImports;

/// <summary>A customer, vendor or item of the company.</summary>
internal sealed record Offered(string Id, IQuickBooksEntity Entity);

/// <summary>What the company has of one kind, inactive ones too, a page at a time in the order of its ids: what is made meanwhile comes last.</summary>
internal abstract class CompanySource
{
    /// <param name="since">Only what was changed there since, UTC; null for all.</param>
    public static CompanySource Of(OfferKind kind, QuickBooksClient client, PatientReads reads, DateTimeOffset? since = null) => kind switch
    {
        OfferKind.Customer => new CompanySource<Customer>(client, reads, since),
        OfferKind.Vendor => new CompanySource<Vendor>(client, reads, since),
        OfferKind.Item => new CompanySource<Item>(client, reads, since),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public abstract Task<(int Count, Failure? Failure)> CountAsync(CancellationToken ct);

    /// <param name="start">Counted from 1. A page has 1,000 at most; the last one fewer.</param>
    public abstract Task<(IReadOnlyList<Offered>? Page, Failure? Failure)> PageAsync(int start, CancellationToken ct);

    /// <summary>These ones as they stand now; those that are gone are left out.</summary>
    public abstract Task<(IReadOnlyList<Offered>? Found, Failure? Failure)> ByIdAsync(IReadOnlyCollection<string> ids, CancellationToken ct);
}

internal sealed class CompanySource<T>(QuickBooksClient client, PatientReads reads, DateTimeOffset? since) : CompanySource
    where T : class, IQuickBooksEntity
{
    private readonly QuickBooksQuery<T> _all = since is { } from
        ? new QuickBooksQuery<T>().IncludingInactive().WhereSince("MetaData.LastUpdatedTime", from)
        : new QuickBooksQuery<T>().IncludingInactive();

    public override Task<(int Count, Failure? Failure)> CountAsync(CancellationToken ct) => reads.AskAsync(options => client.CountAsync(_all, options, ct), ct);

    public override Task<(IReadOnlyList<Offered>? Page, Failure? Failure)> PageAsync(int start, CancellationToken ct) =>
        ReadAsync(options => client.PageAsync(_all.OrderBy("Id"), start, options, ct), ct);

    public override Task<(IReadOnlyList<Offered>? Found, Failure? Failure)> ByIdAsync(IReadOnlyCollection<string> ids, CancellationToken ct) =>
        ReadAsync(options => client.QueryAsync(new QuickBooksQuery<T>().IncludingInactive().WhereIn("Id", ids), options, ct), ct);

    private async Task<(IReadOnlyList<Offered>? Found, Failure? Failure)> ReadAsync(
        Func<CallOptions, Task<QuickBooksAnswer<IReadOnlyList<T>>>> ask, CancellationToken ct)
    {
        var (records, failure) = await reads.AskAsync(ask, ct);
        return (records?.Where(r => r.Id is not null).Select(r => new Offered(r.Id!, r)).ToList(), failure);
    }
}
