using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Alerts;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Failures;

namespace Valance.Export.Schedules;

/// <summary>What a night's export did, for those who want to hear of it: what went, what failed by cause, what waits. Written with the export's end.</summary>
internal static class NightDigests
{
    private const int MostCauses = 10;

    /// <summary>Nothing for an export that a person asked for.</summary>
    public static async Task AddAsync(ValanceDb db, Job bulk, DateTime now, CancellationToken ct)
    {
        if (!await db.NightRuns.AnyAsync(n => n.JobId == bulk.Id, ct))
        {
            return;
        }

        var kinds = await db.Jobs.Where(j => j.BulkId == bulk.Id && j.State == JobState.Succeeded).GroupBy(j => j.RecordKind!.Value)
            .Select(g => new { Kind = g.Key, Count = g.Count() }).OrderBy(k => k.Kind).ToListAsync(ct);
        var causes = await db.Jobs.Where(j => j.BulkId == bulk.Id && j.State == JobState.Failed).GroupBy(j => j.Cause)
            .Select(g => new { Cause = g.Key, Count = g.Count(), Example = g.Min(j => j.Title) }).OrderByDescending(c => c.Count).ThenBy(c => c.Cause).ToListAsync(ct);
        var waiting = await db.Jobs.CountAsync(j => j.AccountId == bulk.AccountId && j.Kind == JobKind.Export && j.State == JobState.Waiting, ct);
        var (went, failed) = (kinds.Sum(k => k.Count), causes.Sum(c => c.Count));
        var text = new StringBuilder();
        text.AppendLine(went == 0 ? "Nothing was exported." : $"Exported: {string.Join(", ", kinds.Select(k => Count(k.Count, k.Kind)))}.");
        foreach (var cause in causes.Take(MostCauses))
        {
            var explained = Explanations.Of(new Failure(cause.Cause, FailureCategory.Fixable), cause.Example ?? "");
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"Failed: {cause.Count:N0} x {explained.Title} ({cause.Example}{(cause.Count > 1 ? " and others" : "")})."));
        }

        if (causes.Count > MostCauses)
        {
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"And {causes.Count - MostCauses} more causes."));
        }

        if (waiting > 0)
        {
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"Waiting: {waiting:N0}, for a record that goes first or for QuickBooks."));
        }

        db.Alerts.Add(new Alert
        {
            AccountId = bulk.AccountId,
            Kind = AlertKind.NightDigest,
            At = now,
            Title = string.Create(CultureInfo.InvariantCulture, $"Nightly export: {went:N0} exported{(failed > 0 ? $", {failed:N0} failed" : "")}"),
            Text = text.ToString().TrimEnd(),
            Path = string.Create(CultureInfo.InvariantCulture, $"/background-jobs/{bulk.Id}"),
            JobId = bulk.Id,
        });
    }

    private static string Count(int count, RecordKind kind)
    {
        var name = kind == RecordKind.PurchaseOrder ? "purchase order" : kind.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {name}{(count == 1 ? "" : "s")}");
    }
}
