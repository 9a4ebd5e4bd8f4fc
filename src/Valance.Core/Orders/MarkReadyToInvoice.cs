using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Audit;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Core.Schedules;

namespace Valance.Core.Orders;

/// <param name="JobId">The export that follows, where the Account wants that; the open one, if the order had one.</param>
public sealed record MarkedReady(long? JobId);

/// <summary>
/// Marks an order as ready to invoice, or takes the mark back. Where the Account exports on that mark, the job is written in the same transaction. The mark is
/// not sent, so it leaves the version alone: else it would show as a change since the export.
/// </summary>
public sealed class MarkReadyToInvoice(JobWriter jobs, TimeProvider time)
{
    public Task<Result<MarkedReady>> HandleAsync(Actor actor, long orderId, bool ready, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            if (await db.VisibleOrders(actor).AsNoTracking().SingleOrDefaultAsync(o => o.Id == orderId, ct) is not { } order)
            {
                return Result<MarkedReady>.NotFound("The order");
            }

            if (!actor.May(Permission.EditCustomersAndOrders, order.AccountId))
            {
                return Result<MarkedReady>.Forbidden("Your role may not change orders.");
            }

            if (order.Status == OrderStatus.Cancelled)
            {
                return Result<MarkedReady>.Invalid("", $"{order.Label} is cancelled and cannot be changed.");
            }

            var status = ready ? OrderStatus.ReadyToInvoice : OrderStatus.Open;
            var marked = await db.Orders.TagWith(UnauditedWrites.ByHand).Where(o => o.Id == orderId && o.Status != OrderStatus.Cancelled && o.Status != status)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, status), ct);
            if (marked > 0)
            {
                db.Acting = actor;
                db.AuditEntries.Add(AuditTrail.Changed(db, order, new AuditChange(nameof(Order.Status), AuditText.Of(order.Status), AuditText.Of(status))));
            }

            return Result<MarkedReady>.Done(new(ready && actor.May(Permission.Export, order.AccountId) ? await ExportAsync(db, actor, order, ct) : null));
        },
        ct);

    private async Task<long?> ExportAsync(ValanceDb db, Actor actor, Order order, CancellationToken ct)
    {
        var settings = await db.ExportSettings.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == order.AccountId, ct);
        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == order.AccountId && c.State != ConnectionState.Disconnected, ct);
        if (settings is not { WhenReady: true } || connection is null || (await CutOff.LeftOutAsync(db, RecordKind.Order, [order.Id], ct)).Count > 0)
        {
            return null;
        }

        var open = await db.Jobs.Where(j => j.ConnectionId == connection.Id && j.RecordKind == RecordKind.Order && j.RecordId == order.Id && j.EndedAt == null)
            .Select(j => (long?)j.Id).FirstOrDefaultAsync(ct);
        if (open is not null)
        {
            return open;
        }

        var job = RequestExport.NewJob(order, connection.Id, actor.UserId, actor.Name, RequestExport.SinglePriority, time.GetUtcNow().UtcDateTime);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        return job.Id;
    }
}
