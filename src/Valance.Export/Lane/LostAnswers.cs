using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>
/// Records that were sent without a usable answer. QuickBooks is asked first: what arrived is linked. What did not is sent again as it was, with the
/// same request id; after a received fault it is a new request.
/// </summary>
internal sealed class LostAnswers(IDbContextFactory<ValanceDb> store, Outcomes outcomes, LaneSettings settings)
{
    /// <summary>The cause of a document that is like ours in QuickBooks but bears no marker of ours.</summary>
    public const string PossibleDuplicate = "possible-duplicate";

    /// <summary>Settles what is due; gives the requests that must be sent again as they were.</summary>
    public async Task<IReadOnlyList<Parcel>> SettleAsync(LaneSession lane, CancellationToken ct)
    {
        lane.HasDoubts = false;
        if (!await AreThereAsync(lane, ct))
        {
            return [];
        }

        var due = await TakeDueAsync(lane, ct);
        var again = new List<Parcel>();
        foreach (var group in due.GroupBy(d => d.Attempt.BatchId is { } batch ? $"batch {batch}" : $"attempt {d.Attempt.Id}", StringComparer.Ordinal))
        {
            if (lane.PausedUntil is null && lane.State is ConnectionState.Connected or ConnectionState.CompanyBlocked)
            {
                again.AddRange(await SettleAsync(lane, [.. group.OrderBy(d => d.Attempt.Id)], ct));
            }
            else
            {
                await LeaveAsync(lane, [.. group.Select(d => d.Job.Id)], ct);
            }
        }

        return again;
    }

    private async Task<IReadOnlyList<Parcel>> SettleAsync(LaneSession lane, List<Doubt> doubts, CancellationToken ct)
    {
        var judged = new List<Judged>();
        foreach (var chunk in doubts.Chunk(BatchItem.MostItems))
        {
            judged.AddRange(await LookAsync(lane, chunk, ct));
        }

        if (judged.Find(j => j.Refusal is not null) is { } unknown)
        {
            await PutOffAsync(lane, doubts, unknown.Refusal!, ct);
            return [];
        }

        var arrived = judged.FindAll(j => j.Arrival == Arrival.Ours);
        if (arrived.Count > 0)
        {
            await outcomes.WriteAsync(lane, arrived.ConvertAll(j => (j.Doubt.Item, new SendAnswer(j.Entity, null, j.Exchange, Translation.Wire.Write(j.Entity!)))), ct, wasLookedUp: true);
        }

        var missing = judged.FindAll(j => j.Arrival != Arrival.Ours);
        return missing.Count == 0 ? [] : await MissingAsync(lane, doubts, missing, ct);
    }

    /// <summary>A look costs no writer's turn. What is under way just now is none: its jobs run.</summary>
    private async Task<bool> AreThereAsync(LaneSession lane, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await (from attempt in db.JobAttempts
                      join sender in db.Jobs on attempt.JobId equals sender.Id
                      where attempt.Outcome == AttemptOutcome.Pending && sender.ConnectionId == lane.ConnectionId && sender.State != JobState.Running
                      select attempt.Id).AnyAsync(ct);
    }

    /// <summary>Jobs that could go on, with the unanswered attempts of their records; also those that an older, failed job of the record left behind.</summary>
    private static Task<List<Doubt>> TakeDueAsync(LaneSession lane, CancellationToken ct) =>
        lane.CommitAsync(
            async (db, ct) =>
            {
                var pending = await (from attempt in db.JobAttempts
                                     join sender in db.Jobs on attempt.JobId equals sender.Id
                                     where attempt.Outcome == AttemptOutcome.Pending && sender.ConnectionId == lane.ConnectionId
                                     orderby attempt.Id
                                     select new { Attempt = attempt, sender.RecordKind, sender.RecordId }).ToListAsync(ct);
                if (pending.Count == 0)
                {
                    return [];
                }

                var ready = (await TakeJobs.Ready(db, lane).ToListAsync(ct)).ToDictionary(j => (j.RecordKind, j.RecordId));
                var due = pending.Where(p => ready.ContainsKey((p.RecordKind, p.RecordId))).Select(p => new Doubt(ready[(p.RecordKind, p.RecordId)], p.Attempt)).ToList();
                due.ForEach(d => d.Job.State = JobState.Running);
                return due;
            },
            ct);

    private async Task<IReadOnlyList<Judged>> LookAsync(LaneSession lane, Doubt[] doubts, CancellationToken ct)
    {
        RecordsAsSent records;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            records = await RecordsAsSent.LoadAsync(db, lane.RealmId, [.. doubts.Select(d => d.Item)], ct);
        }

        var queries = doubts.Select((d, i) => d.Item.Sort.Query(Parcel.BId(i), d.Sent, d.Item.Operation)).ToList();
        var answer = await lane.Client.BatchAsync(queries, new CallOptions { Priority = Priority.High }, ct);
        if (!answer.Succeeded)
        {
            return [new Judged(doubts[0], Arrival.NotThere, null, answer.Exchange, answer.Refusal)];
        }

        return [.. doubts.Zip(answer.Value, (doubt, found) =>
        {
            var entities = doubt.Item.Sort.Found(found, out var refusal);
            var record = records.Of(doubt.Item);
            var judgement = entities is null || record is null
                ? new Judgement(Arrival.NotThere)
                : LostRecords.Judge(record, doubt.Sent, doubt.Item.Operation, entities);
            return new Judged(doubt, judgement.Arrival, judgement.Entity, answer.Exchange, refusal);
        })];
    }

    private async Task<IReadOnlyList<Parcel>> MissingAsync(LaneSession lane, List<Doubt> doubts, List<Judged> missing, CancellationToken ct) =>
        await lane.CommitAsync(
            async (db, ct) =>
            {
                var asItWas = missing.Count == doubts.Count && missing.TrueForAll(m => m.Arrival == Arrival.NotThere) && await IsWholeAsync(db, doubts, ct);
                foreach (var one in missing)
                {
                    var job = await db.Jobs.SingleAsync(j => j.Id == one.Doubt.Job.Id, ct);
                    var attempt = await db.JobAttempts.SingleAsync(a => a.Id == one.Doubt.Attempt.Id, ct);
                    db.History.Add(new LookedUp(one.Doubt.Item.Sort.WireName, one.Entity?.Id ?? "", IsOurs: false, one.Exchange.IntuitTid)
                        .ToEntry(job.Id, lane.Now, attempt.Id));
                    if (asItWas)
                    {
                        (attempt.Epoch, attempt.StartedAt) = (lane.Epoch, lane.Now);
                        db.History.Add(new Sent(attempt.Operation, one.Doubt.Item.Sort.WireName, attempt.RequestId, doubts.Count, IsRepeat: true, null)
                            .ToEntry(job.Id, lane.Now, attempt.Id));
                    }
                    else
                    {
                        await GoOnAsync(db, lane, one, job, attempt, ct);
                    }
                }

                return asItWas ? [await ParcelAsync(db, doubts, ct)] : (IReadOnlyList<Parcel>)[];
            },
            ct);

    /// <summary>Not there, and not to be sent again as it was.</summary>
    private async Task GoOnAsync(ValanceDb db, LaneSession lane, Judged one, Job job, JobAttempt attempt, CancellationToken ct)
    {
        if (one.Arrival == Arrival.Alike)
        {
            attempt.Outcome = AttemptOutcome.NoAnswer;
            JobMoves.Fail(job, [new Failure(PossibleDuplicate, FailureCategory.Fixable, Value: one.Entity!.Id)], lane.Now);
            return;
        }

        var settled = attempt.StartedAt + settings.SettleTime;
        if (!attempt.FaultReceived && attempt.BatchId is not null && settled > lane.Now)
        {
            // A part of its batch has arrived: the rest may still be on its way.
            JobMoves.WaitForTime(db, job, new Failure("answer-cut-off", FailureCategory.Transient), settled, lane.Now);
            return;
        }

        attempt.Outcome = attempt.FaultReceived ? AttemptOutcome.Refused : AttemptOutcome.NoAnswer;
        var known = StoredFailures.Read(job.Failure);
        if (attempt.FaultReceived && known is [{ Category: not FailureCategory.Transient } failure, ..])
        {
            // It was refused after all, and the fault says why. The pause before the look was none of the refusal's.
            job.Waits = Math.Max(0, job.Waits - 1);
            await outcomes.DecideAsync(db, lane, job, failure, ct);
        }
        else
        {
            JobMoves.Queue(job);
        }
    }

    /// <summary>The look itself met a failure: later again.</summary>
    private async Task PutOffAsync(LaneSession lane, List<Doubt> doubts, QuickBooksRefusal refusal, CancellationToken ct)
    {
        var failure = FailureClassifier.Of(refusal);
        await lane.CommitAsync(
            async (db, ct) =>
            {
                foreach (var doubt in doubts)
                {
                    await outcomes.StopAsync(db, lane, await db.Jobs.SingleAsync(j => j.Id == doubt.Job.Id, ct), failure, ct);
                }
            },
            ct);
    }

    /// <summary>QuickBooks cannot be asked now; the doubt stays.</summary>
    private static Task LeaveAsync(LaneSession lane, List<long> jobIds, CancellationToken ct) =>
        lane.CommitAsync(async (db, ct) => (await db.Jobs.Where(j => jobIds.Contains(j.Id)).ToListAsync(ct)).ForEach(j => j.State = JobState.Queued), ct);

    /// <summary>Whether all that went in the request is still in doubt and no fault was received: only then the same request can be sent again.</summary>
    private static async Task<bool> IsWholeAsync(ValanceDb db, List<Doubt> doubts, CancellationToken ct) =>
        doubts.TrueForAll(d => !d.Attempt.FaultReceived && d.Attempt.JobId == d.Job.Id)
        && (doubts[0].Attempt.BatchId is not { } batch || await db.JobAttempts.CountAsync(a => a.BatchId == batch, ct) == doubts.Count);

    private static async Task<Parcel> ParcelAsync(ValanceDb db, List<Doubt> doubts, CancellationToken ct)
    {
        var first = doubts[0].Attempt;
        var requestId = first.BatchId is { } batch ? await db.SentBatches.Where(b => b.Id == batch).Select(b => b.RequestId).SingleAsync(ct) : first.RequestId;
        return new Parcel(requestId, Priority.High, first.BatchId, doubts.ConvertAll(d => d.Item)) { IsRepeat = true };
    }

    private sealed record Doubt(Job Job, JobAttempt Attempt)
    {
        // An attempt that an older job left is settled in the name of the one that is open now.
        public Outgoing Item { get; } = Outgoing.Of(Job, Attempt);

        public QuickBooks.Entities.IQuickBooksEntity Sent => Item.Sort.Read(Item.Payload);
    }

    private sealed record Judged(
        Doubt Doubt, Arrival Arrival, QuickBooks.Entities.IQuickBooksEntity? Entity, Exchange Exchange, QuickBooksRefusal? Refusal);
}
