using Valance.Core.Records;

namespace Valance.Core.Jobs;

/// <summary>A job has come to be, moved on or ended, as told after the commit.</summary>
public sealed record JobChanged(
    long JobId, long AccountId, long? ConnectionId, JobState State, long? RequestedByUserId, RecordKind? RecordKind, long? RecordId, JobKind Kind, long? BulkId)
{
    public static JobChanged Of(Job job) =>
        new(job.Id, job.AccountId, job.ConnectionId, job.State, job.RequestedByUserId, job.RecordKind, job.RecordId, job.Kind, job.BulkId);
}

/// <summary>In-process news of jobs, for live screens and for waking lanes. Between processes the store's change counter does the same.</summary>
public sealed class JobSignals
{
    // More than this process commits between two looks at the counter; without anybody who looks it must not grow for ever.
    private const int Remembered = 10_000;

    private readonly Lock _lock = new();
    private readonly SortedSet<long> _told = [];

    public event Action<JobChanged>? Changed;

    /// <summary>A connection has work that is ready.</summary>
    public event Action<long>? LaneHasWork;

    public void Tell(JobChanged change) => Changed?.Invoke(change);

    public void Wake(long connectionId) => LaneHasWork?.Invoke(connectionId);

    /// <summary>This process wrote the change with this number and has told it itself.</summary>
    public void Remember(long change)
    {
        lock (_lock)
        {
            _told.Add(change);
            if (_told.Count > Remembered)
            {
                _told.Remove(_told.Min);
            }
        }
    }

    public bool HasTold(long change)
    {
        lock (_lock)
        {
            return _told.Contains(change);
        }
    }

    /// <summary>Whether all changes after <paramref name="seen"/> up to <paramref name="newest"/> were this process' own.</summary>
    public bool HasToldAll(long seen, long newest)
    {
        lock (_lock)
        {
            return _told.GetViewBetween(seen + 1, newest).Count == newest - seen;
        }
    }

    /// <summary>Nobody will ask about changes up to this one again.</summary>
    public void Forget(long upTo)
    {
        lock (_lock)
        {
            _told.RemoveWhere(c => c <= upTo);
        }
    }
}
