using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Schedules;

namespace Valance.Core.Jobs;

/// <summary>The jobs that stand for the records now: newly made, or already open.</summary>
/// <param name="LeftOut">Records before the cut-off, which stay here.</param>
public sealed record ExportRequested(IReadOnlyList<long> JobIds, int Created, int LeftOut = 0);

/// <summary>A person (or program) asks to export records of one kind: makes a job for each that has none open. Parents are made by the lane, when it sees that they are needed.</summary>
public sealed class RequestExport(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    internal const string NotConnected = "QuickBooks is not connected. The account administrator connects it under Tools > QuickBooks connection.";

    /// <summary>One record is a person's click and goes before bulk.</summary>
    public const int SinglePriority = 10;

    // One long transaction would starve every other writer.
    private const int ChunkSize = 500;

    public async Task<Result<ExportRequested>> HandleAsync(Actor actor, RecordKind kind, IReadOnlyCollection<long> recordIds, CancellationToken ct)
    {
        var leftOut = await LeftOutAsync(actor, kind, recordIds, ct);
        var wanted = recordIds.Distinct().Where(id => !leftOut.ContainsKey(id)).ToList();
        if (wanted.Count == 0 && leftOut.Count > 0)
        {
            return Result<ExportRequested>.Invalid("", leftOut.Count == 1 ? leftOut.Values.Single().Why : $"All {leftOut.Count} are before the cut-off and are not exported.");
        }

        var chunks = wanted.Chunk(ChunkSize).ToList();
        var lanes = new Dictionary<long, long>();
        foreach (var chunk in chunks)
        {
            if (await FindLanesAsync(actor, kind, chunk, lanes, ct) is { } refusal)
            {
                return refusal;
            }
        }

        if (lanes.Count == 0)
        {
            return Result<ExportRequested>.NotFound("The record");
        }

        var ids = new List<long>();
        var created = 0;
        foreach (var chunk in chunks)
        {
            var (made, open) = await MakeJobsAsync(actor, kind, chunk, lanes, wanted.Count == 1 ? SinglePriority : 0, ct);
            ids.AddRange([.. made.Select(j => j.Id), .. open]);
            created += made.Count;
        }

        return Result<ExportRequested>.Done(new(ids, created, leftOut.Count));
    }

    private async Task<Dictionary<long, EarlyDay>> LeftOutAsync(Actor actor, RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        var leftOut = new Dictionary<long, EarlyDay>();
        await using var db = await store.CreateDbContextAsync(ct);
        foreach (var chunk in CutOff.Has(kind) ? ids.Distinct().Chunk(ChunkSize) : [])
        {
            var visible = await db.VisibleRecords(actor, kind).Where(r => chunk.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct);
            foreach (var (id, early) in await CutOff.LeftOutAsync(db, kind, visible, ct))
            {
                leftOut[id] = early;
            }
        }

        return leftOut;
    }

    /// <summary>Refuses before anything is written: rights, and a connection for each Account.</summary>
    private async Task<Result<ExportRequested>?> FindLanesAsync(
        Actor actor, RecordKind kind, long[] recordIds, Dictionary<long, long> lanes, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var accounts = await db.VisibleRecords(actor, kind).Where(r => recordIds.Contains(r.Id)).Select(r => r.AccountId).Distinct().ToListAsync(ct);
        foreach (var account in accounts.Where(a => !lanes.ContainsKey(a)))
        {
            if (!actor.May(Permission.Export, account))
            {
                return Result<ExportRequested>.Forbidden("Your role may not export. A bookkeeper or the account administrator can.");
            }

            var connection = await db.Connections.Where(c => c.AccountId == account && c.State != ConnectionState.Disconnected)
                .Select(c => (long?)c.Id).SingleOrDefaultAsync(ct);
            if (connection is null)
            {
                return Result<ExportRequested>.Invalid("", NotConnected);
            }

            lanes[account] = connection.Value;
        }

        return null;
    }

    private Task<(List<Job> Made, List<long> Open)> MakeJobsAsync(
        Actor actor, RecordKind kind, long[] recordIds, Dictionary<long, long> lanes, int priority, CancellationToken ct) =>
        jobs.CommitAsync(
            async (db, ct) =>
            {
                // JobWriter lets one writer in at a time, so nobody opens a job for these records between this look and the commit.
                var open = await db.Jobs
                    .Where(j => j.RecordKind == kind && j.RecordId != null && recordIds.Contains(j.RecordId.Value) && j.EndedAt == null)
                    .ToDictionaryAsync(j => j.RecordId!.Value, ct);
                var records = await db.VisibleRecords(actor, kind).AsNoTracking()
                    .Where(r => recordIds.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct);
                var visible = records.ConvertAll(r => r.Id).ToHashSet();
                // What waits among many goes first once somebody asks for it by itself.
                foreach (var (_, waiting) in open.Where(o => visible.Contains(o.Key) && o.Value.Priority < priority))
                {
                    waiting.Priority = priority;
                }

                var now = time.GetUtcNow().UtcDateTime;
                var made = records.Where(r => !open.ContainsKey(r.Id)).Select(r => NewJob(r, lanes[r.AccountId], actor.UserId, actor.Name, priority, now)).ToList();
                db.Jobs.AddRange(made);
                return (made, open.Where(o => visible.Contains(o.Key)).Select(o => o.Value.Id).ToList());
            },
            ct);

    /// <summary>The job that exports one record.</summary>
    public static Job NewJob(Record record, long connectionId, long? userId, string requestedBy, int priority, DateTime now)
    {
        var job = new Job
        {
            AccountId = record.AccountId,
            ConnectionId = connectionId,
            Kind = JobKind.Export,
            RecordKind = record.Kind,
            RecordId = record.Id,
            Title = record.Label,
            State = JobState.Queued,
            Priority = priority,
            RequestedByUserId = userId,
            RequestedBy = requestedBy,
            CreatedAt = now,
        };
        job.RefreshSearch();
        return job;
    }
}
