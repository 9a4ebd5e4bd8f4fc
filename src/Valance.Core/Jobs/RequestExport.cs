using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Core.Jobs;

/// <summary>The jobs that stand for the records now: newly made, or already open.</summary>
public sealed record ExportRequested(IReadOnlyList<long> JobIds, int Created);

/// <summary>A person (or program) asks to export records of one kind: makes a job for each that has none open.</summary>
public sealed class RequestExport(IDbContextFactory<ValanceDb> store, TimeProvider time, JobSignals signals)
{
    /// <summary>One record is a person's click and goes before bulk.</summary>
    private const int SinglePriority = 10;

    public async Task<Result<ExportRequested>> HandleAsync(Actor actor, RecordKind kind, IReadOnlyCollection<long> recordIds, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var records = await db.VisibleRecords(actor, kind).Where(r => recordIds.Contains(r.Id)).ToListAsync(ct);
        if (records.Count == 0)
        {
            return Result<ExportRequested>.NotFound("The record");
        }

        if (records.Exists(r => !actor.May(Permission.Export, r.AccountId)))
        {
            return Result<ExportRequested>.Forbidden("Your role may not export. A bookkeeper or the account administrator can.");
        }

        var accountId = records[0].AccountId;
        var connection = await db.Connections.SingleOrDefaultAsync(c => c.AccountId == accountId && c.State != ConnectionState.Disconnected, ct);
        if (connection is null)
        {
            return Result<ExportRequested>.Invalid("", "QuickBooks is not connected. The account administrator connects it under Tools > QuickBooks connection.");
        }

        var ids = records.ConvertAll(r => r.Id);
        var open = await db.Jobs
            .Where(j => j.ConnectionId == connection.Id && j.RecordKind == kind && ids.Contains(j.RecordId!.Value) && j.EndedAt == null)
            .ToDictionaryAsync(j => j.RecordId!.Value, ct);
        var now = time.GetUtcNow().UtcDateTime;
        var made = new List<Job>();
        foreach (var record in records.Where(r => !open.ContainsKey(r.Id)))
        {
            var job = new Job
            {
                AccountId = record.AccountId,
                ConnectionId = connection.Id,
                Kind = JobKind.Export,
                RecordKind = kind,
                RecordId = record.Id,
                Title = record.Label,
                State = JobState.Queued,
                Priority = records.Count == 1 ? SinglePriority : 0,
                RequestedByUserId = actor.UserId,
                RequestedBy = actor.Name,
                CreatedAt = now,
            };
            job.RefreshSearch();
            made.Add(job);
        }

        db.Jobs.AddRange(made);
        await db.SaveChangesAsync(ct);
        foreach (var job in made)
        {
            signals.Tell(new JobChanged(job.Id, job.AccountId, job.ConnectionId, job.State, job.RequestedByUserId, kind, job.RecordId));
        }

        signals.Wake(connection.Id);
        return Result<ExportRequested>.Done(new([.. open.Values.Select(j => j.Id), .. made.Select(j => j.Id)], made.Count));
    }
}
