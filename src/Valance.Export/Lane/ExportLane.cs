using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Connections;
using Valance.Export.History;
using Valance.Export.Planning;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>Works off one connection's jobs in order. Whoever calls it sees to it that no two runs of a lane are begun at once; if they are, the older one is fenced off.</summary>
public sealed class ExportLane(
    IDbContextFactory<ValanceDb> store,
    JobWriter jobs,
    ExportPlanner planner,
    QuickBooksClientFactory clients,
    CompanyCatalogues catalogues,
    LaneSettings settings,
    TimeProvider time)
{
    private readonly Outcomes _outcomes = new(store, catalogues, settings);

    /// <summary>Works until nothing is ready, its time is up, or QuickBooks asks to wait. Cancelling it loses nothing: the next run takes up what was under way.</summary>
    public async Task<LaneRun> RunAsync(long connectionId, CancellationToken ct)
    {
        try
        {
            var began = time.GetTimestamp();
            if (await LaneSession.BeginAsync(jobs, clients, time, connectionId, ct) is not { } lane)
            {
                return new LaneRun(LaneEnd.NoConnection);
            }

            var lost = new LostAnswers(store, _outcomes, settings);
            while (Answers(lane))
            {
                ct.ThrowIfCancellationRequested();
                var again = await lost.SettleAsync(lane, ct);
                await SendAsync(lane, again, ct);
                var worked = await StepAsync(lane, ct) || again.Count > 0;
                if (lane.State != ConnectionState.Connected)
                {
                    break;
                }

                if (lane.PausedUntil is { } until)
                {
                    return new LaneRun(LaneEnd.Paused, until);
                }

                if (!worked)
                {
                    return new LaneRun(LaneEnd.Quiet, await NextDueAsync(lane, ct));
                }

                if (time.GetElapsedTime(began) > settings.RunTime)
                {
                    return new LaneRun(LaneEnd.Yielded);
                }
            }

            await ParkAsync(lane, ct);
            return new LaneRun(LaneEnd.NoConnection, await NextDueAsync(lane, ct));
        }
        catch (LaneFencedException)
        {
            return new LaneRun(LaneEnd.Fenced);
        }
    }

    /// <summary>One chunk: take, plan, store, send, write. False when nothing was ready.</summary>
    private async Task<bool> StepAsync(LaneSession lane, CancellationToken ct)
    {
        if (lane.PausedUntil is not null || !Answers(lane))
        {
            return false;
        }

        var taken = await TakeJobs.TakeAsync(lane, settings, ct);
        if (taken.Count == 0)
        {
            return false;
        }

        var versions = await VersionsAsync(taken, ct);
        var plans = await PlanAsync(lane, taken, ct);
        await SettleAsync(lane, [.. plans.Where(p => p.Outcome is not PlanOutcome.Send)], versions, ct);
        var sends = plans.Where(p => p.Outcome is PlanOutcome.Send).Select(p => (p.Job, ((PlanOutcome.Send)p.Outcome!).Plan)).ToList();
        if (sends.Count > 0)
        {
            await SendAsync(lane, await Outbox.StoreAsync(lane, settings, sends, ct), ct);
        }

        return true;
    }

    private async Task<IReadOnlyList<Planned>> PlanAsync(LaneSession lane, IReadOnlyList<Job> taken, CancellationToken ct)
    {
        var plans = new ConcurrentDictionary<long, Planned>();
        await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = settings.PlansAtOnce, CancellationToken = ct }, async (job, ct) =>
        {
            try
            {
                var request = new PlanRequest(lane.AccountId, lane.RealmId, lane.Client, job.RecordKind!.Value, job.RecordId!.Value)
                {
                    Priority = job.Priority > 0 ? Priority.High : Priority.Low,
                };
                plans[job.Id] = new Planned(job, await planner.PlanAsync(request, ct), null);
            }
            catch (Exception defect) when (defect is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                plans[job.Id] = new Planned(job, null, defect);
            }
        });
        return [.. taken.Select(j => plans[j.Id])];
    }

    /// <summary>What is decided without sending.</summary>
    private async Task SettleAsync(
        LaneSession lane, IReadOnlyList<Planned> plans, Dictionary<(RecordKind, long), int> versions, CancellationToken ct)
    {
        if (plans.Count == 0)
        {
            return;
        }

        await lane.CommitAsync(
            async (db, ct) =>
            {
                var ids = plans.Select(p => p.Job.Id).ToList();
                var rows = await db.Jobs.Where(j => ids.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
                var needs = new List<(Job, RecordKind, long)>();
                var held = new List<Job>();
                foreach (var plan in plans)
                {
                    var job = rows[plan.Job.Id];
                    switch (plan.Outcome)
                    {
                        case PlanOutcome.NothingToSend:
                            db.History.Add(new NothingSent().ToEntry(job.Id, lane.Now));
                            JobMoves.Succeed(job, "QuickBooks already holds this record as it is; nothing was sent.", lane.Now);
                            held.Add(job);
                            break;
                        case PlanOutcome.NotReady notReady:
                            db.History.Add(new NotReady(notReady.Problems).ToEntry(job.Id, lane.Now));
                            JobMoves.Fail(job, notReady.Problems, lane.Now);
                            break;
                        case PlanOutcome.NeedsParent parent:
                            needs.Add((job, parent.Kind, parent.RecordId));
                            break;
                        case PlanOutcome.Stopped stopped:
                            await _outcomes.StopAsync(db, lane, job, stopped.Failure, ct);
                            break;
                        default:
                            Defects.Fail(db, job, plan.Defect ?? new InvalidOperationException("The planner gave no outcome."), lane.Now);
                            break;
                    }
                }

                await Parents.WaitAsync(db, lane, needs, ct);
                await RaiseVersionsAsync(db, lane, held, versions, ct);
                await Successes.SetFreeAsync(db, lane, held, ct);
            },
            ct);
    }

    /// <summary>Sends several at a time; once QuickBooks asks to wait, what has not left goes back into the queue.</summary>
    private Task SendAsync(LaneSession lane, IReadOnlyList<Parcel> parcels, CancellationToken ct) =>
        Parallel.ForEachAsync(parcels, new ParallelOptions { MaxDegreeOfParallelism = settings.InFlight, CancellationToken = ct }, async (parcel, ct) =>
        {
            if (lane.PausedUntil is not null || !Answers(lane))
            {
                await lane.CommitAsync((db, ct) => ReturnAsync(db, parcel, ct), ct);
                return;
            }

            await _outcomes.WriteAsync(lane, await Sending.SendAsync(lane.Client, parcel, ct), ct);
        });

    private static async Task ReturnAsync(ValanceDb db, Parcel parcel, CancellationToken ct)
    {
        var jobIds = parcel.Items.Select(i => i.JobId).ToList();
        var attemptIds = parcel.Items.Select(i => i.AttemptId).ToList();
        (await db.Jobs.Where(j => jobIds.Contains(j.Id)).ToListAsync(ct)).ForEach(JobMoves.Queue);
        (await db.JobAttempts.Where(a => attemptIds.Contains(a.Id)).ToListAsync(ct)).ForEach(a => a.Outcome = parcel.IsRepeat ? AttemptOutcome.Pending : AttemptOutcome.NotSent);
    }

    /// <summary>Before planning: an edit in between shows as "changed since export", never the other way round.</summary>
    private async Task<Dictionary<(RecordKind, long), int>> VersionsAsync(IReadOnlyList<Job> taken, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var versions = new Dictionary<(RecordKind, long), int>();
        foreach (var kind in taken.GroupBy(j => j.RecordKind!.Value))
        {
            var ids = kind.Select(j => j.RecordId!.Value).ToList();
            foreach (var record in await db.RecordsOf(kind.Key).Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Version }).ToListAsync(ct))
            {
                versions[(kind.Key, record.Id)] = record.Version;
            }
        }

        return versions;
    }

    private static async Task RaiseVersionsAsync(
        ValanceDb db, LaneSession lane, List<Job> held, Dictionary<(RecordKind, long), int> versions, CancellationToken ct)
    {
        foreach (var (record, link) in await Successes.LinksAsync(db, lane, held.ConvertAll(j => (j.RecordKind!.Value, j.RecordId!.Value)), ct))
        {
            link.RecordVersion = Math.Max(link.RecordVersion, versions.GetValueOrDefault(record));
        }
    }

    /// <summary>A blocked company is tried with one job; that is how it is found to answer again.</summary>
    private static bool Answers(LaneSession lane) => lane.State is ConnectionState.Connected or ConnectionState.CompanyBlocked;

    private async Task ParkAsync(LaneSession lane, CancellationToken ct)
    {
        var (cause, probeAt) = lane.State == ConnectionState.CompanyBlocked
            ? ("company-blocked", lane.Now + settings.BlockedProbe)
            : ("not-connected", (DateTime?)null);
        while (await lane.CommitAsync((db, ct) => ConnectionWaits.ParkAsync(db, lane.ConnectionId, cause, probeAt, lane.Now, ct), ct) == ConnectionWaits.ChunkSize)
        {
        }
    }

    private async Task<DateTime?> NextDueAsync(LaneSession lane, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await TakeJobs.NextDueAsync(db, lane.ConnectionId, ct);
    }

    private sealed record Planned(Job Job, PlanOutcome? Outcome, Exception? Defect);
}
