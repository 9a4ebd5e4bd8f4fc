using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Export.History;

namespace Valance.Export.Undo;

/// <summary>Asks for an undo that was previewed: a job for each record and a run that holds them together, worked off by the lane like exports.</summary>
public sealed class RequestUndo(PreviewUndo preview, JobWriter jobs, TimeProvider time)
{
    // One long transaction would starve every other writer.
    private const int ChunkSize = 500;

    /// <param name="seen">The preview's <see cref="UndoPreview.Seen"/>.</param>
    /// <returns>The run's job.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, UndoScope scope, string seen, CancellationToken ct)
    {
        var found = await preview.FindAsync(actor, scope, ct);
        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var (planned, selection, connectionId) = (found.Value.Preview, found.Value.Selection, found.Value.ConnectionId);
        if (!string.Equals(planned.Seen, seen, StringComparison.Ordinal))
        {
            return Result<long>.Conflict("Something changed since you looked: the undo would do something else now. Look through it again.");
        }

        if (!planned.IsPossible)
        {
            return Result<long>.Invalid("", "Something stands in the way of this undo. Nothing was begun.");
        }

        // Held like a paused one until all of its jobs are there: should the program end in between, a person sees it paused.
        var run = await jobs.CommitAsync((db, ct) => BeginAsync(db, actor, planned, selection, connectionId, ct), ct, wakesLanes: false);
        foreach (var chunk in planned.Steps.Chunk(ChunkSize))
        {
            await jobs.CommitAsync((db, ct) => AddAsync(db, run, chunk), ct, wakesLanes: false);
        }

        return await jobs.CommitAsync(
            async (db, ct) =>
            {
                var row = await db.Jobs.FindAsync([run.Id], ct);
                (row!.State, row.WaitsFor, row.Summary) = (JobState.Queued, null, "");
                return Result<long>.Done(run.Id);
            },
            ct);
    }

    private async Task<Job> BeginAsync(ValanceDb db, Actor actor, UndoPreview planned, UndoSelection selection, long connectionId, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var run = new Job
        {
            AccountId = planned.AccountId,
            ConnectionId = connectionId,
            Kind = JobKind.Undo,
            Title = $"Undo of {planned.Title}",
            State = JobState.Waiting,
            WaitsFor = WaitReason.Person,
            Summary = "Its jobs are being made.",
            RequestedByUserId = actor.UserId,
            RequestedBy = actor.Name,
            CreatedAt = now,
        };
        run.RefreshSearch();
        db.Jobs.Add(run);
        await db.SaveChangesAsync(ct);
        var ids = planned.Steps.GroupBy(s => s.Kind).ToDictionary(g => g.Key, g => (IReadOnlyList<long>)[.. g.Select(s => s.Id)]);
        db.BulkExports.Add(new BulkExport
        {
            JobId = run.Id,
            Selection = BulkSelection.Write(ids),
            Loosened = BulkSelection.WriteLoosened(selection.Loosened),
            Wanted = planned.Steps.Count,
            Prepared = planned.Steps.Count,
        });
        db.History.Add(new UndoRequested(
            actor.Name, planned.Steps.CountBy(s => s.Action).ToDictionary(c => c.Key.ToString(), c => c.Value, StringComparer.Ordinal)).ToEntry(run.Id, now));
        return run;
    }

    private Task<int> AddAsync(ValanceDb db, Job run, UndoStep[] steps)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var step in steps)
        {
            var job = new Job
            {
                AccountId = run.AccountId,
                ConnectionId = run.ConnectionId,
                Kind = JobKind.Undo,
                RecordKind = step.Kind,
                RecordId = step.Id,
                Title = step.Label,
                State = JobState.Queued,
                BulkId = run.Id,
                RequestedByUserId = run.RequestedByUserId,
                RequestedBy = run.RequestedBy,
                CreatedAt = now,
            };
            job.RefreshSearch();
            db.Jobs.Add(job);
        }

        return Task.FromResult(steps.Length);
    }
}
