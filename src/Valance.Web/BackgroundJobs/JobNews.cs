using Valance.Core.Jobs;

namespace Valance.Web.BackgroundJobs;

/// <summary>Tells a screen that jobs moved, at most a few times a second however many moved.</summary>
public sealed class JobNews : IDisposable
{
    /// <summary>A click's own news comes in a few pieces (queued, running, done), and none of them should wait; a bulk export's thousands should.</summary>
    private const int MostInWindow = 4;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);

    private readonly JobSignals _signals;
    private readonly TimeProvider _time;
    private readonly Func<JobChanged, bool> _matters;
    private readonly Func<IReadOnlyList<JobChanged>, Task> _tell;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly CancellationToken _closed;
    private readonly Queue<long> _told = new();
    private List<JobChanged> _gathered = [];

    public JobNews(JobSignals signals, TimeProvider time, Func<JobChanged, bool> matters, Func<IReadOnlyList<JobChanged>, Task> tell)
    {
        (_signals, _time, _matters, _tell) = (signals, time, matters, tell);
        _closed = _gone.Token;
        _signals.Changed += Gather;
    }

    public void Dispose()
    {
        _signals.Changed -= Gather;
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Gather(JobChanged change)
    {
        if (!_matters(change))
        {
            return;
        }

        lock (_lock)
        {
            _gathered.Add(change);
            if (_gathered.Count > 1)
            {
                return;
            }
        }

        _ = TellSoonAsync(_closed);
    }

    private async Task TellSoonAsync(CancellationToken gone)
    {
        try
        {
            await Task.Delay(Pause(), _time, gone);
            List<JobChanged> gathered;
            lock (_lock)
            {
                (gathered, _gathered) = (_gathered, []);
                _told.Enqueue(_time.GetTimestamp());
                if (_told.Count > MostInWindow)
                {
                    _told.Dequeue();
                }
            }

            await _tell(gathered);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The screen was closed.
        }
    }

    private TimeSpan Pause()
    {
        lock (_lock)
        {
            var free = _told.Count < MostInWindow ? TimeSpan.Zero : Window - _time.GetElapsedTime(_told.Peek());
            return free > Least ? free : Least;
        }
    }
}
