using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Schedules;

namespace Valance.Export.Checks;

/// <summary>Checks a whole selection before it is exported, grouped by cause. Sends nothing and asks QuickBooks nothing.</summary>
public sealed class PreflightSelection(IDbContextFactory<ValanceDb> store, RecordReadiness readiness)
{
    private const int ChunkSize = 500;

    public Task<Result<Preflight>> HandleAsync(Actor actor, RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct) =>
        HandleAsync(actor, new Dictionary<RecordKind, IReadOnlyCollection<long>> { [kind] = ids }, null, ct);

    /// <param name="selection">The ids of each kind; what the actor may not see counts as not there.</param>
    /// <param name="looked">Told how many records have been looked at so far.</param>
    public async Task<Result<Preflight>> HandleAsync(
        Actor actor, IReadOnlyDictionary<RecordKind, IReadOnlyCollection<long>> selection, IProgress<int>? looked, CancellationToken ct)
    {
        if (!actor.May(Permission.Export))
        {
            return Result<Preflight>.Forbidden("Your role may not export. A bookkeeper or the account administrator can.");
        }

        var ready = new List<RecordKey>();
        var (notReady, leftOut) = (0, 0);
        var problems = new List<(RecordKey Key, Finding Finding)>();
        foreach (var (kind, ids) in selection.OrderBy(s => s.Key))
        {
            foreach (var chunk in ids.Distinct().Chunk(ChunkSize))
            {
                var (going, staying) = await VisibleAsync(actor, kind, chunk, ct);
                leftOut += staying;
                foreach (var (id, findings) in await readiness.OfAsync(kind, going, ct))
                {
                    var (key, blocking) = (new RecordKey(kind, id), findings.Where(f => f.Blocks).ToList());
                    problems.AddRange(blocking.Select(f => (key, f)));
                    if (blocking.Count == 0)
                    {
                        ready.Add(key);
                    }
                    else
                    {
                        notReady++;
                    }
                }

                looked?.Report(ready.Count + notReady);
            }
        }

        return (ready.Count + notReady, leftOut) switch
        {
            (0, 0) => Result<Preflight>.NotFound("The record"),
            (0, 1) => Result<Preflight>.Invalid("", "It is before the cut-off, so it is part of the opening balances and is not exported."),
            (0, _) => Result<Preflight>.Invalid("", $"All {leftOut} are before the cut-off, so they are part of the opening balances and are not exported."),
            _ => Result<Preflight>.Done(new(ready, notReady, Group(problems)) { LeftOut = leftOut }),
        };
    }

    /// <summary>Those that would go, and how many stay because they are before the cut-off.</summary>
    private async Task<(List<long> Going, int Staying)> VisibleAsync(Actor actor, RecordKind kind, long[] ids, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var visible = await db.VisibleRecords(actor, kind).Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(ct);
        var early = await CutOff.LeftOutAsync(db, kind, visible, ct);
        return (visible.FindAll(id => !early.ContainsKey(id)), early.Count);
    }

    /// <summary>By cause and field, whatever the line: "Line 3, description" and "Line 7, description" are one problem.</summary>
    private static List<NotReadyGroup> Group(List<(RecordKey Key, Finding Finding)> problems) =>
    [
        .. problems
            .GroupBy(p => (p.Finding.Name, Field: Fields.WithoutLine(p.Finding.Field)))
            .Select(g => new NotReadyGroup(
                g.Key.Name,
                Title(g.Key.Field, g.First().Finding.Title),
                g.First().Finding.Cure,
                [.. g.DistinctBy(p => p.Key).Select(p => new NotReadyRecord(p.Key, p.Finding.Record, p.Finding.Parent ?? p.Key, p.Finding.Sentence))]))
            .OrderByDescending(g => g.Records.Count).ThenBy(g => g.Title, StringComparer.Ordinal),
    ];

    /// <summary>The field goes first and is said once: "First name: Too long", "Display name already used", "Order number already used".</summary>
    internal static string Title(string field, string title)
    {
        if (field.Length == 0 || title.Contains(field, StringComparison.OrdinalIgnoreCase))
        {
            return title;
        }

        var last = field[(field.LastIndexOf(' ') + 1)..] + " ";
        return title.StartsWith(last, StringComparison.OrdinalIgnoreCase) ? $"{field} {title[last.Length..]}" : $"{field}: {title}";
    }
}
