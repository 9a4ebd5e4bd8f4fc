namespace Valance.Web.Lanes;

/// <summary>How many lanes run in this process, for whoever must wait until none does.</summary>
/// <param name="atOnce">How many may run at the same time.</param>
internal sealed class RunningLanes(int atOnce)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _none = Ended();

    public int Count { get; private set; }

    /// <summary>Another lane may wait for a place.</summary>
    public bool AreFull => Count >= atOnce;

    public IDisposable Enter()
    {
        lock (_lock)
        {
            if (Count++ == 0)
            {
                _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        return new Run(this);
    }

    public Task NoneAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            return _none.Task.WaitAsync(ct);
        }
    }

    private static TaskCompletionSource Ended()
    {
        var ended = new TaskCompletionSource();
        ended.SetResult();
        return ended;
    }

    private sealed class Run(RunningLanes lanes) : IDisposable
    {
        public void Dispose()
        {
            lock (lanes._lock)
            {
                if (--lanes.Count == 0)
                {
                    lanes._none.SetResult();
                }
            }
        }
    }
}
