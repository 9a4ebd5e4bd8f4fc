using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;

namespace Valance.Core.Orders;

/// <summary>Which orders.</summary>
public sealed record OrderListRequest : ListRequest
{
    public long? CustomerId { get; init; }

    public long? DepartmentId { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>True: something is still to pay; false: paid; null: both.</summary>
    public bool? HasBalance { get; init; }
}

public sealed record OrderRow(
    long Id, long AccountId, int Version, string Number, DateOnly CreatedOn, long CustomerId, string CustomerName, string Sidemark, string? Department,
    string Salesperson, decimal Total, decimal Balance, OrderStatus Status, DateTime UpdatedAt, string UpdatedBy)
{
    public RecordStamp Stamp => new(Id, AccountId, Version, UpdatedBy);
}

/// <summary>Orders, a page at a time.</summary>
public sealed class OrderList(IDbContextFactory<ValanceDb> store)
{
    private static readonly SortColumns<Order> Columns = new SortColumns<Order>()
        .Add("created", o => o.CreatedOn, newestFirst: true)
        .Add("number", o => o.Number)
        .Add("customer", o => o.Customer!.Name)
        .Add("sidemark", o => o.Sidemark)
        .Add("total", o => o.Total)
        .Add("balance", o => o.Balance)
        .Add("updated", o => o.UpdatedAt);

    private static readonly Expression<Func<Order, OrderRow>> Row = o => new OrderRow(
        o.Id, o.AccountId, o.Version, o.Number, o.CreatedOn, o.CustomerId, o.Customer!.Name, o.Sidemark, o.Department!.Name,
        o.Salesperson, o.Total, o.Balance, o.Status, o.UpdatedAt, o.UpdatedBy);

    public async Task<Result<ListPage<OrderRow>>> HandleAsync(Actor actor, OrderListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).PageAsync(request, Columns, Row, ct);
    }

    /// <summary>All rows that match, in order, for a file.</summary>
    public async IAsyncEnumerable<OrderRow> AllAsync(Actor actor, OrderListRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var chunk in store.ChunksAsync(db => Matching(db, actor, request), request, Columns, Row, ct))
        {
            foreach (var row in chunk)
            {
                yield return row;
            }
        }
    }

    /// <summary>The ids of all that match, whatever the page.</summary>
    public async Task<IReadOnlyList<long>> IdsAsync(Actor actor, OrderListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).IdsAsync(ct);
    }

    private static IQueryable<Order> Matching(ValanceDb db, Actor actor, OrderListRequest request)
    {
        var rows = db.VisibleOrders(actor).Matching(db, RecordKind.Order, request);
        rows = request.CustomerId is { } customer ? rows.Where(o => o.CustomerId == customer) : rows;
        rows = request.DepartmentId is { } department ? rows.Where(o => o.DepartmentId == department) : rows;
        rows = request.From is { } from ? rows.Where(o => o.CreatedOn >= from) : rows;
        rows = request.To is { } to ? rows.Where(o => o.CreatedOn <= to) : rows;
        rows = request.HasBalance switch
        {
            true => rows.Where(o => o.Balance > 0m),
            false => rows.Where(o => o.Balance <= 0m),
            null => rows,
        };
        return request.Cancelled switch
        {
            true => rows.Where(o => o.Status == OrderStatus.Cancelled),
            false => rows.Where(o => o.Status != OrderStatus.Cancelled),
            null => rows,
        };
    }
}
