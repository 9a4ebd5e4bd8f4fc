using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>Stores attempts, and a batch's composition, before anything leaves.</summary>
internal static class Outbox
{
    /// <param name="groups">What goes in one request each.</param>
    public static Task<List<Parcel>> StoreAsync(LaneSession lane, IReadOnlyList<IReadOnlyList<ReadyToSend>> groups, CancellationToken ct) =>
        lane.CommitAsync((db, ct) => StoreAsync(db, lane, groups, ct), ct);

    private static async Task<List<Parcel>> StoreAsync(ValanceDb db, LaneSession lane, IReadOnlyList<IReadOnlyList<ReadyToSend>> groups, CancellationToken ct)
    {
        var ids = groups.SelectMany(g => g).Select(s => s.Job.Id).ToList();
        var jobs = await db.Jobs.Where(j => ids.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
        var steps = await StepsAsync(db, [.. jobs.Values.Where(j => j.AttemptCount > 0).Select(j => j.Id)], ct);
        var drafts = groups.Select(group => new Draft(group, group.Select(s => NewAttempt(jobs[s.Job.Id], s.Plan, steps.GetValueOrDefault(s.Job.Id), lane)).ToList())).ToList();
        foreach (var draft in drafts.Where(d => d.Group.Count > 1))
        {
            draft.Batch = AddBatch(db, lane, draft.Group, draft.Attempts);
        }

        // Batches have their ids from here on, and attempts after the next save.
        await db.SaveChangesAsync(ct);
        drafts.ForEach(d => d.Attempts.ForEach(a => a.BatchId = d.Batch?.Id));
        db.JobAttempts.AddRange(drafts.SelectMany(d => d.Attempts));
        await db.SaveChangesAsync(ct);
        foreach (var (send, attempt, size) in drafts.SelectMany(d => d.Group.Zip(d.Attempts, (s, a) => (s, a, d.Group.Count))))
        {
            db.History.Add(new Sent(attempt.Operation, KindOfRecord.Of(send.Plan.Kind, send.Plan.Document).WireName, attempt.RequestId, size, IsRepeat: false, send.Plan.Notes)
                .ToEntry(attempt.JobId, lane.Now, attempt.Id));
        }

        return drafts.ConvertAll(d => new Parcel(
            d.Batch?.RequestId ?? d.Attempts[0].RequestId,
            d.Group[0].Job.Priority > 0 ? Priority.High : Priority.Low,
            d.Batch?.Id,
            [.. d.Group.Zip(d.Attempts, (s, a) => Outgoing.Of(s.Job, a) with { Notes = s.Plan.Notes })]));
    }

    private static JobAttempt NewAttempt(Job job, ExportPlan plan, int step, LaneSession lane)
    {
        job.AttemptCount++;
        job.HasWarnings = plan.Notes.Any(n => n.Kind is not PlanNoteKind.Changed);
        return new JobAttempt
        {
            JobId = job.Id,
            Number = job.AttemptCount,
            Epoch = lane.Epoch,
            Operation = plan.Operation.ToString().ToLowerInvariant(),
            Document = plan.Document,
            GoesOn = plan.GoesOn,
            AllowsSameNumber = plan.AllowsSameNumber,
            RequestId = RequestIds.Of(job, plan.Operation, step, plan.Fingerprint),
            Fingerprint = plan.Fingerprint,
            RecordVersion = plan.RecordVersion,
            Payload = Wire.Write(plan.Payload),
            Wanted = plan.Wanted is { } wanted && !ReferenceEquals(wanted, plan.Payload) ? Wire.Write(wanted) : "",
            Outcome = AttemptOutcome.Pending,
            StartedAt = lane.Now,
        };
    }

    private static SentBatch AddBatch(ValanceDb db, LaneSession lane, IReadOnlyList<ReadyToSend> group, List<JobAttempt> attempts)
    {
        for (var i = 0; i < attempts.Count; i++)
        {
            attempts[i].BatchItemId = Parcel.BId(i);
        }

        var batch = new SentBatch
        {
            ConnectionId = lane.ConnectionId,
            Epoch = lane.Epoch,
            RequestId = RequestIds.OfBatch(attempts.Select(a => a.RequestId)),
            // The payloads stand in the attempts; this is which of them went, and in what order.
            Body = JsonSerializer.Serialize(group.Select((s, i) => new { bId = Parcel.BId(i), kind = KindOfRecord.Of(s.Plan.Kind, s.Plan.Document).WireName, attempts[i].RequestId })),
            SentAt = lane.Now,
        };
        db.SentBatches.Add(batch);
        return batch;
    }

    /// <summary>How many answers each job has had: what never left, or was never answered, is the same step again.</summary>
    private static async Task<Dictionary<long, int>> StepsAsync(ValanceDb db, List<long> jobIds, CancellationToken ct) => jobIds.Count == 0
        ? []
        : await db.JobAttempts.Where(a => jobIds.Contains(a.JobId) && a.Outcome != AttemptOutcome.NotSent)
            .GroupBy(a => a.JobId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    private sealed record Draft(IReadOnlyList<ReadyToSend> Group, List<JobAttempt> Attempts)
    {
        public SentBatch? Batch { get; set; }
    }
}

/// <summary>A job whose plan says what to send.</summary>
internal sealed record ReadyToSend(Job Job, ExportPlan Plan)
{
    public bool IsForPerson => Job.Priority > 0;

    public int Level => KindOfRecord.Level(Plan.Kind);
}
