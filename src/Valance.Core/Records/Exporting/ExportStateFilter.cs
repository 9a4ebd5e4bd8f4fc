using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Schedules;

namespace Valance.Core.Records.Exporting;

/// <summary>The badge as a filter of a list, in the database; says the same as <see cref="ExportStatuses"/>.</summary>
public static class ExportStateFilter
{
    /// <summary>Not ready is found by checks, not by the database: whoever filters on it hands in the ids (<see cref="Lists.ListRequest.Only"/>).</summary>
    public static IReadOnlyList<ExportState> Filterable { get; } =
        [.. Enum.GetValues<ExportState>().Where(s => s != ExportState.NotReady)];

    public static IQueryable<T> InExportState<T>(this IQueryable<T> records, ValanceDb db, RecordKind kind, ExportState state)
        where T : Record
    {
        var jobs = db.Jobs.Where(j => j.RecordKind == kind && j.Kind == JobKind.Export && j.RecordId != null);
        var open = jobs.Where(j => j.EndedAt == null);

        // Sets that do not hang on the record: the database makes each once, instead of asking for every row (a quarter of a second over 300,000 jobs).
        var underWay = open.Select(j => j.RecordId!.Value);
        var queued = open.Where(j => j.State != JobState.Waiting).Select(j => j.RecordId!.Value);
        var waiting = open.Where(j => j.State == JobState.Waiting).Select(j => j.RecordId!.Value);
        var failed = jobs
            .Where(j => j.State == JobState.Failed && j.DismissedAt == null && j.ClearedByJobId == null)
            .Where(j => !jobs.Any(later => later.RecordId == j.RecordId && later.Id > j.Id && later.State != JobState.Cancelled))
            .Select(j => j.RecordId!.Value);
        var links =
            from link in db.Links
            join connection in db.Connections on new { link.AccountId, link.RealmId } equals new { connection.AccountId, connection.RealmId }
            where link.RecordKind == kind
            select link;
        // What is before the cut-off and does not stand in QuickBooks is neither to export nor failed.
        if (CutOff.Has(kind))
        {
            var early = db.EarlyIds(kind);
            if (state == ExportState.BeforeCutOff)
            {
                return records.Where(r => early.Contains(r.Id) && !underWay.Contains(r.Id) && !links.Any(l => l.AccountId == r.AccountId && l.RecordId == r.Id));
            }

            if (state is ExportState.NotExported or ExportState.Failed)
            {
                records = records.Where(r => !early.Contains(r.Id) || links.Any(l => l.AccountId == r.AccountId && l.RecordId == r.Id));
            }
        }

        var settled = records.Where(r => !underWay.Contains(r.Id) && !failed.Contains(r.Id));

        return state switch
        {
            ExportState.Queued => records.Where(r => queued.Contains(r.Id)),
            ExportState.Waiting => records.Where(r => waiting.Contains(r.Id)),
            ExportState.Failed => records.Where(r => failed.Contains(r.Id)),
            ExportState.NotExported => settled.Where(r => !links.Any(l => l.AccountId == r.AccountId && l.RecordId == r.Id)),
            ExportState.Exported => settled.Where(r => links.Any(l => l.AccountId == r.AccountId && l.RecordId == r.Id && l.RecordVersion >= r.Version && (l.Seen == SeenInQuickBooks.AsSent || l.IsVoided))),
            ExportState.ChangedInQuickBooks => settled.Where(
                r => links.Any(l => l.AccountId == r.AccountId && l.RecordId == r.Id && l.RecordVersion >= r.Version && l.Seen != SeenInQuickBooks.AsSent && !l.IsVoided)),
            ExportState.ChangedSinceExport => settled.Where(r => links.Any(l => l.AccountId == r.AccountId && l.RecordId == r.Id && l.RecordVersion < r.Version)),
            ExportState.BeforeCutOff => records.Where(_ => false),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This state is not known to the database."),
        };
    }
}
