using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;

namespace Valance.Core.Jobs;

/// <param name="Jobs">Made now, or open already.</param>
public sealed record ExportOfAllRequested(int Jobs, IReadOnlyDictionary<RecordKind, int> UnchangedByKind)
{
    public int Unchanged => UnchangedByKind.Values.Sum();
}

/// <summary>Asks to export everything of an Account that is new, changed since its export, or failed. What stands in QuickBooks as it is gets no job.</summary>
public sealed class RequestExportOfAll(IDbContextFactory<ValanceDb> store, RequestExport export)
{
    private static readonly ExportState[] Wanted = [ExportState.NotExported, ExportState.ChangedSinceExport, ExportState.Failed, ExportState.Queued, ExportState.Waiting];

    public async Task<Result<ExportOfAllRequested>> HandleAsync(Actor actor, long accountId, CancellationToken ct)
    {
        var jobs = 0;
        var unchanged = new SortedDictionary<RecordKind, int>();
        foreach (var kind in Enum.GetValues<RecordKind>().Order())
        {
            var ids = await IdsAsync(actor, accountId, kind, unchanged, ct);
            if (ids.Count == 0)
            {
                continue;
            }

            var asked = await export.HandleAsync(actor, kind, ids, ct);
            if (!asked.IsDone)
            {
                return asked.Refusal == Refusal.Forbidden
                    ? Result<ExportOfAllRequested>.Forbidden(asked.Problems[0].Message)
                    : Result<ExportOfAllRequested>.Invalid(asked.Problems);
            }

            jobs += asked.Value.JobIds.Count;
        }

        return Result<ExportOfAllRequested>.Done(new(jobs, unchanged));
    }

    private async Task<List<long>> IdsAsync(Actor actor, long accountId, RecordKind kind, SortedDictionary<RecordKind, int> unchanged, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return kind switch
        {
            RecordKind.Customer => await IdsAsync(db, db.VisibleCustomers(actor).Where(c => c.AccountId == accountId), c => c.IsCancelled),
            RecordKind.Vendor => await IdsAsync(db, db.VisibleVendors(actor).Where(v => v.AccountId == accountId), v => v.IsCancelled),
            RecordKind.Order => await IdsAsync(db, db.VisibleOrders(actor).Where(o => o.AccountId == accountId), o => o.Status == OrderStatus.Cancelled),
            RecordKind.Payment => await IdsAsync(db, db.VisiblePayments(actor).Where(p => p.AccountId == accountId), p => p.Status == PaymentStatus.Cancelled),
            _ => await IdsAsync(db, db.VisiblePurchaseOrders(actor).Where(p => p.AccountId == accountId), p => p.Status == PurchaseOrderStatus.Cancelled),
        };

        async Task<List<long>> IdsAsync<T>(ValanceDb db, IQueryable<T> records, System.Linq.Expressions.Expression<Func<T, bool>> isCancelled)
            where T : Record
        {
            unchanged[kind] = await records.InExportState(db, kind, ExportState.Exported).CountAsync(ct);
            // What was cancelled before it ever went out has nothing to undo in QuickBooks.
            var neverSent = await records.Where(isCancelled).InExportState(db, kind, ExportState.NotExported).Select(r => r.Id).ToListAsync(ct);
            var ids = new HashSet<long>();
            foreach (var state in Wanted)
            {
                ids.UnionWith(await records.InExportState(db, kind, state).Select(r => r.Id).ToListAsync(ct));
            }

            ids.ExceptWith(neverSent);
            return [.. ids.Order()];
        }
    }
}
