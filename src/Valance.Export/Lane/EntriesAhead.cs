using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Records;
using Valance.Export.Planning;

namespace Valance.Export.Lane;

/// <summary>
/// Makes the items and other entries of lists that a bulk export's first orders lack while its customers are under way: else the orders would wait for the
/// customers, and then once more for the entries, while next to nothing leaves.
/// </summary>
internal sealed class EntriesAhead(IDbContextFactory<ValanceDb> store, ExportPlanner planner, LaneSettings settings)
{
    private Task? _work;

    /// <summary>Begins, once in a run, when a bulk export's customers are taken.</summary>
    public void Begin(LaneSession lane, IReadOnlyList<Job> taken, CancellationToken ct)
    {
        if (_work is null && taken[0] is { Kind: JobKind.Export, RecordKind: RecordKind.Customer, BulkId: { } bulk })
        {
            _work = Task.Run(() => MakeAsync(lane, bulk, ct), ct);
        }
    }

    /// <summary>When nothing of it is under way any more.</summary>
    public Task EndAsync() => _work ?? Task.CompletedTask;

    private async Task MakeAsync(LaneSession lane, long bulkId, CancellationToken ct)
    {
        List<long> orders;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            // Their jobs may not be written yet.
            var selection = await db.BulkExports.Where(b => b.JobId == bulkId).Select(b => b.Selection).SingleAsync(ct);
            var customers = BulkSelection.Of(selection, RecordKind.Customer).ToHashSet();
            var first = BulkSelection.Of(selection, RecordKind.Order).Take(settings.ChunkSize * 4).ToList();
            orders = [.. (await db.Orders.Where(o => first.Contains(o.Id)).Select(o => new { o.Id, o.CustomerId }).ToListAsync(ct))
                .Where(o => customers.Contains(o.CustomerId)).Select(o => o.Id)];
        }

        if (orders.Count > 0)
        {
            await planner.CreateEntriesAheadAsync(lane.AccountId, lane.Client, orders, ct);
        }
    }
}
