using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs.Retention;

namespace Valance.Core.Audit;

/// <summary>Deletes the audit of changes of long ago, where the site's retention says so.</summary>
public sealed class DeleteOldAudit(IDbContextFactory<ValanceDb> store, RetentionSettings settings, TimeProvider time)
{
    /// <summary>How many entries were deleted.</summary>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        if (settings.AuditForDays is not { } days)
        {
            return 0;
        }

        var before = time.GetUtcNow().UtcDateTime.AddDays(-days);
        var deleted = 0;
        for (var last = settings.ChunkSize; last == settings.ChunkSize; deleted += last)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var old = await db.AuditEntries.Where(e => e.At < before).OrderBy(e => e.Id).Take(settings.ChunkSize).Select(e => e.Id).ToListAsync(ct);
            last = await db.AuditEntries.Where(e => old.Contains(e.Id)).ExecuteDeleteAsync(ct);
        }

        return deleted;
    }
}
