using System.Diagnostics;
using Valance.Core.Jobs;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Telemetry;

public sealed class TraceTests
{
    [Fact]
    public async Task Export_OneClick_IsOneTraceFromTheClickToQuickBooksAnswer()
    {
        using var spans = new Spans();
        await using var site = await TestSite.CreateAsync();
        var customer = await site.Data.CustomerAsync();

        var trace = await ClickAsync(site, customer);
        await site.RunAsync();

        Assert.Equal(JobState.Succeeded, (await site.JobOfAsync(customer)).State);
        var all = spans.Of(trace);
        Assert.Contains(all, a => a.OperationName == "Write jobs");
        var sent = Assert.Single(all, a => a.OperationName == "Send to QuickBooks");
        Assert.Equal("Customer", sent.GetTagItem("valance.record.kind"));
        var answered = Assert.Single(all, a => a.ParentSpanId == sent.SpanId && a.Kind == ActivityKind.Client);
        Assert.Equal(200, answered.GetTagItem("http.response.status_code"));
    }

    [Fact]
    public async Task Export_ABatchOfSeveralClicks_IsLinkedWithEach()
    {
        using var spans = new Spans();
        await using var site = await TestSite.CreateAsync();
        var traces = new List<ActivityTraceId>();
        for (var i = 0; i < 3; i++)
        {
            traces.Add(await ClickAsync(site, await site.Data.CustomerAsync($"Customer {i}")));
        }

        await site.RunAsync();

        var sent = Assert.Single(spans.All, a => a.OperationName == "Send to QuickBooks" && a.Links.Any(l => l.Context.TraceId == traces[0]));
        Assert.Equal(traces.Order(ById), sent.Links.Select(l => l.Context.TraceId).Order(ById));
    }

    [Fact]
    public async Task Export_ParentThatIsMadeOnTheWay_StandsInTheSameTrace()
    {
        using var spans = new Spans();
        await using var site = await TestSite.CreateAsync();
        var customer = await site.Data.CustomerAsync();
        var order = await site.Data.OrderAsync(customer);

        var trace = await ClickAsync(site, order);
        await site.RunAsync();

        Assert.Equal(["Customer", "Order"], spans.Of(trace).Where(a => a.OperationName == "Send to QuickBooks").Select(a => a.GetTagItem("valance.record.kind")));
    }

    private static Comparer<ActivityTraceId> ById => Comparer<ActivityTraceId>.Create((a, b) => string.CompareOrdinal(a.ToHexString(), b.ToHexString()));

    private static async Task<ActivityTraceId> ClickAsync(TestSite site, Record record)
    {
        using var click = Spans.Source.StartActivity("click")!;
        await site.RequestAsync(record);
        return click.TraceId;
    }
}
