using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.QuickBooks.Tests.Requests;

public sealed class MissingAnswerTests
{
    private static readonly QuickBooksSettings Hasty = new() { TimeLimit = TimeSpan.FromMilliseconds(200), ReadRetries = 0 };

    [Fact]
    public async Task Create_NobodyListens_IsRefusedAndSurelyNotSaved()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();

        var refusal = await CreateAsync(RecordedServer.ClientAt(address, Hasty));

        Assert.Equal((RefusalKind.NoAnswer, NoAnswerCause.Refused, null, false), (refusal.Kind, refusal.NoAnswer, refusal.Status, refusal.MayHaveBeenSaved));
        Assert.NotEmpty(refusal.Reason!);
        Assert.StartsWith("POST /v3/company/123/customer", refusal.Exchange.RequestLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_HostWithoutAddress_IsADnsFailure()
    {
        // RFC 6761: names below "invalid" never resolve.
        var refusal = await CreateAsync(RecordedServer.ClientAt(new Uri("http://quickbooks.invalid"), new QuickBooksSettings()));

        Assert.Equal((RefusalKind.NoAnswer, NoAnswerCause.Dns, false), (refusal.Kind, refusal.NoAnswer, refusal.MayHaveBeenSaved));
    }

    [Fact]
    public async Task Create_PlainServerWhereTlsIsExpected_IsATlsFailure()
    {
        await using var server = await RecordedServer.StartAsync("{}");

        var refusal = await CreateAsync(RecordedServer.ClientAt(new Uri($"https://127.0.0.1:{server.Address.Port}"), new QuickBooksSettings()));

        Assert.Equal((RefusalKind.NoAnswer, NoAnswerCause.Tls, false), (refusal.Kind, refusal.NoAnswer, refusal.MayHaveBeenSaved));
    }

    [Fact]
    public async Task Create_SlowerThanTheTimeLimit_IsNoAnswerAndPerhapsSaved()
    {
        await using var server = await RecordedServer.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));

        var refusal = await CreateAsync(server.Client(Hasty));

        Assert.Equal((RefusalKind.NoAnswer, NoAnswerCause.TimedOut, true), (refusal.Kind, refusal.NoAnswer, refusal.MayHaveBeenSaved));
        Assert.InRange(refusal.Exchange.Duration, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Create_AnswerThatClaimsToBePackedAndIsNot_IsPerhapsSaved(string encoding)
    {
        await using var server = await RecordedServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            return RecordedServer.PlayAsync(context, 200, """{"Customer":{"Id":"1","DisplayName":"A"}}""");
        });

        var refusal = await CreateAsync(server.Client(new QuickBooksSettings { ReadRetries = 0 }));

        Assert.Equal((RefusalKind.NoAnswer, NoAnswerCause.Cut, true), (refusal.Kind, refusal.NoAnswer, refusal.MayHaveBeenSaved));
    }

    [Theory]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=\"\"")]
    [InlineData("application/json; charset=x-nobody-knows")]
    public async Task Create_CharacterSetThatNobodyKnows_IsReadAllTheSame(string contentType)
    {
        await using var server = await RecordedServer.StartAsync(400, """{"Fault":{"Error":[{"Message":"x","Detail":"Müller","code":"6240"}]}}""", contentType);

        var refusal = await CreateAsync(server.Client(new QuickBooksSettings { ReadRetries = 0 }));

        Assert.Equal(("6240", "Müller"), (refusal.Errors[0].Code, refusal.Errors[0].Detail));
    }

    [Fact]
    public async Task Create_ConnectionCutBeforeOrWithinTheAnswer_IsPerhapsSaved()
    {
        var first = true;
        await using var server = await RecordedServer.StartAsync(async context =>
        {
            if (!first)
            {
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("""{"Customer":{"Id":""");
                await context.Response.Body.FlushAsync();
                // An abort throws away what the client has not yet taken.
                await Task.Delay(500);
            }

            first = false;
            context.Abort();
        });

        foreach (var status in new int?[] { null, 200 })
        {
            var refusal = await CreateAsync(server.Client());
            Assert.Equal((RefusalKind.NoAnswer, NoAnswerCause.Cut, true, status), (refusal.Kind, refusal.NoAnswer, refusal.MayHaveBeenSaved, refusal.Status));
        }
    }

    [Fact]
    public async Task Create_CancelledByItsCaller_Throws()
    {
        using var caller = new CancellationTokenSource();
        await using var server = await RecordedServer.StartAsync(async context =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Client().CreateAsync(new Customer(), ct: caller.Token));
    }

    [Fact]
    public async Task Create_LostOrFailed_IsNeverSentTwice()
    {
        await using var cut = await RecordedServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var failing = await RecordedServer.StartAsync(503, "<html></html>");

        await CreateAsync(cut.Client());
        await CreateAsync(failing.Client());

        Assert.Equal((1, 1), (cut.Requests.Count, failing.Requests.Count));
    }

    [Fact]
    public async Task Read_FailingThenWell_IsTriedAgain()
    {
        var asked = 0;
        await using var server = await RecordedServer.StartAsync(context => ++asked switch
        {
            1 => RecordedServer.PlayAsync(context, 503, "maintenance", "text/plain"),
            2 => AbortAsync(context),
            _ => RecordedServer.PlayAsync(context, 200, """{"Term":{"Id":"3"}}"""),
        });

        var answer = await server.Client().ReadAsync<Term>("3");

        Assert.Equal(("3", 3), (answer.Value?.Id, answer.Exchange.Tries));
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(429, 1)]
    [InlineData(500, 3)]
    public async Task Read_Refused_IsTriedAgainOnlyWhereTheServerFailed(int status, int times)
    {
        await using var server = await RecordedServer.StartAsync(status, """{"Fault":{"Error":[{"Message":"M","code":"610"}]}}""");

        var answer = await server.Client().QueryAsync(new QuickBooksQuery<Term>());

        Assert.Equal((status, times), (answer.Refusal?.Status, server.Requests.Count));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData(null, 60)]
    public async Task Throttled_WithOrWithoutATime_SaysHowLongAndClosesTheBudget(string? header, int seconds)
    {
        await using var server = await RecordedServer.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = header;
            return RecordedServer.PlayAsync(context, 429, "");
        });
        using var budget = new RequestBudget(BudgetLimits.None, TimeProvider.System);

        var refusal = await CreateAsync(server.Client(budget: budget));

        Assert.Equal((RefusalKind.Throttled, TimeSpan.FromSeconds(seconds)), (refusal.Kind, refusal.RetryAfter));
        Assert.InRange(budget.Use.ClosedUntil!.Value, refusal.Exchange.SentAt, refusal.Exchange.SentAt.AddSeconds(seconds + 5));
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var thief = await RecordedServer.StartAsync("{}");
        await using var server = await RecordedServer.StartAsync(context =>
        {
            context.Response.Redirect(thief.Address.ToString());
            return Task.CompletedTask;
        });

        var refusal = await CreateAsync(server.Client());

        Assert.Equal((RefusalKind.Unreadable, 302, 0), (refusal.Kind, refusal.Status, thief.Requests.Count));
    }

    [Fact]
    public async Task EveryCall_IsSeenByAListener_WithoutTokenAndContent()
    {
        var seen = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is QuickBooksTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await RecordedServer.StartAsync(400, """{"Fault":{"Error":[{"Message":"M","code":"6240"}]}}""");
        using var parent = new Activity("test").Start();

        await server.Client().CreateAsync(new Customer { DisplayName = "Secret Name" });

        var call = Assert.Single(seen, activity => activity.TraceId == parent.TraceId);
        Assert.Equal("QuickBooks POST customer", call.DisplayName);
        Assert.Equal(("Fault", "6240", "123", 400), (call.GetTagItem("quickbooks.outcome"), call.GetTagItem("quickbooks.code"), call.GetTagItem("quickbooks.realm"), call.GetTagItem("http.response.status_code")));
        Assert.DoesNotContain(call.TagObjects, tag => $"{tag.Value}".Contains("Secret", StringComparison.Ordinal) || $"{tag.Value}".Contains("token-1", StringComparison.Ordinal));
    }

    private static async Task<QuickBooksRefusal> CreateAsync(QuickBooksClient client) =>
        Assert.IsType<QuickBooksRefusal>((await client.CreateAsync(new Customer { DisplayName = "A" })).Refusal);

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
