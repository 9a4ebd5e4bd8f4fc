namespace Valance.Web.Hosting;

/// <summary>Something that is done again and again while the program runs. A store that is away for a moment does not end it.</summary>
internal sealed partial class RepeatedWork(string what, TimeSpan every, Func<CancellationToken, Task> work, TimeProvider time, ILogger log)
{
    private long _succeededAt;

    /// <summary>When it last went well; null before it first did.</summary>
    public DateTimeOffset? SucceededAt => Interlocked.Read(ref _succeededAt) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            do
            {
                await OnceAsync(ct);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    public async Task OnceAsync(CancellationToken ct)
    {
        try
        {
            await work(ct);
            Interlocked.Exchange(ref _succeededAt, time.GetUtcNow().UtcTicks);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Failed(failure, what);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{What} did not work; it is tried again.")]
    private partial void Failed(Exception failure, string what);
}
