using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;

namespace Valance.Core.Payments;

/// <summary>Which payments.</summary>
public sealed record PaymentListRequest : ListRequest
{
    public long? CustomerId { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string Method { get; init; } = "";
}

/// <summary>An order that a payment settles, in part or whole.</summary>
public sealed record SettledOrder(long Id, string Number, decimal Amount);

public sealed record PaymentRow(
    long Id, long AccountId, int Version, DateOnly ReceivedOn, long CustomerId, string CustomerName, decimal Amount, string Method,
    string ReferenceNumber, PaymentStatus Status, DateTime UpdatedAt, string UpdatedBy,
    RefundKind Refund, decimal Undone, decimal Returned)
{
    public IReadOnlyList<SettledOrder> Orders { get; init; } = [];

    public decimal Applied => Orders.Sum(o => o.Amount);

    public RecordStamp Stamp => new(Id, AccountId, Version, UpdatedBy);

    /// <summary>The customer's credit.</summary>
    public decimal Unapplied => Payment.CreditOf(Status, Refund, Amount, Undone, Returned, Applied);
}

/// <summary>Payments, a page at a time.</summary>
public sealed class PaymentList(IDbContextFactory<ValanceDb> store)
{
    private static readonly SortColumns<Payment> Columns = new SortColumns<Payment>()
        .Add("received", p => p.ReceivedOn, newestFirst: true)
        .Add("customer", p => p.Customer!.Name)
        .Add("amount", p => p.Amount)
        .Add("reference", p => p.ReferenceNumber)
        .Add("updated", p => p.UpdatedAt);

    private static readonly Expression<Func<Payment, PaymentRow>> Row = p => new PaymentRow(
        p.Id, p.AccountId, p.Version, p.ReceivedOn, p.CustomerId, p.Customer!.Name, p.Amount, p.Method,
        p.ReferenceNumber, p.Status, p.UpdatedAt, p.UpdatedBy, p.Refund, p.Undone, p.Returned);

    public async Task<Result<ListPage<PaymentRow>>> HandleAsync(Actor actor, PaymentListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var result = await Matching(db, actor, request).PageAsync(request, Columns, Row, ct);
        if (!result.IsDone)
        {
            return result;
        }

        return Result<ListPage<PaymentRow>>.Done(result.Value.With(await WithOrdersAsync(db, result.Value.Rows, ct)));
    }

    /// <summary>By themselves: within the page's query SQLite would join all applications there are before it looks at the page.</summary>
    private static async Task<IReadOnlyList<PaymentRow>> WithOrdersAsync(ValanceDb db, IReadOnlyList<PaymentRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var settled = await db.Set<PaymentApplication>().Where(a => ids.Contains(a.PaymentId)).OrderBy(a => a.OrderId)
            .Select(a => new { a.PaymentId, Order = new SettledOrder(a.OrderId, a.Order!.Number, a.Amount) }).ToListAsync(ct);
        var orders = settled.ToLookup(a => a.PaymentId, a => a.Order);
        return [.. rows.Select(r => r with { Orders = [.. orders[r.Id]] })];
    }

    /// <summary>All rows that match, in order, for a file.</summary>
    public async IAsyncEnumerable<PaymentRow> AllAsync(Actor actor, PaymentListRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var chunk in store.ChunksAsync(db => Matching(db, actor, request), request, Columns, Row, ct))
        {
            await using var db = await store.CreateDbContextAsync(ct);
            foreach (var row in await WithOrdersAsync(db, chunk, ct))
            {
                yield return row;
            }
        }
    }

    /// <summary>The ids of all that match, whatever the page.</summary>
    public async Task<IReadOnlyList<long>> IdsAsync(Actor actor, PaymentListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).IdsAsync(ct);
    }

    private static IQueryable<Payment> Matching(ValanceDb db, Actor actor, PaymentListRequest request)
    {
        var rows = db.VisiblePayments(actor).Matching(db, RecordKind.Payment, request);
        rows = request.CustomerId is { } customer ? rows.Where(p => p.CustomerId == customer) : rows;
        rows = request.From is { } from ? rows.Where(p => p.ReceivedOn >= from) : rows;
        rows = request.To is { } to ? rows.Where(p => p.ReceivedOn <= to) : rows;
        rows = request.Method.Length > 0 ? rows.Where(p => p.Method == request.Method) : rows;
        return request.Cancelled switch
        {
            true => rows.Where(p => p.Status == PaymentStatus.Cancelled),
            false => rows.Where(p => p.Status != PaymentStatus.Cancelled),
            null => rows,
        };
    }
}
