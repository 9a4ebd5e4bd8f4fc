namespace Valance.QuickBooks;

/// <summary>One company's budget in this process: callers wait here for their turn, persons before bulk, else first come first served.</summary>
public sealed class RequestBudget : IDisposable
{
    /// <summary>A wider margin is taken back after so long without a throttle.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly BudgetLimits _usual;
    private readonly TimeProvider _time;
    private readonly SharedBudget? _shared;
    private readonly ITimer _timer;
    private readonly SlidingCount _second;
    private readonly SlidingCount _minute;
    private readonly SlidingCount _bulkMinute;
    private readonly SlidingCount _batches;
    private readonly LinkedList<Waiter> _high = [];
    private readonly LinkedList<Waiter> _low = [];
    private BudgetLimits _limits;
    private DateTimeOffset _closedUntil;
    private DateTimeOffset _widenedAt;

    /// <param name="shared">Where other processes share the budget: after its turn here a call is counted there too, and waits for room there.</param>
    public RequestBudget(BudgetLimits limits, TimeProvider time, SharedBudget? shared = null)
    {
        (_usual, _limits, _time, _shared) = (limits, limits, time, shared);
        (_second, _minute, _batches) = (new(limits.PerSecond, limits.Second), new(limits.PerMinute, limits.Minute), new(limits.BatchesPerMinute, limits.Minute));
        _bulkMinute = new(limits.BulkPerMinute, limits.Minute);
        _timer = time.CreateTimer(_ => Serve(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public BudgetUse Use
    {
        get
        {
            lock (_lock)
            {
                var now = Now();
                return new BudgetUse(
                    _limits, _second.At(now), _minute.At(now), _batches.At(now), _high.Count + _low.Count,
                    _closedUntil > now ? _closedUntil.UtcDateTime : null);
            }
        }
    }

    /// <summary>No ledger keeps what was sent: it is gone with the process.</summary>
    public bool ForgetsAtTheEnd => _shared is null && _usual != BudgetLimits.None;

    /// <summary>What an earlier process sent was counted in.</summary>
    public bool Remembers { get; private set; }

    /// <summary>What could leave now; nothing is counted.</summary>
    public BudgetRoom RoomFor(Priority priority)
    {
        lock (_lock)
        {
            var now = Now();
            var minute = priority == Priority.Low ? _bulkMinute : _minute;
            if (_closedUntil > now || !_second.HasRoom(now) || !minute.HasRoom(now))
            {
                var free = new[] { _closedUntil, _second.FreeAt(now), minute.FreeAt(now) }.Max();
                return new BudgetRoom(0, 0, 0, free - now);
            }

            var (requests, batches) = (Math.Min(_second.Room(now), minute.Room(now)), _batches.Room(now));
            return new BudgetRoom(requests, batches, Math.Clamp(minute.Room(now) - batches, 0, requests), TimeSpan.Zero);
        }
    }

    /// <summary>Counts what a process that is gone sent within the last minute, oldest first: QuickBooks counts it too.</summary>
    public void Remember(IReadOnlyList<EarlierRequest> requests)
    {
        lock (_lock)
        {
            Remembers = true;
            foreach (var request in requests)
            {
                Count(request.At, request.IsBatch);
            }
        }
    }

    /// <summary>Waits until one more request may leave, and counts it.</summary>
    public async Task WaitAsync(bool isBatch, Priority priority, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var waiter = new Waiter(isBatch);
        var line = priority == Priority.High ? _high : _low;
        lock (_lock)
        {
            line.AddLast(waiter);
        }

        Serve();
        await using var registration = ct.Register(() =>
        {
            lock (_lock)
            {
                line.Remove(waiter);
            }

            waiter.Turn.TrySetCanceled(ct);
        });
        await waiter.Turn.Task;
        if (_shared is not null)
        {
            await _shared.WaitAsync(LimitsNow, isBatch, priority, ct);
        }
    }

    /// <summary>QuickBooks throttled: nobody leaves until then, in no process.</summary>
    public async Task CloseForAsync(TimeSpan pause, CancellationToken ct)
    {
        CloseFor(pause);
        if (_shared is not null)
        {
            await _shared.CloseAsync(pause, ct);
        }
    }

    /// <summary>QuickBooks throttled: nobody leaves until then.</summary>
    public void CloseFor(TimeSpan pause)
    {
        lock (_lock)
        {
            var now = Now();
            // Requests that were under way together are refused together: that is one reason to be more careful, not several.
            if (_closedUntil <= now && _usual != BudgetLimits.None)
            {
                Apply(_limits.Widened);
                _widenedAt = now + pause;
            }

            var until = now + pause;
            _closedUntil = until > _closedUntil ? until : _closedUntil;
        }

        Serve();
    }

    public void Dispose() => _timer.Dispose();

    private BudgetLimits LimitsNow
    {
        get
        {
            lock (_lock)
            {
                return _limits;
            }
        }
    }

    /// <summary>The time, with a margin that fits to it.</summary>
    private DateTimeOffset Now()
    {
        var now = _time.GetUtcNow();
        if (_limits.Margin > _usual.Margin && now - _widenedAt > Calm)
        {
            _widenedAt = now;
            Apply(_limits with { Margin = _limits.Margin / 2 > _usual.Margin ? _limits.Margin / 2 : _usual.Margin });
        }

        return now;
    }

    private void Apply(BudgetLimits limits)
    {
        _limits = limits;
        _second.Span = limits.Second;
        (_minute.Span, _bulkMinute.Span, _batches.Span) = (limits.Minute, limits.Minute, limits.Minute);
    }

    private void Serve()
    {
        List<Waiter> served = [];
        lock (_lock)
        {
            var now = Now();
            while (now >= _closedUntil && Next(now) is { } waiter)
            {
                Count(now, waiter.IsBatch);
                served.Add(waiter);
            }

            if (_high.Count + _low.Count > 0)
            {
                var at = FreeAt(now);
                // A millisecond more, for timers may fire a little early.
                _timer.Change(at > now ? at - now + TimeSpan.FromMilliseconds(1) : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }

        served.ForEach(waiter => waiter.Turn.TrySetResult());
    }

    private void Count(DateTimeOffset at, bool isBatch)
    {
        _second.Add(at);
        _minute.Add(at);
        _bulkMinute.Add(at);
        if (isBatch)
        {
            _batches.Add(at);
        }
    }

    /// <summary>Takes the first who may leave; a batch that must wait lets single requests pass.</summary>
    private Waiter? Next(DateTimeOffset now)
    {
        if (!_second.HasRoom(now) || !_minute.HasRoom(now))
        {
            return null;
        }

        var batchMayLeave = _batches.HasRoom(now);
        foreach (var line in _bulkMinute.HasRoom(now) ? new[] { _high, _low } : [_high])
        {
            for (var node = line.First; node is not null; node = node.Next)
            {
                if (batchMayLeave || !node.Value.IsBatch)
                {
                    line.Remove(node);
                    return node.Value;
                }
            }
        }

        return null;
    }

    private DateTimeOffset FreeAt(DateTimeOffset now)
    {
        // Bulk alone waits for bulk's share of the minute.
        DateTimeOffset[] gates = [_closedUntil, _second.FreeAt(now), _high.Count > 0 ? _minute.FreeAt(now) : _bulkMinute.FreeAt(now)];
        var open = gates.Max();
        var onlyBatches = _high.Concat(_low).All(waiter => waiter.IsBatch);
        return onlyBatches && _batches.FreeAt(now) > open ? _batches.FreeAt(now) : open;
    }

    private sealed class Waiter(bool isBatch)
    {
        public bool IsBatch => isBatch;

        // Continuations must not run inside Serve, under somebody else's call.
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A request that a process that is gone has sent.</summary>
public sealed record EarlierRequest(DateTimeOffset At, bool IsBatch);
