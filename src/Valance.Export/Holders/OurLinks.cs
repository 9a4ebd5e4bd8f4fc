using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Export.Holders;

/// <summary>Which of our records stands for a record of QuickBooks already.</summary>
internal static class OurLinks
{
    private static readonly RecordKind[] Kinds = Enum.GetValues<RecordKind>();

    /// <summary>The records with the label of ours that is linked to each, the asking one left out.</summary>
    public static async Task<IReadOnlyList<HeldRecord>> WithLinksAsync(
        ValanceDb db, long accountId, string realmId, (RecordKind Kind, long Id) asking, IReadOnlyList<HeldRecord> held, CancellationToken ct)
    {
        var ids = held.Select(h => h.Id).Distinct().ToList();
        var links = await db.Links.AsNoTracking()
            .Where(l => l.AccountId == accountId && l.RealmId == realmId && ids.Contains(l.QuickBooksId) && !(l.RecordKind == asking.Kind && l.RecordId == asking.Id))
            .ToListAsync(ct);
        var labels = new Dictionary<(HeldKind, string), string>();
        foreach (var kind in Kinds.Where(k => links.Exists(l => l.RecordKind == k)))
        {
            var records = links.Where(l => l.RecordKind == kind).ToDictionary(l => l.RecordId, l => l.QuickBooksId);
            var keys = records.Keys.ToList();
            foreach (var record in await db.RecordsOf(kind).AsNoTracking().Where(r => keys.Contains(r.Id)).ToListAsync(ct))
            {
                labels[(HeldRecord.KindOf(kind), records[record.Id])] = record.Label;
            }
        }

        return [.. held.Select(h => h with { LinkedTo = labels.GetValueOrDefault((h.Kind, h.Id)) })];
    }
}
