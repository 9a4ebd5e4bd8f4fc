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
    public static Task<List<Parcel>> StoreAsync(
        LaneSession lane, LaneSettings settings, IReadOnlyList<(Job Job, ExportPlan Plan)> sends, CancellationToken ct) =>
        lane.CommitAsync((db, ct) => StoreAsync(db, lane, settings, sends, ct), ct);

    private static async Task<List<Parcel>> StoreAsync(
        ValanceDb db, LaneSession lane, LaneSettings settings, IReadOnlyList<(Job Job, ExportPlan Plan)> sends, CancellationToken ct)
    {
        var ids = sends.Select(s => s.Job.Id).ToList();
        var jobs = await db.Jobs.Where(j => ids.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
        var steps = await StepsAsync(db, [.. jobs.Values.Where(j => j.AttemptCount > 0).Select(j => j.Id)], ct);
        var parcels = new List<Parcel>();
        foreach (var group in Groups(sends, settings.BatchSize))
        {
            var attempts = group.Select(s => NewAttempt(jobs[s.Job.Id], s.Plan, steps.GetValueOrDefault(s.Job.Id), lane)).ToList();
            var batch = group.Length == 1 ? null : AddBatch(db, lane, group, attempts);
            if (batch is not null)
            {
                await db.SaveChangesAsync(ct);
                attempts.ForEach(a => a.BatchId = batch.Id);
            }

            db.JobAttempts.AddRange(attempts);
            await db.SaveChangesAsync(ct);
            foreach (var (send, attempt) in group.Zip(attempts))
            {
                db.History.Add(new Sent(attempt.Operation, KindOfRecord.Of(send.Plan.Kind).WireName, attempt.RequestId, group.Length, IsRepeat: false, send.Plan.Notes)
                    .ToEntry(attempt.JobId, lane.Now, attempt.Id));
            }

            parcels.Add(new Parcel(
                batch?.RequestId ?? attempts[0].RequestId,
                group[0].Job.Priority > 0 ? Priority.High : Priority.Low,
                batch?.Id,
                [.. group.Zip(attempts, (s, a) => Outgoing.Of(s.Job, a) with { Notes = s.Plan.Notes })]));
        }

        return parcels;
    }

    private static IEnumerable<(Job Job, ExportPlan Plan)[]> Groups(IReadOnlyList<(Job Job, ExportPlan Plan)> sends, int batchSize) =>
        sends.ToLookup(s => KindOfRecord.GoesAlone(s.Plan.Operation)).SelectMany(g => g.Chunk(g.Key ? 1 : batchSize));

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
            RequestId = RequestIds.Of(job, plan.Operation, step, plan.Fingerprint),
            Fingerprint = plan.Fingerprint,
            RecordVersion = plan.RecordVersion,
            Payload = Wire.Write(plan.Payload),
            Wanted = plan.Wanted is { } wanted && !ReferenceEquals(wanted, plan.Payload) ? Wire.Write(wanted) : "",
            Outcome = AttemptOutcome.Pending,
            StartedAt = lane.Now,
        };
    }

    private static SentBatch AddBatch(ValanceDb db, LaneSession lane, (Job Job, ExportPlan Plan)[] group, List<JobAttempt> attempts)
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
            Body = JsonSerializer.Serialize(group.Select((s, i) => new { bId = Parcel.BId(i), kind = KindOfRecord.Of(s.Plan.Kind).WireName, attempts[i].RequestId })),
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
}
