using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;

namespace Valance.Web.Commands;

/// <summary>How the export jobs of one kind stand.</summary>
internal sealed class ExportCounts
{
    public int Succeeded { get; set; }

    public int Failed { get; set; }

    public int Cancelled { get; set; }

    /// <summary>Queued, Running, Waiting.</summary>
    public int Open { get; set; }

    public int Ended => Succeeded + Failed + Cancelled;

    public int Total => Ended + Open;
}

/// <summary>An Account's export jobs since a moment: those that were open then, and those made since.</summary>
internal sealed class ExportRun(IDbContextFactory<ValanceDb> store, long accountId, DateTime since)
{
    public SortedDictionary<RecordKind, ExportCounts> Counts { get; } = [];

    /// <summary>Whether something is left that moves on without a person.</summary>
    public bool CanMove { get; private set; } = true;

    public async Task LookAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var jobs = Jobs(db);
        CanMove = await MayBulkMoveAsync(db, ct) || await jobs.AnyAsync(
            j => j.EndedAt == null && j.WaitsFor != WaitReason.Account
                && db.Accounts.Any(a => a.Id == accountId && a.DeactivatedAt == null)
                && db.Connections.Any(c => c.Id == j.ConnectionId && c.State == ConnectionState.Connected)
                && (j.State != JobState.Waiting
                    || j.WaitsFor == WaitReason.Time
                    // The lane releases it at once. A child whose parent is open moves with that.
                    || (j.WaitsFor == WaitReason.Parent && db.Jobs.Any(p => p.Id == j.WaitsForJobId && p.State == JobState.Succeeded))
                    || j.WaitsFor == WaitReason.Connection),
            ct);
        var states = await jobs.GroupBy(j => new { j.RecordKind, j.State }).Select(g => new { g.Key.RecordKind, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        Counts.Clear();
        foreach (var state in states.Where(s => s.RecordKind is not null))
        {
            var counts = Counts.TryGetValue(state.RecordKind!.Value, out var known) ? known : Counts[state.RecordKind.Value] = new();
            _ = state.State switch
            {
                JobState.Succeeded => counts.Succeeded = state.Count,
                JobState.Failed => counts.Failed = state.Count,
                JobState.Cancelled => counts.Cancelled = state.Count,
                _ => counts.Open += state.Count,
            };
        }
    }

    /// <summary>A bulk export whose jobs are not all made yet.</summary>
    private Task<bool> MayBulkMoveAsync(ValanceDb db, CancellationToken ct) => db.BulkExports.AnyAsync(
        b => b.Prepared < b.Wanted && db.Jobs.Any(j => j.Id == b.JobId && j.AccountId == accountId && j.EndedAt == null && j.WaitsFor != WaitReason.Person
            && db.Accounts.Any(a => a.Id == accountId && a.DeactivatedAt == null)
            && db.Connections.Any(c => c.Id == j.ConnectionId && c.State == ConnectionState.Connected)),
        ct);

    public Task<List<Job>> FailuresAsync(ValanceDb db, int most, CancellationToken ct) =>
        Jobs(db).AsNoTracking().Where(j => j.State == JobState.Failed).OrderBy(j => j.Id).Take(most).ToListAsync(ct);

    private IQueryable<Job> Jobs(ValanceDb db) => db.Jobs.Where(
        j => j.AccountId == accountId && j.Kind == JobKind.Export && (j.EndedAt == null || j.EndedAt >= since));
}
