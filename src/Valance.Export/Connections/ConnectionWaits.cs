using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.History;

namespace Valance.Export.Connections;

/// <summary>Jobs that can do nothing until the company answers again.</summary>
internal static class ConnectionWaits
{
    /// <summary>One long transaction would starve every other writer.</summary>
    public const int ChunkSize = 500;

    /// <summary>Lays ready jobs by, at most <see cref="ChunkSize"/> at once; answers how many.</summary>
    /// <param name="probeAt">When one of them may try whether the company answers again; null where a person must act first.</param>
    public static async Task<int> ParkAsync(ValanceDb db, long connectionId, string cause, DateTime? probeAt, DateTime now, CancellationToken ct)
    {
        var ready = await db.Jobs
            .Where(j => j.ConnectionId == connectionId && j.EndedAt == null
                && (j.State == JobState.Queued || (j.State == JobState.Waiting && j.WaitsFor == WaitReason.Time)))
            .OrderBy(j => j.Id).Take(ChunkSize).ToListAsync(ct);
        var failure = new Failure(cause, probeAt is null ? FailureCategory.Reconnect : FailureCategory.CompanyBlocked);
        ready.ForEach(job => Park(db, job, failure, probeAt, now));
        return ready.Count;
    }

    /// <summary>The job says why it waits, as a failed one does.</summary>
    public static void Park(ValanceDb db, Job job, Failure failure, DateTime? probeAt, DateTime now)
    {
        (job.Cause, job.Failure, job.Summary) = (failure.Cause, StoredFailures.Write([failure]), FailureWords.Sentence(failure, job.Title));
        job.RefreshSearch();
        job.State = JobState.Waiting;
        job.WaitsFor = WaitReason.Connection;
        job.NotBefore = probeAt;
        db.History.Add(new WaitingForConnection(failure.Cause).ToEntry(job.Id, now));
    }

    /// <summary>Makes them ready again; answers how many.</summary>
    public static async Task<int> ReleaseAsync(ValanceDb db, long connectionId, string by, DateTime now, CancellationToken ct)
    {
        var waiting = await db.Jobs
            .Where(j => j.ConnectionId == connectionId && j.EndedAt == null && j.State == JobState.Waiting && j.WaitsFor == WaitReason.Connection)
            .OrderBy(j => j.Id).Take(ChunkSize).ToListAsync(ct);
        foreach (var job in waiting)
        {
            job.State = JobState.Queued;
            job.WaitsFor = null;
            job.NotBefore = null;
            (job.Cause, job.Failure, job.Summary) = ("", "", "");
            job.RefreshSearch();
            db.History.Add(new ConnectionResumed(by).ToEntry(job.Id, now));
        }

        return waiting.Count;
    }
}
