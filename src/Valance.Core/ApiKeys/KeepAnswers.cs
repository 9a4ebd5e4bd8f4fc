using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Core.ApiKeys;

/// <summary>How a request with an idempotency key stands.</summary>
public enum Repeat
{
    /// <summary>It is the first: do it, then keep the answer or let the key go.</summary>
    First,
    /// <summary>It was answered: give that answer.</summary>
    Answered,
    /// <summary>The first one is under way.</summary>
    UnderWay,
    /// <summary>The key stands for another request.</summary>
    OtherRequest,
}

/// <summary>Keeps the answers of requests with an idempotency key for 24 hours. A unique index lets one of two parallel requests be the first.</summary>
public sealed class KeepAnswers(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const int ChunkSize = 500;

    /// <returns>The row; the caller's own where it is the first.</returns>
    public async Task<(Repeat Repeat, KeptAnswer Answer)> BeginAsync(long apiKeyId, string key, string digest, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync(ct);
        if (await FindAsync(db, apiKeyId, key, ct) is { } found)
        {
            if (found.At > now - Kept)
            {
                return (RepeatOf(found, digest), found);
            }

            await db.KeptAnswers.Where(a => a.Id == found.Id).ExecuteDeleteAsync(ct);
        }

        // Between our look and this write the same request may come in by another door: one of the two is the first.
        var isMine = await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO "KeptAnswers" ("ApiKeyId", "Key", "Digest", "At", "ContentType", "Location", "ETag", "Body")
             VALUES ({apiKeyId}, {key}, {digest}, {now}, '', '', '', '') ON CONFLICT DO NOTHING
             """,
            ct) == 1;
        return await FindAsync(db, apiKeyId, key, ct) switch
        {
            { } answer => (isMine ? Repeat.First : RepeatOf(answer, digest), answer),
            // The first one was refused and has let the key go already.
            null => await BeginAsync(apiKeyId, key, digest, ct),
        };
    }

    /// <summary>What was done is answered the same from now on.</summary>
    public async Task KeepAsync(KeptAnswer answer, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        db.KeptAnswers.Update(answer);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Nothing was done: the same key may be used again.</summary>
    public async Task LetGoAsync(KeptAnswer answer, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await db.KeptAnswers.Where(a => a.Id == answer.Id).ExecuteDeleteAsync(ct);
    }

    /// <summary>Every night: what nobody asks for any more.</summary>
    public async Task<int> DeleteOldAsync(CancellationToken ct)
    {
        var old = time.GetUtcNow().UtcDateTime - Kept;
        var deleted = 0;
        for (var last = ChunkSize; last == ChunkSize; deleted += last)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var ids = await db.KeptAnswers.Where(a => a.At <= old).OrderBy(a => a.At).Take(ChunkSize).Select(a => a.Id).ToListAsync(ct);
            last = await db.KeptAnswers.Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(ct);
        }

        return deleted;
    }

    private static Task<KeptAnswer?> FindAsync(ValanceDb db, long apiKeyId, string key, CancellationToken ct) =>
        db.KeptAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.ApiKeyId == apiKeyId && a.Key == key, ct);

    private static Repeat RepeatOf(KeptAnswer answer, string digest) =>
        !string.Equals(answer.Digest, digest, StringComparison.Ordinal) ? Repeat.OtherRequest
        : answer.Status is null ? Repeat.UnderWay : Repeat.Answered;
}
