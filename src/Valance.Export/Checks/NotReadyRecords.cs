using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Export.Checks;

/// <summary>
/// Finds the records that are not ready among many, for the filter of a list. What was found is remembered for a minute and one version of a record,
/// so that the next page is there at once; why it is not stored: docs/adr, "Readiness is looked at, not stored".
/// </summary>
public sealed class NotReadyRecords(IDbContextFactory<ValanceDb> store, RecordReadiness readiness, TimeProvider time)
{
    private const int ChunkSize = 500;
    private const int MostRemembered = 100_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<RecordKey, Looked> _known = new();

    /// <summary>Those of the ids that are not ready. Hand it visible records.</summary>
    public async Task<IReadOnlyList<long>> AmongAsync(RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        if (_known.Count > MostRemembered)
        {
            _known.Clear();
        }

        var notReady = new List<long>();
        foreach (var chunk in ids.Distinct().Chunk(ChunkSize))
        {
            var versions = await VersionsAsync(kind, chunk, ct);
            var now = time.GetUtcNow();
            await LookAsync(kind, versions.Where(v => !IsKnown(new(kind, v.Key), v.Value, now)).ToDictionary(), now, ct);
            notReady.AddRange(versions.Keys.Where(id => _known.TryGetValue(new(kind, id), out var looked) && !looked.IsReady));
        }

        return notReady;
    }

    private bool IsKnown(RecordKey key, int version, DateTimeOffset now) =>
        _known.TryGetValue(key, out var looked) && looked.Version == version && now - looked.At < Remembered;

    private async Task LookAsync(RecordKind kind, Dictionary<long, int> versions, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (id, findings) in await readiness.OfAsync(kind, versions.Keys, ct))
        {
            _known[new(kind, id)] = new(versions[id], findings.All(f => !f.Blocks), now);
        }
    }

    private async Task<Dictionary<long, int>> VersionsAsync(RecordKind kind, long[] ids, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.RecordsOf(kind).Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToDictionaryAsync(r => r.Id, r => r.Version, ct);
    }

    private sealed record Looked(int Version, bool IsReady, DateTimeOffset At);
}
