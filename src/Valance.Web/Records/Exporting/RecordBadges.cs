using Valance.Core.Access;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Export.Checks;

namespace Valance.Web.Records.Exporting;

/// <summary>The badges of records as screens show them: what happened to them, and of those that still have to go whether they are ready.</summary>
public sealed class RecordBadges(ExportStatuses statuses, RecordReadiness readiness)
{
    public async Task<IReadOnlyDictionary<long, ExportStatus>> OfAsync(
        Actor actor, RecordKind kind, IReadOnlyCollection<RecordStamp> records, CancellationToken ct)
    {
        var known = await statuses.OfAsync(actor, kind, records, ct);
        var findings = await readiness.OfAsync(kind, [.. known.Where(s => s.Value.AwaitsExport).Select(s => s.Key)], ct);
        return known.ToDictionary(s => s.Key, s => With(s.Value, findings.GetValueOrDefault(s.Key, [])));
    }

    /// <summary>"Not ready", and why, where a check finds that; else the status as it is.</summary>
    public static ExportStatus With(ExportStatus status, IReadOnlyList<Finding> findings)
    {
        var blocking = findings.Where(f => f.Blocks).ToList();
        return blocking.Count == 0 || !status.AwaitsExport ? status : status.NotReady(blocking.Count switch
        {
            1 => blocking[0].Sentence,
            2 => $"{blocking[0].Sentence} One more thing is to be put right.",
            _ => $"{blocking[0].Sentence} {blocking.Count - 1} more things are to be put right.",
        });
    }
}
