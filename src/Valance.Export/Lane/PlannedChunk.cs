using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.History;
using Valance.Export.Planning;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>Plans what was taken, writes what is decided without sending, and gives what is ready to leave.</summary>
internal sealed class PlannedChunk(ExportPlanner planner, Outcomes outcomes, LaneSettings settings)
{
    public async Task<IReadOnlyList<ReadyToSend>> PlanAsync(LaneSession lane, IReadOnlyList<Job> taken, CancellationToken ct)
    {
        var priority = taken[0].Priority > 0 ? Priority.High : Priority.Low;
        var reads = await planner.ReadAsync(lane.AccountId, lane.Client, [.. taken.Select(j => (j.RecordKind!.Value, j.RecordId!.Value))], priority, ct);
        if (taken[0].Kind == JobKind.Export)
        {
            await planner.CreateEntriesAsync(lane.Client, reads, priority, ct);
        }

        var plans = new ConcurrentDictionary<long, Planned>();
        await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = settings.PlansAtOnce, CancellationToken = ct }, async (job, ct) =>
        {
            try
            {
                var request = new PlanRequest(lane.AccountId, lane.RealmId, lane.Client, job.RecordKind!.Value, job.RecordId!.Value)
                {
                    Priority = priority,
                    UndoRunId = job.Kind == JobKind.Undo ? job.BulkId : null,
                    Doubts = job.Waits > 0 || job.NeededByJobId is not null,
                };
                plans[job.Id] = new Planned(job, await planner.PlanAsync(request, reads, ct), null);
            }
            catch (Exception defect) when (defect is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                plans[job.Id] = new Planned(job, null, defect);
            }
        });
        var inOrder = taken.Select(j => plans[j.Id]).ToList();
        await SettleAsync(lane, inOrder.FindAll(p => p.Outcome is not PlanOutcome.Send), reads, ct);
        return [.. inOrder.Where(p => p.Outcome is PlanOutcome.Send).Select(p => new ReadyToSend(p.Job, ((PlanOutcome.Send)p.Outcome!).Plan))];
    }

    private async Task SettleAsync(LaneSession lane, List<Planned> plans, PlanReads reads, CancellationToken ct)
    {
        if (plans.Count == 0)
        {
            return;
        }

        await lane.CommitAsync(
            async (db, ct) =>
            {
                var ids = plans.ConvertAll(p => p.Job.Id);
                var rows = await db.Jobs.Where(j => ids.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
                var needs = new List<(Job, RecordKind, long)>();
                var held = new List<Job>();
                var unlinked = new List<Job>();
                var parts = new List<(Job Job, PlanOutcome.NothingToSend Outcome)>();
                foreach (var plan in plans)
                {
                    var job = rows[plan.Job.Id];
                    switch (plan.Outcome)
                    {
                        case PlanOutcome.NothingToSend when job.Kind == JobKind.Undo:
                            db.History.Add(new UndoneWithoutSending().ToEntry(job.Id, lane.Now));
                            JobMoves.Succeed(job, "Nothing was to be taken back in QuickBooks; the record here is unlinked.", lane.Now);
                            unlinked.Add(job);
                            break;
                        case PlanOutcome.NothingToSend nothing:
                            db.History.Add(new NothingSent().ToEntry(job.Id, lane.Now));
                            JobMoves.Succeed(job, nothing.Summary ?? "QuickBooks already holds this record as it is; nothing was sent.", lane.Now);
                            held.Add(job);
                            parts.AddRange(nothing.PartOf is null ? [] : [(job, nothing)]);
                            break;
                        case PlanOutcome.BeforeCutOff early:
                            db.History.Add(new LeftOut(early.Early).ToEntry(job.Id, lane.Now));
                            JobMoves.LeaveOut(job, early.Early.Why, lane.Now);
                            await SetFreeOfAsync(db, job, ct);
                            break;
                        case PlanOutcome.NotReady notReady:
                            db.History.Add(new NotReady(notReady.Problems).ToEntry(job.Id, lane.Now));
                            JobMoves.Fail(job, notReady.Problems, lane.Now);
                            break;
                        case PlanOutcome.NeedsParent parent:
                            needs.Add((job, parent.Kind, parent.RecordId));
                            break;
                        case PlanOutcome.Stopped stopped:
                            await outcomes.StopAsync(db, lane, job, stopped.Failure, ct);
                            break;
                        default:
                            Defects.Fail(db, job, plan.Defect ?? new InvalidOperationException("The planner gave no outcome."), lane.Now);
                            break;
                    }
                }

                await Parents.WaitAsync(db, lane, needs, ct);
                await LinkPartsAsync(db, lane, parts, ct);
                await RaiseVersionsAsync(db, lane, held, reads, ct);
                await Successes.UnlinkAsync(db, lane, unlinked, ct);
                await Successes.SetFreeAsync(db, lane, [.. held, .. unlinked], ct);
            },
            ct);
    }

    /// <summary>What waits for a record that stays here need not wait: a payment then goes without it.</summary>
    private static async Task SetFreeOfAsync(ValanceDb db, Job stays, CancellationToken ct)
    {
        foreach (var child in await db.Jobs.Where(j => j.WaitsForJobId == stays.Id && j.EndedAt == null && j.State == JobState.Waiting).ToListAsync(ct))
        {
            JobMoves.Queue(child);
        }
    }

    /// <summary>What has no document of its own is linked with the one that it lowered.</summary>
    private static async Task LinkPartsAsync(ValanceDb db, LaneSession lane, List<(Job Job, PlanOutcome.NothingToSend Outcome)> parts, CancellationToken ct)
    {
        var links = await Successes.LinksAsync(db, lane, parts.ConvertAll(p => (p.Job.RecordKind!.Value, p.Job.RecordId!.Value)), ct);
        foreach (var (job, outcome) in parts)
        {
            if (!links.TryGetValue((job.RecordKind!.Value, job.RecordId!.Value), out var link))
            {
                link = new Link
                {
                    AccountId = lane.AccountId,
                    RealmId = lane.RealmId,
                    RecordKind = job.RecordKind!.Value,
                    RecordId = job.RecordId!.Value,
                    QuickBooksId = outcome.PartOf!,
                    Document = Link.PartOfAnother,
                    LinkedAt = lane.Now,
                };
                db.Links.Add(link);
            }

            (link.Fingerprint, link.IsVoided, link.ExportedAt) = (outcome.Fingerprint, outcome.IsTakenBack, lane.Now);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>To the version that was planned: an edit since then shows as "changed since export", never the other way round.</summary>
    private static async Task RaiseVersionsAsync(ValanceDb db, LaneSession lane, List<Job> held, PlanReads reads, CancellationToken ct)
    {
        foreach (var (record, link) in await Successes.LinksAsync(db, lane, held.ConvertAll(j => (j.RecordKind!.Value, j.RecordId!.Value)), ct))
        {
            link.RecordVersion = Math.Max(link.RecordVersion, reads.RecordOf(record.Item1, record.Item2)?.Version ?? 0);
        }
    }

    private sealed record Planned(Job Job, PlanOutcome? Outcome, Exception? Defect);
}
