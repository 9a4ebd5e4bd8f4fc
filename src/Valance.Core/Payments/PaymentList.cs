using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
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

public sealed record PaymentRow(
    long Id, long AccountId, int Version, DateOnly ReceivedOn, long CustomerId, string CustomerName, decimal Amount, decimal Applied, string Method,
    string ReferenceNumber, IReadOnlyList<string> OrderNumbers, PaymentStatus Status, DateTime UpdatedAt, string UpdatedBy)
{
    public RecordStamp Stamp => new(Id, AccountId, Version, UpdatedBy);

    /// <summary>The customer's credit.</summary>
    public decimal Unapplied => Status == PaymentStatus.Cancelled ? 0m : Amount - Applied;
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

    public async Task<Result<ListPage<PaymentRow>>> HandleAsync(Actor actor, PaymentListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).PageAsync(request, Columns, p => new PaymentRow(
            p.Id, p.AccountId, p.Version, p.ReceivedOn, p.CustomerId, p.Customer!.Name, p.Amount, p.Applications.Sum(a => a.Amount), p.Method,
            p.ReferenceNumber, p.Applications.Select(a => a.Order!.Number).ToList(), p.Status, p.UpdatedAt, p.UpdatedBy), ct);
    }

    /// <summary>All that match, whatever the page.</summary>
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
