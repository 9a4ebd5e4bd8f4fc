using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Schedules;

namespace Valance.Core.Records.Exporting;

/// <summary>The badges of a page of records, in a handful of queries however many there are. It shows only what the caller already saw: hand it visible records.</summary>
public sealed class ExportStatuses(IDbContextFactory<ValanceDb> store)
{
    public async Task<ExportStatus> OfAsync(Actor actor, Record record, CancellationToken ct) =>
        (await OfAsync(actor, record.Kind, [new(record.Id, record.AccountId, record.Version, record.UpdatedBy)], ct))[record.Id];

    public async Task<IReadOnlyDictionary<long, ExportStatus>> OfAsync(
        Actor actor, RecordKind kind, IReadOnlyCollection<RecordStamp> records, CancellationToken ct)
    {
        if (records.Count == 0)
        {
            return new Dictionary<long, ExportStatus>();
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var ids = records.Select(r => r.Id).ToList();
        var links = await LinksAsync(db, kind, ids, ct);
        var jobs = await LatestJobsAsync(db, kind, ids, ct);
        var parents = await ParentsAsync(db, jobs.Values, ct);
        var early = await CutOff.LeftOutAsync(db, kind, ids, ct);
        return records.ToDictionary(
            r => r.Id,
            r => Of(actor, r, links.GetValueOrDefault(r.Id), jobs.GetValueOrDefault(r.Id), parents, early.GetValueOrDefault(r.Id)));
    }

    /// <summary>Only links to the company that the Account is connected with: another company starts with none.</summary>
    private static Task<Dictionary<long, LinkFacts>> LinksAsync(ValanceDb db, RecordKind kind, List<long> ids, CancellationToken ct) =>
        (from link in db.Links
         join connection in db.Connections on new { link.AccountId, link.RealmId } equals new { connection.AccountId, connection.RealmId }
         where link.RecordKind == kind && ids.Contains(link.RecordId)
         select new LinkFacts(link.RecordId, link.QuickBooksId, link.RealmId, link.RecordVersion, link.IsVoided, link.ExportedAt, link.Fingerprint != "", link.Seen, link.SeenAt, link.Document))
        .ToDictionaryAsync(l => l.RecordId, ct);

    private static async Task<Dictionary<long, JobFacts>> LatestJobsAsync(ValanceDb db, RecordKind kind, List<long> ids, CancellationToken ct)
    {
        var latest = db.Jobs
            .Where(j => j.RecordKind == kind && ids.Contains(j.RecordId!.Value) && j.Kind == JobKind.Export && j.State != JobState.Cancelled)
            .GroupBy(j => j.RecordId).Select(g => g.Max(j => j.Id));
        return await db.Jobs.Where(j => latest.Contains(j.Id))
            .Select(j => new JobFacts(
                j.Id, j.RecordId!.Value, j.State, j.WaitsFor, j.WaitsForJobId, j.NotBefore, j.Summary, j.RequestedByUserId,
                j.EndedAt ?? j.CreatedAt, j.DismissedAt != null || j.ClearedByJobId != null, j.HasWarnings))
            .ToDictionaryAsync(j => j.RecordId, ct);
    }

    private static async Task<Dictionary<long, ParentFacts>> ParentsAsync(ValanceDb db, IEnumerable<JobFacts> jobs, CancellationToken ct)
    {
        var ids = jobs.Where(j => j is { State: JobState.Waiting, WaitsFor: WaitReason.Parent, WaitsForJobId: not null }).Select(j => j.WaitsForJobId!.Value).ToList();
        return ids.Count == 0 ? [] : await db.Jobs.Where(j => ids.Contains(j.Id))
            .Select(j => new ParentFacts(j.Id, j.Title, j.State == JobState.Failed, j.Summary)).ToDictionaryAsync(p => p.Id, ct);
    }

    private static ExportStatus Of(Actor actor, RecordStamp record, LinkFacts? link, JobFacts? job, Dictionary<long, ParentFacts> parents, EarlyDay? early)
    {
        var opens = job is not null && actor.May(Permission.ViewJobs) && (!actor.SeesOwnRecordsOnly || job.RequestedByUserId == actor.UserId);
        ExportStatus Say(ExportState state, string reason, DateTime? at) => new(state, reason, at, opens ? job!.Id : null, link?.QuickBooksId, link?.RealmId) { Document = link?.Document ?? "" };

        return (job?.State, link) switch
        {
            (JobState.Queued, _) => Say(ExportState.Queued, "It is in the queue for QuickBooks.", job!.At),
            (JobState.Running, _) => Say(ExportState.Queued, "It is being sent to QuickBooks now.", job!.At),
            (JobState.Waiting, _) => Say(ExportState.Waiting, WhyWaiting(job!, parents), job!.At),
            (_, null) when early is not null => Say(ExportState.BeforeCutOff, early.Why, null),
            (JobState.Failed, _) when !job!.IsSettled => Say(ExportState.Failed, Sentence(job.Summary, "The export failed. Open the job for the reason."), job.At),
            (_, null) => Say(ExportState.NotExported, "It does not stand in QuickBooks yet.", null),
            (_, { WasSent: false, IsVoided: false }) =>
                Say(ExportState.ChangedSinceExport, "It is linked with a record that QuickBooks had already. An export brings that up to date.", null),
            (_, { } l) when l.RecordVersion < record.Version =>
                Say(ExportState.ChangedSinceExport, $"{Sentence(record.UpdatedBy, "Somebody", "")} changed it after its last export.{(l.Seen == SeenInQuickBooks.AsSent ? "" : $" {WhatBecameOf(l.Seen)}")}", l.ExportedAt),
            (_, { IsVoided: false, Seen: not SeenInQuickBooks.AsSent } l) => Say(ExportState.ChangedInQuickBooks, WhatBecameOf(l.Seen), l.SeenAt),
            (_, { IsVoided: true } l) => Say(ExportState.Exported, "It was cancelled here and is void in QuickBooks.", l.ExportedAt),
            (JobState.Succeeded, { } l) when job!.HasWarnings =>
                Say(ExportState.Exported, "QuickBooks holds it, with a warning: its last job says what differs, with both values.", l.ExportedAt),
            (_, { } l) => Say(ExportState.Exported, "QuickBooks holds it as it stands here.", l.ExportedAt),
        };
    }

    private static string WhatBecameOf(SeenInQuickBooks seen) => seen switch
    {
        SeenInQuickBooks.Deleted => "Somebody deleted it in QuickBooks.",
        SeenInQuickBooks.Voided => "Somebody voided it in QuickBooks.",
        SeenInQuickBooks.Inactive => "Somebody made it inactive in QuickBooks.",
        SeenInQuickBooks.Merged => "Somebody merged it into another record in QuickBooks.",
        _ => "Somebody changed it in QuickBooks after its last export.",
    };

    private static string WhyWaiting(JobFacts job, Dictionary<long, ParentFacts> parents) => job.WaitsFor switch
    {
        WaitReason.Parent when job.WaitsForJobId is { } id && parents.TryGetValue(id, out var parent) => parent.HasFailed
            ? $"It waits for {parent.Title}, whose export failed: {Sentence(parent.Summary, "open that job for the reason.")}"
            : $"It waits for {parent.Title}, which goes first.",
        WaitReason.Parent => "It waits for a record that goes first.",
        WaitReason.Connection => "It waits until QuickBooks is connected again.",
        WaitReason.Account => "It waits because the Account is deactivated.",
        _ => "QuickBooks could not take it just now; it is tried again by itself.",
    };

    private static string Sentence(string text, string otherwise, string end = ".") =>
        string.IsNullOrWhiteSpace(text) ? otherwise : text.TrimEnd().TrimEnd('.') + end;

    private sealed record LinkFacts(long RecordId, string QuickBooksId, string RealmId, int RecordVersion, bool IsVoided, DateTime ExportedAt, bool WasSent, SeenInQuickBooks Seen, DateTime? SeenAt, string Document);

    private sealed record JobFacts(
        long Id, long RecordId, JobState State, WaitReason? WaitsFor, long? WaitsForJobId, DateTime? NotBefore, string Summary, long? RequestedByUserId,
        DateTime At, bool IsSettled, bool HasWarnings);

    private sealed record ParentFacts(long Id, string Title, bool HasFailed, string Summary);
}
