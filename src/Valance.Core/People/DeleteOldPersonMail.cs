using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Core.People;

/// <summary>Every night: what was handed over or given up a month ago. The person's row says when they were invited.</summary>
public sealed class DeleteOldPersonMail(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <returns>How many.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var old = time.GetUtcNow().UtcDateTime - Kept;
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.PersonMails.Where(m => m.EndedAt <= old).ExecuteDeleteAsync(ct);
    }
}
