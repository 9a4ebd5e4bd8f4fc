using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>What the writers of one import share: whose it is, and how a chunk is written.</summary>
internal sealed class ImportRun(
    IDbContextFactory<ValanceDb> store, TimeProvider time, Actor actor, long accountId, bool isTrial, ImportReport report, IProgress<ImportProgress>? progress)
{
    /// <summary>Units in a transaction: a long one starves every other writer on SQLite.</summary>
    private const int ChunkSize = 100;

    internal const int Tries = 3;

    public long AccountId { get; } = accountId;

    public IDbContextFactory<ValanceDb> Store { get; } = store;

    /// <summary>Finds the problems and counts, and leaves the store as it is.</summary>
    public bool IsTrial { get; } = isTrial;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Marks a record as written by this import.</summary>
    public void Stamp(Record record, string fingerprint)
    {
        record.AccountId = AccountId;
        record.ImportFingerprint = fingerprint;
        record.Touch(Now, actor.Name);
    }

    /// <summary>
    /// Writes unit after unit, so many in one transaction. A chunk that meets another writer is begun anew; so the writer puts its outcomes into the
    /// tally, and they count once the chunk is committed.
    /// </summary>
    public async Task InChunksAsync<T>(
        RecordKind kind, IReadOnlyList<T> units, Func<ValanceDb, IReadOnlyList<T>, ImportReport, CancellationToken, Task> write, CancellationToken ct)
    {
        var done = 0;
        foreach (var chunk in units.Chunk(ChunkSize))
        {
            await WriteAsync(chunk, write, ct);
            done += chunk.Length;
            progress?.Report(new ImportProgress(kind, done, units.Count));
        }
    }

    private async Task WriteAsync<T>(
        T[] chunk, Func<ValanceDb, IReadOnlyList<T>, ImportReport, CancellationToken, Task> write, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await Store.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var tally = new ImportReport();
            try
            {
                await write(db, chunk, tally, ct);
                if (!IsTrial)
                {
                    await db.SaveChangesAsync(ct);
                    await OrderBalance.RefreshAsync(db, tally.OrdersToRebalance, ct);
                    await transaction.CommitAsync(ct);
                }

                report.Add(tally);
                return;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Somebody saved one of the records, or made the same list entry, meanwhile: read anew.
            }
        }
    }
}
