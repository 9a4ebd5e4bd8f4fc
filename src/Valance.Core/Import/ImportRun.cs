using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>What the writers of one import share: whose it is, its staged rows, and how a chunk is written.</summary>
/// <param name="told">Hears how far the import is after each chunk.</param>
internal sealed class ImportRun(
    IDbContextFactory<ValanceDb> store, TimeProvider time, Actor actor, long accountId, bool isTrial, RowStage stage, ImportReport report,
    Func<ImportProgress, CancellationToken, Task> told)
{
    internal const int Tries = 3;

    private int _rows;

    public long AccountId { get; } = accountId;

    public IDbContextFactory<ValanceDb> Store { get; } = store;

    public RowStage Stage { get; } = stage;

    /// <summary>Finds the problems and counts, and leaves the store as it is.</summary>
    public bool IsTrial { get; } = isTrial;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>For writing: the audit names who imports.</summary>
    public async Task<ValanceDb> OpenAsync(CancellationToken ct)
    {
        var db = await Store.CreateDbContextAsync(ct);
        db.Acting = actor;
        return db;
    }

    /// <summary>Marks a record as written by this import.</summary>
    public void Stamp(Record record, string fingerprint)
    {
        record.AccountId = AccountId;
        record.ImportFingerprint = fingerprint;
        record.Touch(Now, actor.Name);
    }

    /// <summary>
    /// Writes chunk after chunk, each in one transaction. A chunk that meets another writer is begun anew; so the writer puts its outcomes into the
    /// tally, and they count once the chunk is committed.
    /// </summary>
    /// <param name="prepare">What must stand in the store before the chunk.</param>
    public async Task InChunksAsync<T>(
        RecordKind kind,
        int total,
        IEnumerable<UnitChunk<T>> chunks,
        Func<IReadOnlyList<T>, CancellationToken, Task> prepare,
        Func<ValanceDb, IReadOnlyList<T>, ImportReport, CancellationToken, Task> write,
        CancellationToken ct)
    {
        var done = 0;
        foreach (var chunk in chunks)
        {
            Count(chunk.Refused);
            if (chunk.Units.Count > 0)
            {
                await prepare(chunk.Units, ct);
                await WriteAsync(chunk.Units, write, ct);
            }

            (done, _rows) = (done + chunk.Count, _rows + chunk.Rows);
            await told(new ImportProgress(kind, done, total, _rows, Stage.RowCount), ct);
            ct.ThrowIfCancellationRequested();
        }
    }

    private void Count(ImportReport part)
    {
        report.Add(part);
        if (!IsTrial && part.Rows.Count > 0)
        {
            Stage.Refuse(part.Rows);
        }
    }

    private async Task WriteAsync<T>(
        IReadOnlyList<T> chunk, Func<ValanceDb, IReadOnlyList<T>, ImportReport, CancellationToken, Task> write, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await OpenAsync(ct);
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

                Count(tally);
                return;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Somebody saved one of the records, or made the same list entry, meanwhile: read anew.
            }
        }
    }
}
