using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Reconciling;

/// <summary>QuickBooks' side of one kind, read a page at a time in the order of its ids: what is made meanwhile comes last.</summary>
internal abstract class TheirBooks
{
    /// <summary>Ids make a query long; QuickBooks gives 1000 at most.</summary>
    public const int MostIds = 500;

    public static TheirBooks Of(RecordKind kind, QuickBooksClient client, PatientReads reads, Period period) => kind switch
    {
        RecordKind.Customer => new TheirBooks<Customer>(client, reads, new QuickBooksQuery<Customer>().IncludingInactive()),
        RecordKind.Vendor => new TheirBooks<Vendor>(client, reads, new QuickBooksQuery<Vendor>().IncludingInactive()),
        RecordKind.Order => new TheirBooks<Invoice>(client, reads, In<Invoice>(period)),
        RecordKind.Payment => new TheirBooks<Payment>(client, reads, In<Payment>(period)),
        RecordKind.PurchaseOrder => new TheirBooks<PurchaseOrder>(client, reads, In<PurchaseOrder>(period)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What refunds are in QuickBooks, to be read by id alone: of checks and expenses most are none of ours.</summary>
    /// <param name="document">The API's name; see <see cref="Core.Links.Link.Document"/>.</param>
    public static TheirBooks OfRefunds(string document, QuickBooksClient client, PatientReads reads) => document switch
    {
        "Purchase" => new TheirBooks<Purchase>(client, reads, new QuickBooksQuery<Purchase>()),
        "RefundReceipt" => new TheirBooks<RefundReceipt>(client, reads, new QuickBooksQuery<RefundReceipt>()),
        "CreditMemo" => new TheirBooks<CreditMemo>(client, reads, new QuickBooksQuery<CreditMemo>()),
        _ => throw new ArgumentOutOfRangeException(nameof(document), document, null),
    };

    /// <param name="start">Counted from 1.</param>
    public abstract Task<(IReadOnlyList<TheirSide>? Page, Failure? Failure)> PageAsync(int start, CancellationToken ct);

    /// <summary>These ones, whatever their day; those that are gone are left out.</summary>
    public abstract Task<(IReadOnlyList<TheirSide>? Found, Failure? Failure)> ByIdAsync(IReadOnlyCollection<string> ids, CancellationToken ct);

    /// <summary>How many the pages will bring.</summary>
    public abstract Task<(int Count, Failure? Failure)> CountAsync(CancellationToken ct);

    private static QuickBooksQuery<T> In<T>(Period period)
        where T : class, IQuickBooksEntity => new QuickBooksQuery<T>().WhereBetween("TxnDate", period.From, period.To);
}

internal sealed class TheirBooks<T>(QuickBooksClient client, PatientReads reads, QuickBooksQuery<T> all) : TheirBooks
    where T : class, IQuickBooksEntity
{
    public override Task<(IReadOnlyList<TheirSide>? Page, Failure? Failure)> PageAsync(int start, CancellationToken ct) =>
        SidesAsync(options => client.PageAsync(all.OrderBy("Id"), start, options, ct), ct);

    public override Task<(IReadOnlyList<TheirSide>? Found, Failure? Failure)> ByIdAsync(IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var these = new QuickBooksQuery<T>().WhereIn("Id", ids);
        return SidesAsync(options => client.QueryAsync(typeof(T) == typeof(Customer) || typeof(T) == typeof(Vendor) ? these.IncludingInactive() : these, options, ct), ct);
    }

    public override Task<(int Count, Failure? Failure)> CountAsync(CancellationToken ct) => reads.AskAsync(options => client.CountAsync(all, options, ct), ct);

    private async Task<(IReadOnlyList<TheirSide>? Sides, Failure? Failure)> SidesAsync(
        Func<CallOptions, Task<QuickBooksAnswer<IReadOnlyList<T>>>> ask, CancellationToken ct)
    {
        var (records, failure) = await reads.AskAsync(ask, ct);
        return (records?.Select(r => TheirSides.Of(r)).ToList(), failure);
    }
}
