using Valance.Core.Records;

namespace Valance.Core.Jobs;

/// <summary>A job has come to be, moved on or ended, as told after the commit.</summary>
public sealed record JobChanged(
    long JobId, long AccountId, long? ConnectionId, JobState State, long? RequestedByUserId, RecordKind? RecordKind, long? RecordId);

/// <summary>In-process news of jobs, for live screens and for waking lanes. Between processes the store's change counter does the same.</summary>
public sealed class JobSignals
{
    public event Action<JobChanged>? Changed;

    /// <summary>A connection has work that is ready.</summary>
    public event Action<long>? LaneHasWork;

    public void Tell(JobChanged change) => Changed?.Invoke(change);

    public void Wake(long connectionId) => LaneHasWork?.Invoke(connectionId);
}
