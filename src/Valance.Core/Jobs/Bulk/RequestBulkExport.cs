using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Alerts;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Schedules;

namespace Valance.Core.Jobs.Bulk;

/// <param name="JobId">The bulk export's job; null where there was nothing to export.</param>
/// <param name="Records">How many records it takes.</param>
/// <param name="OnTheirWay">How many more have an open job already.</param>
/// <param name="UnchangedByKind">What stands in QuickBooks as it is.</param>
public sealed record BulkRequested(long? JobId, int Records, int OnTheirWay, IReadOnlyDictionary<RecordKind, int> UnchangedByKind)
{
    public int Unchanged => UnchangedByKind.Values.Sum();
}

/// <summary>How the records of one kind stand before a bulk export.</summary>
/// <param name="ToExport">New, changed since their export, or failed.</param>
/// <param name="OnTheirWay">With an open job.</param>
/// <param name="Unchanged">Standing in QuickBooks as they are.</param>
/// <param name="BeforeCutOff">Part of the opening balances: they stay here.</param>
public sealed record BulkOffer(int ToExport, int OnTheirWay, int Unchanged, int BeforeCutOff);

/// <summary>Asks to export many records at once. It writes one job and the selection; the lane makes the records' jobs from it, parents first.</summary>
public sealed class RequestBulkExport(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    private static readonly ExportState[] Wanted = [ExportState.NotExported, ExportState.ChangedSinceExport, ExportState.Failed];
    private static readonly ExportState[] OnTheirWay = [ExportState.Queued, ExportState.Waiting];

    /// <summary>Everything of these kinds that is new, changed since its export, or failed. What stands in QuickBooks as it is gets no job.</summary>
    /// <param name="kinds">Empty for all.</param>
    public Task<Result<BulkRequested>> HandleAsync(Actor actor, long accountId, IReadOnlyCollection<RecordKind> kinds, CancellationToken ct) =>
        HandleAsync(actor, accountId, kinds, new Dictionary<RecordKind, IReadOnlySet<long>>(), ct);

    /// <param name="kinds">Empty for all.</param>
    /// <param name="leaveOut">Records that were found not ready.</param>
    public async Task<Result<BulkRequested>> HandleAsync(
        Actor actor, long accountId, IReadOnlyCollection<RecordKind> kinds, IReadOnlyDictionary<RecordKind, IReadOnlySet<long>> leaveOut, CancellationToken ct)
    {
        var connection = await ConnectionOfAsync(actor, accountId, ct);
        if (!connection.IsDone)
        {
            return connection.Refused<BulkRequested>();
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await db.BulkExports.AnyAsync(
            b => b.Prepared < b.Wanted && db.Jobs.Any(j => j.Id == b.JobId && j.AccountId == accountId && j.EndedAt == null), ct))
        {
            return Result<BulkRequested>.Conflict("An export of many records has just been asked for. It is listed in Background Jobs; wait until it has begun.");
        }

        var found = await FindAllAsync(db, actor, accountId, kinds, ct);
        var taken = found.ToDictionary(f => f.Key, f => leaveOut.GetValueOrDefault(f.Key) is { } left ? [.. f.Value.Ids.Where(id => !left.Contains(id))] : f.Value.Ids);
        var selected = new SortedDictionary<RecordKind, IReadOnlyList<long>>(taken.Where(t => t.Value.Count > 0).ToDictionary());
        var unchanged = new SortedDictionary<RecordKind, int>(found.ToDictionary(f => f.Key, f => f.Value.Unchanged));
        var open = found.Values.Sum(f => f.Open);
        return await WriteAsync(actor, accountId, connection.Value, selected, open, unchanged, ct);
    }

    /// <summary>A selection of one kind; records of several Accounts become a bulk export for each. Answers with the first one's job.</summary>
    public async Task<Result<BulkRequested>> HandleSelectionAsync(Actor actor, RecordKind kind, IReadOnlyCollection<long> recordIds, CancellationToken ct)
    {
        var byAccount = new SortedDictionary<long, List<long>>();
        var leftOut = 0;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            foreach (var chunk in recordIds.Distinct().Chunk(500))
            {
                var early = await CutOff.LeftOutAsync(db, kind, chunk, ct);
                leftOut += early.Count;
                foreach (var record in (await db.VisibleRecords(actor, kind).Where(r => chunk.Contains(r.Id)).Select(r => new { r.Id, r.AccountId }).ToListAsync(ct))
                    .Where(r => !early.ContainsKey(r.Id)))
                {
                    (byAccount.TryGetValue(record.AccountId, out var ids) ? ids : byAccount[record.AccountId] = []).Add(record.Id);
                }
            }
        }

        if (byAccount.Count == 0)
        {
            return leftOut > 0
                ? Result<BulkRequested>.Invalid("", "All of them are before the cut-off and are not exported.")
                : Result<BulkRequested>.NotFound("The record");
        }

        var connections = new Dictionary<long, long>();
        foreach (var account in byAccount.Keys)
        {
            var connection = await ConnectionOfAsync(actor, account, ct);
            if (!connection.IsDone)
            {
                return connection.Refused<BulkRequested>();
            }

            connections[account] = connection.Value;
        }

        BulkRequested? first = null;
        var all = 0;
        foreach (var (account, ids) in byAccount)
        {
            var selected = new SortedDictionary<RecordKind, IReadOnlyList<long>> { [kind] = [.. ids.Order()] };
            var asked = await WriteAsync(actor, account, connections[account], selected, 0, new SortedDictionary<RecordKind, int>(), ct);
            first ??= asked.Value;
            all += ids.Count;
        }

        return Result<BulkRequested>.Done(first! with { Records = all });
    }

    /// <summary>What an export would take, for a person to choose from; kinds without a record are left out.</summary>
    public async Task<Result<IReadOnlyDictionary<RecordKind, BulkOffer>>> OfferAsync(Actor actor, long accountId, CancellationToken ct)
    {
        var connection = await ConnectionOfAsync(actor, accountId, ct);
        if (!connection.IsDone)
        {
            return connection.Refused<IReadOnlyDictionary<RecordKind, BulkOffer>>();
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var found = await FindAllAsync(db, actor, accountId, [], ct);
        return Result<IReadOnlyDictionary<RecordKind, BulkOffer>>.Done(new SortedDictionary<RecordKind, BulkOffer>(found
            .Where(f => f.Value.Ids.Count + f.Value.Open + f.Value.Unchanged + f.Value.BeforeCutOff > 0)
            .ToDictionary(f => f.Key, f => new BulkOffer(f.Value.Ids.Count, f.Value.Open, f.Value.Unchanged, f.Value.BeforeCutOff))));
    }

    /// <summary>Everything that is new, changed or failed, in the schedule's name. The night's row is written with the job: nobody can run the same night twice.</summary>
    /// <returns>False where somebody else has run it.</returns>
    internal async Task<bool> ForNightAsync(long accountId, DateOnly night, CancellationToken ct)
    {
        var connection = await ConnectionOfAsync(Actor.Schedule, accountId, ct);
        var selected = new SortedDictionary<RecordKind, IReadOnlyList<long>>();
        if (connection.IsDone)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var found = await FindAllAsync(db, Actor.Schedule, accountId, [], ct);
            var waiting = await NotReadyToInvoice.AmongAsync(db, accountId, ct);
            foreach (var (kind, of) in found)
            {
                if (of.Ids.Where(id => !waiting.Contains((kind, id))).ToList() is { Count: > 0 } ids)
                {
                    selected[kind] = ids;
                }
            }
        }

        return await jobs.CommitAsync(
            async (db, ct) =>
            {
                // One writer of jobs at a time, on all nodes: what is not there now is not written by another before the commit.
                if (await RunNight.HasRunAsync(db, accountId, night, ct))
                {
                    return false;
                }

                var job = selected.Count > 0 ? await AddAsync(db, Actor.Schedule, accountId, connection.Value, selected, "Nightly export", ct) : null;
                if (job is null)
                {
                    db.Alerts.Add(NightAlerts.Nothing(accountId, connection.IsDone, time.GetUtcNow().UtcDateTime));
                }

                db.NightRuns.Add(new NightRun { AccountId = accountId, Night = night, StartedAt = time.GetUtcNow().UtcDateTime, JobId = job?.Id });
                return true;
            },
            ct);
    }

    /// <summary>The records that an export would take, to look at them before.</summary>
    public async Task<Result<IReadOnlyDictionary<RecordKind, IReadOnlyCollection<long>>>> SelectAsync(
        Actor actor, long accountId, IReadOnlyCollection<RecordKind> kinds, CancellationToken ct)
    {
        var connection = await ConnectionOfAsync(actor, accountId, ct);
        if (!connection.IsDone)
        {
            return connection.Refused<IReadOnlyDictionary<RecordKind, IReadOnlyCollection<long>>>();
        }

        await using var db = await store.CreateDbContextAsync(ct);
        return Result<IReadOnlyDictionary<RecordKind, IReadOnlyCollection<long>>>.Done(
            (await FindAllAsync(db, actor, accountId, kinds, ct)).ToDictionary(f => f.Key, f => (IReadOnlyCollection<long>)f.Value.Ids));
    }

    private static async Task<SortedDictionary<RecordKind, Found>> FindAllAsync(
        ValanceDb db, Actor actor, long accountId, IReadOnlyCollection<RecordKind> kinds, CancellationToken ct)
    {
        var found = new SortedDictionary<RecordKind, Found>();
        foreach (var kind in Enum.GetValues<RecordKind>().Where(k => kinds.Count == 0 || kinds.Contains(k)))
        {
            found[kind] = await FindAsync(db, actor, accountId, kind, ct);
        }

        return found;
    }

    private async Task<Result<long>> ConnectionOfAsync(Actor actor, long accountId, CancellationToken ct)
    {
        if (!actor.May(Permission.Export, accountId))
        {
            return Result<long>.Forbidden("Your role may not export. A bookkeeper or the account administrator can.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        return await db.Connections.Where(c => c.AccountId == accountId && c.State != ConnectionState.Disconnected).Select(c => (long?)c.Id).SingleOrDefaultAsync(ct) is { } id
            ? Result<long>.Done(id)
            : Result<long>.Invalid("", RequestExport.NotConnected);
    }

    private async Task<Result<BulkRequested>> WriteAsync(
        Actor actor, long accountId, long connectionId, SortedDictionary<RecordKind, IReadOnlyList<long>> selected, int open,
        SortedDictionary<RecordKind, int> unchanged, CancellationToken ct)
    {
        var records = selected.Values.Sum(ids => ids.Count);
        if (records == 0)
        {
            return Result<BulkRequested>.Done(new(null, 0, open, unchanged));
        }

        var job = await jobs.CommitAsync((db, ct) => AddAsync(db, actor, accountId, connectionId, selected, "Export", ct), ct);
        return Result<BulkRequested>.Done(new(job.Id, records, open, unchanged));
    }

    private async Task<Job> AddAsync(
        ValanceDb db, Actor actor, long accountId, long connectionId, SortedDictionary<RecordKind, IReadOnlyList<long>> selected, string what, CancellationToken ct)
    {
        var records = selected.Values.Sum(ids => ids.Count);
        var job = new Job
        {
            AccountId = accountId,
            ConnectionId = connectionId,
            Kind = JobKind.BulkExport,
            Title = string.Create(CultureInfo.InvariantCulture, $"{what} of {records:N0} {(records == 1 ? "record" : "records")}"),
            State = JobState.Queued,
            RequestedByUserId = actor.UserId,
            RequestedBy = actor.Name,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        job.RefreshSearch();
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        db.BulkExports.Add(new BulkExport { JobId = job.Id, Selection = BulkSelection.Write(selected), Wanted = records });
        return job;
    }

    private static Task<Found> FindAsync(ValanceDb db, Actor actor, long account, RecordKind kind, CancellationToken ct) => kind switch
    {
        RecordKind.Customer => FindAsync(db, kind, db.VisibleCustomers(actor).Where(c => c.AccountId == account), c => c.IsCancelled, ct),
        RecordKind.Vendor => FindAsync(db, kind, db.VisibleVendors(actor).Where(v => v.AccountId == account), v => v.IsCancelled, ct),
        RecordKind.Order => FindAsync(db, kind, db.VisibleOrders(actor).Where(o => o.AccountId == account), o => o.Status == OrderStatus.Cancelled, ct),
        RecordKind.Payment => FindAsync(db, kind, db.VisiblePayments(actor).Where(p => p.AccountId == account), p => p.Status == PaymentStatus.Cancelled, ct),
        _ => FindAsync(db, kind, db.VisiblePurchaseOrders(actor).Where(p => p.AccountId == account), p => p.Status == PurchaseOrderStatus.Cancelled, ct),
    };

    private static async Task<Found> FindAsync<T>(ValanceDb db, RecordKind kind, IQueryable<T> records, Expression<Func<T, bool>> isCancelled, CancellationToken ct)
        where T : Record
    {
        var unchanged = await records.InExportState(db, kind, ExportState.Exported).CountAsync(ct);
        var open = 0;
        foreach (var state in OnTheirWay)
        {
            open += await records.InExportState(db, kind, state).CountAsync(ct);
        }

        // What was cancelled before it ever went out has nothing to undo in QuickBooks.
        var neverSent = await records.Where(isCancelled).InExportState(db, kind, ExportState.NotExported).Select(r => r.Id).ToListAsync(ct);
        var ids = new HashSet<long>();
        foreach (var state in Wanted)
        {
            ids.UnionWith(await records.InExportState(db, kind, state).Select(r => r.Id).ToListAsync(ct));
        }

        ids.ExceptWith(neverSent);
        return new Found([.. ids.Order()], open, unchanged, await records.InExportState(db, kind, ExportState.BeforeCutOff).CountAsync(ct));
    }

    private sealed record Found(IReadOnlyList<long> Ids, int Open, int Unchanged, int BeforeCutOff);
}
