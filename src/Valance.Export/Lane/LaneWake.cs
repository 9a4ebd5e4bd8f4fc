using Valance.Core.Jobs;

namespace Valance.Export.Lane;

/// <summary>Tells a run that waits that somebody has asked for something on its lane.</summary>
internal sealed class LaneWake : IDisposable
{
    private readonly JobSignals _signals;
    private readonly long _connectionId;
    private volatile TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LaneWake(JobSignals signals, long connectionId)
    {
        (_signals, _connectionId) = (signals, connectionId);
        _signals.LaneHasWork += Wake;
    }

    /// <summary>Ends with the next wake; after that it is as new.</summary>
    public Task Task => _woken.Task;

    /// <summary>Whether it was woken since the last call.</summary>
    public bool Take()
    {
        if (!_woken.Task.IsCompleted)
        {
            return false;
        }

        _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return true;
    }

    public void Dispose() => _signals.LaneHasWork -= Wake;

    private void Wake(long connectionId)
    {
        if (connectionId == _connectionId)
        {
            _woken.TrySetResult();
        }
    }
}
