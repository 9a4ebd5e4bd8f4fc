using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Reconciling;
using Valance.Core.Records;

namespace Valance.Export.Reconciling;

/// <summary>Keeps findings as they come, so many in one commit: one long transaction would starve every other writer.</summary>
internal sealed class FindingWriter
{
    private const int ChunkSize = 500;

    private readonly IDbContextFactory<ValanceDb> _store;
    private readonly long _runId;
    private readonly Dictionary<(RecordKind, long, string), ReconcileIgnore> _ignored;
    private readonly List<ReconcileFinding> _waiting = [];

    private FindingWriter(IDbContextFactory<ValanceDb> store, long runId, IEnumerable<ReconcileIgnore> ignored) =>
        (_store, _runId, _ignored) = (store, runId, ignored.ToDictionary(i => (i.RecordKind, i.RecordId, i.QuickBooksId)));

    /// <summary>How many are open, that is, not ignored.</summary>
    public int Open { get; private set; }

    public int Ignored { get; private set; }

    /// <summary>What a run that was interrupted left is taken away: it begins anew.</summary>
    public static async Task<FindingWriter> BeginAsync(IDbContextFactory<ValanceDb> store, ReconcileScope scope, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await db.ReconcileFindings.Where(f => f.RunId == scope.RunId).ExecuteDeleteAsync(ct);
        return new(store, scope.RunId, await db.ReconcileIgnores.AsNoTracking().Where(i => i.AccountId == scope.AccountId && i.RealmId == scope.RealmId).ToListAsync(ct));
    }

    public async Task AddAsync(ReconcileFinding finding, CancellationToken ct)
    {
        finding.RunId = _runId;
        // For as long as the figures stay.
        if (_ignored.TryGetValue((finding.RecordKind, finding.RecordId ?? 0, finding.QuickBooksId), out var ignore) && string.Equals(ignore.Figures, finding.Figures, StringComparison.Ordinal))
        {
            (finding.State, finding.StateNote, finding.StateBy) = (FindingState.Ignored, ignore.Reason, ignore.By);
            Ignored++;
        }
        else
        {
            Open++;
        }

        _waiting.Add(finding);
        if (_waiting.Count >= ChunkSize)
        {
            await FlushAsync(ct);
        }
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        await using var db = await _store.CreateDbContextAsync(ct);
        db.ReconcileFindings.AddRange(_waiting);
        await db.SaveChangesAsync(ct);
        _waiting.Clear();
    }
}
