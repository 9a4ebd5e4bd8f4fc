using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;

namespace Valance.Core.PurchaseOrders;

/// <summary>Which purchase orders.</summary>
public sealed record PurchaseOrderListRequest : ListRequest
{
    public long? VendorId { get; init; }

    public long? OrderId { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Null: as <see cref="ListRequest.Cancelled"/> says.</summary>
    public PurchaseOrderStatus? Status { get; init; }
}

public sealed record PurchaseOrderRow(
    long Id, long AccountId, int Version, string Number, DateOnly Date, long VendorId, string VendorName, long? OrderId, string? OrderNumber,
    string? Sidemark, decimal Total, PurchaseOrderStatus Status, DateTime UpdatedAt, string UpdatedBy)
{
    public RecordStamp Stamp => new(Id, AccountId, Version, UpdatedBy);
}

/// <summary>Purchase orders, a page at a time.</summary>
public sealed class PurchaseOrderList(IDbContextFactory<ValanceDb> store)
{
    private static readonly SortColumns<PurchaseOrder> Columns = new SortColumns<PurchaseOrder>()
        .Add("date", p => p.Date, newestFirst: true)
        .Add("number", p => p.Number)
        .Add("vendor", p => p.Vendor!.Name)
        .Add("total", p => p.Total)
        .Add("updated", p => p.UpdatedAt);

    private static readonly Expression<Func<PurchaseOrder, PurchaseOrderRow>> Row = p => new PurchaseOrderRow(
        p.Id, p.AccountId, p.Version, p.Number, p.Date, p.VendorId, p.Vendor!.Name, p.OrderId, p.Order!.Number,
        p.Order!.Sidemark, p.Total, p.Status, p.UpdatedAt, p.UpdatedBy);

    public async Task<Result<ListPage<PurchaseOrderRow>>> HandleAsync(Actor actor, PurchaseOrderListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).PageAsync(request, Columns, Row, ct);
    }

    /// <summary>All rows that match, in order, for a file.</summary>
    public async IAsyncEnumerable<PurchaseOrderRow> AllAsync(Actor actor, PurchaseOrderListRequest request, [EnumeratorCancellation] CancellationToken ct)
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
    public async Task<IReadOnlyList<long>> IdsAsync(Actor actor, PurchaseOrderListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).IdsAsync(ct);
    }

    private static IQueryable<PurchaseOrder> Matching(ValanceDb db, Actor actor, PurchaseOrderListRequest request)
    {
        var rows = db.VisiblePurchaseOrders(actor).Matching(db, RecordKind.PurchaseOrder, request);
        rows = request.VendorId is { } vendor ? rows.Where(p => p.VendorId == vendor) : rows;
        rows = request.OrderId is { } order ? rows.Where(p => p.OrderId == order) : rows;
        rows = request.From is { } from ? rows.Where(p => p.Date >= from) : rows;
        rows = request.To is { } to ? rows.Where(p => p.Date <= to) : rows;
        return (request.Status, request.Cancelled) switch
        {
            ({ } status, _) => rows.Where(p => p.Status == status),
            (_, true) => rows.Where(p => p.Status == PurchaseOrderStatus.Cancelled || p.Status == PurchaseOrderStatus.Replaced),
            (_, false) => rows.Where(p => p.Status == PurchaseOrderStatus.Open || p.Status == PurchaseOrderStatus.Received),
            _ => rows,
        };
    }
}
