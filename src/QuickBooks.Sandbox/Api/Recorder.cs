namespace QuickBooks.Sandbox.Api;

/// <summary>One request and its answer, as the request log shows them.</summary>
public sealed record RecordedRequest
{
    /// <summary>Counts up from 1 over all companies.</summary>
    public required long Number { get; init; }

    /// <summary>When it came, by the sandbox's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The company in its path; empty for OAuth.</summary>
    public required string RealmId { get; init; }

    /// <summary>GET, POST.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query string. Tokens are never in it.</summary>
    public required string Path { get; init; }

    /// <summary>What was sent, at most 64 KB.</summary>
    public required string RequestBody { get; init; }

    /// <summary>HTTP status of the answer; 0 where the connection was cut.</summary>
    public required int Status { get; init; }

    /// <summary>What was answered, at most 64 KB.</summary>
    public required string ResponseBody { get; init; }

    /// <summary>Why it was answered so: the faults, or the sandbox's own remark.</summary>
    public required string Why { get; init; }

    /// <summary>The answer's intuit_tid.</summary>
    public required string Tid { get; init; }

    /// <summary>From arrival to answer.</summary>
    public required TimeSpan Took { get; init; }
}

/// <summary>Keeps the latest requests for a test or a person to read.</summary>
public sealed class Recorder(int keep)
{
    private readonly Lock gate = new();
    private readonly Queue<RecordedRequest> requests = new();
    private long last;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (gate)
        {
            requests.Clear();
        }
    }

    internal long NextNumber() => Interlocked.Increment(ref last);

    internal void Add(RecordedRequest request)
    {
        lock (gate)
        {
            requests.Enqueue(request);
            while (requests.Count > keep)
            {
                requests.Dequeue();
            }
        }
    }
}
