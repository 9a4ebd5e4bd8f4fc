using System.Collections.Concurrent;
using Valance.Core.Records;

namespace Valance.Core.Jobs;

/// <summary>A job has come to be, moved on or ended, as told after the commit.</summary>
public sealed record JobChanged(
    long JobId, long AccountId, long? ConnectionId, JobState State, long? RequestedByUserId, RecordKind? RecordKind, long? RecordId)
{
    public static JobChanged Of(Job job) =>
        new(job.Id, job.AccountId, job.ConnectionId, job.State, job.RequestedByUserId, job.RecordKind, job.RecordId);
}

/// <summary>In-process news of jobs, for live screens and for waking lanes. Between processes the store's change counter does the same.</summary>
public sealed class JobSignals
{
    // Enough for what this process commits between two looks at the counter.
    private const int Remembered = 10_000;

    private readonly ConcurrentQueue<long> _told = new();

    public event Action<JobChanged>? Changed;

    /// <summary>A connection has work that is ready.</summary>
    public event Action<long>? LaneHasWork;

    public void Tell(JobChanged change) => Changed?.Invoke(change);

    public void Wake(long connectionId) => LaneHasWork?.Invoke(connectionId);

    /// <summary>This process wrote the change with this number and has told it itself.</summary>
    public void Remember(long change)
    {
        _told.Enqueue(change);
        while (_told.Count > Remembered && _told.TryDequeue(out _))
        {
        }
    }

    public bool HasTold(long change) => _told.Contains(change);
}
