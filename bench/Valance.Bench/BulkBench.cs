using System.Diagnostics;
using System.Globalization;
using Valance.Core.Access;
using Valance.Core.Jobs.Bulk;
using Valance.QuickBooks;

namespace Valance.Bench;

/// <summary>
/// A bulk export under QuickBooks' real limits, where a request takes 200 ms and each item of a batch 150 ms more, against the least time that the limits
/// allow: 40 batches of 30 and 460 single requests a minute.
/// </summary>
internal static class BulkBench
{
    private static readonly TimeSpan OfARequest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OfAnItem = TimeSpan.FromMilliseconds(150);

    public static async Task<int> RunAsync(Arguments args)
    {
        var (speed, files) = (args.Number("--speed", 2, 4), args.Text("--files"));
        var (time, counts) = (new FastTime(speed), new Counts());
        await using var site = await ExportSite.StartAsync(time, BudgetLimits.Intuit, () => new SlowQuickBooks(time, counts));
        var (account, connection) = await site.DealerAsync(
            "Bench", id => files is null ? site.FillAsync(id, args.Number("--records", 10_000, 100)) : site.ImportAsync(id, files));

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var begun = time.GetTimestamp();
        var asked = await site.AskForAllAsync(account);
        var requested = time.GetElapsedTime(begun);
        counts.Begin(time);
        await site.ExportAsync(connection);
        var took = time.GetElapsedTime(begun);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var progress = (await site.Get<GetBulkProgress>().HandleAsync(Actor.CommandLine, asked.JobId!.Value, CancellationToken.None)).Value;

        var least = Least(asked.Records);
        var invariant = CultureInfo.InvariantCulture;
        Figures.Head("what", "figure");
        Figures.Row("records", string.Create(invariant, $"{asked.Records:N0} ({progress.Succeeded:N0} exported, {progress.Failed:N0} failed)"));
        Figures.Row("asked for", string.Create(invariant, $"after {requested.TotalMilliseconds / speed:0} ms"));
        Figures.Row("requests", string.Create(invariant, $"{counts.All:N0}: {counts.Batches:N0} batches with {counts.Items:N0} items, {counts.Singles:N0} single writes, {counts.Reads:N0} reads; {counts.Throttled:N0} throttled"));
        Figures.Row("records sent in each ten seconds", counts.InEachTenSeconds);
        Figures.Row("processor time, sandbox included", string.Create(invariant, $"{cpu.TotalMilliseconds / asked.Records:0.0} ms a record"));
        Figures.Row("time, as QuickBooks counts it", string.Create(invariant, $"{took.TotalSeconds:0.0} s"));
        Figures.Row("least that the limits allow", string.Create(invariant, $"{least.TotalSeconds:0.0} s"));
        Figures.Row("ratio", string.Create(invariant, $"{took / least:0.000}"));
        return progress.Succeeded == asked.Records ? 0 : 1;
    }

    /// <summary>Full minutes for all but the last window's records, and the answer of one batch: less is impossible, however well the rest is packed.</summary>
    private static TimeSpan Least(int records)
    {
        const int InAMinute = (40 * BatchItem.MostItems) + 460;
        return TimeSpan.FromMinutes((records - 1) / InAMinute) + OfARequest + (OfAnItem * Math.Min(records, BatchItem.MostItems));
    }

    private sealed class Counts
    {
        public int Batches, Items, Singles, Reads, Throttled;

        private readonly List<int> _inTenSeconds = [];
        private TimeProvider? _time;
        private long _begun;

        public int All => Batches + Singles + Reads;

        public string InEachTenSeconds => string.Join(", ", _inTenSeconds.Take(18)) + (_inTenSeconds.Count > 18 ? ", ..." : "");

        public void Begin(TimeProvider time) => (_time, _begun) = (time, time.GetTimestamp());

        public void Sent(int records)
        {
            if (_time is null)
            {
                return;
            }

            lock (_inTenSeconds)
            {
                var slot = (int)(_time.GetElapsedTime(_begun).TotalSeconds / 10);
                while (_inTenSeconds.Count <= slot)
                {
                    _inTenSeconds.Add(0);
                }

                _inTenSeconds[slot] += records;
            }
        }
    }

    /// <summary>The real service's time for a request, which the sandbox, being near, does not take.</summary>
    private sealed class SlowQuickBooks(TimeProvider time, Counts counts) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            var items = 0;
            if (path.EndsWith("/batch", StringComparison.Ordinal))
            {
                items = (await request.Content!.ReadAsStringAsync(cancellationToken)).Split("\"bId\"").Length - 1;
                Interlocked.Increment(ref counts.Batches);
                Interlocked.Add(ref counts.Items, items);
                counts.Sent(items);
            }
            else if (request.Method == HttpMethod.Post && !path.EndsWith("/query", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref counts.Singles);
                counts.Sent(1);
            }
            else
            {
                Interlocked.Increment(ref counts.Reads);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
            {
                Interlocked.Increment(ref counts.Throttled);
            }

            await Task.Delay(OfARequest + (OfAnItem * items), time, cancellationToken);
            return answer;
        }
    }
}
