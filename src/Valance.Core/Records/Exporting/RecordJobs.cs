using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Core.Records.Exporting;

/// <summary>A background job of one record, for the record's own page.</summary>
public sealed record RecordJob(
    long Id, JobState State, string Summary, string RequestedBy, DateTime CreatedAt, DateTime? EndedAt, bool IsDismissed, bool IsCleared, bool HasWarnings);

/// <summary>The latest jobs of one record that the viewer may open, newest first.</summary>
public sealed class RecordJobs(IDbContextFactory<ValanceDb> store)
{
    public async Task<IReadOnlyList<RecordJob>> OfAsync(Actor actor, RecordKind kind, long recordId, int most, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.VisibleJobs(actor)
            .Where(j => j.RecordKind == kind && j.RecordId == recordId)
            .OrderByDescending(j => j.Id).Take(most)
            .Select(j => new RecordJob(
                j.Id, j.State, j.Summary, j.RequestedBy, j.CreatedAt, j.EndedAt, j.DismissedAt != null, j.ClearedByJobId != null, j.HasWarnings))
            .ToListAsync(ct);
    }
}
