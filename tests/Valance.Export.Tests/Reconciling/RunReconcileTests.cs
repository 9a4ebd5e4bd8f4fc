using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.JobWork;
using Valance.Export.Reconciling;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.Export.Tests.Reconciling;

/// <summary>How the job goes: asked for, interrupted, refused, read while QuickBooks is worked on.</summary>
public sealed class RunReconcileTests
{
    [Fact]
    public async Task Run_QuickBooksFailsNowAndThen_GoesOn()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        for (var i = 0; i < 8; i++)
        {
            books.Site.Faults.Answer("/query", HttpStatusCode.ServiceUnavailable, "");
        }

        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Run_ConnectionDead_FailsWithItsCauseAndRetryDoesIt()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var started = await StartAsync(books);
        books.Site.Faults.Answer("/query", HttpStatusCode.Forbidden, Gateway403);

        await books.Site.Get<RunReconcile>().HandleAsync(started.JobId, null, CancellationToken.None);

        var failed = await JobAsync(books, started.JobId);
        Assert.Equal((JobState.Failed, "not-authorized"), (failed.State, failed.Cause));
        Assert.False((await books.ViewAsync(started.RunId)).Agrees);
        Assert.True((await books.Site.Get<RetryJobs>().HandleAsync(books.Site.Bookkeeper, started.JobId, CancellationToken.None)).IsDone);
        await books.Site.Get<RunReconcile>().HandleAsync(started.JobId, null, CancellationToken.None);
        Assert.True((await books.ViewAsync(started.RunId)).Agrees);
    }

    [Fact]
    public async Task Run_InterruptedInTheMiddle_BeginsAnewAndFindsEachDifferenceOnce()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        await books.Site.Data.OrderAsync(books.Customer, 75m);
        var started = await StartAsync(books);
        using var stop = new CancellationTokenSource();
        books.Site.Faults.Before("/cdc", () => stop.CancelAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => books.Site.Get<RunReconcile>().HandleAsync(started.JobId, null, stop.Token));

        await books.Site.Get<RunReconcile>().HandleAsync(started.JobId, null, CancellationToken.None);

        Assert.Equal(1, (await books.ViewAsync(started.RunId)).Open);
    }

    [Fact]
    public async Task Run_QuickBooksChangedMeanwhile_RowAndHistorySaySo()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var vendor = await books.ReadThereAsync<Vendor>("Vendor");
        vendor = (await books.There.UpdateAsync(vendor with { DisplayName = "Northern Shades Inc" })).Value!;
        books.Site.Faults.Before("/cdc", () => books.There.UpdateAsync(vendor with { DisplayName = "Northern Shades Ltd" }));

        var run = await books.CompareAsync();

        Assert.EndsWith("compare again.", Assert.Single(await books.RowsAsync(run)).Reason, StringComparison.Ordinal);
        var history = (await books.Site.DetailAsync(await JobAsync(books, run.JobId))).History;
        Assert.Contains(history, h => h.Headline.StartsWith("1 record was changed in QuickBooks while", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Always_ReportsProgressToItsEnd()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var started = await StartAsync(books);
        var heard = new Heard();

        await books.Site.Get<RunReconcile>().HandleAsync(started.JobId, heard, CancellationToken.None);

        Assert.Equal(new ReconcileProgress(RecordKind.PurchaseOrder, 10, 10), heard.Last);
    }

    [Fact]
    public async Task View_WhileAnotherNodeRunsIt_TellsHowFarItIs()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var started = await StartAsync(books);
        Assert.Null((await books.ViewAsync(started.RunId)).Progress);
        await using (var db = books.Site.Store.CreateDbContext())
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == started.JobId);
            (job.State, job.ProgressOf, job.ProgressDone, job.ProgressTotal) = (JobState.Running, "Order", 4, 10);
            await db.SaveChangesAsync();
        }

        Assert.Equal(new ReconcileProgress(RecordKind.Order, 4, 10), (await books.ViewAsync(started.RunId)).Progress);
        await books.Site.Get<RunReconcile>().HandleAsync(started.JobId, null, CancellationToken.None);
        Assert.Null((await books.ViewAsync(started.RunId)).Progress);
    }

    [Fact]
    public async Task Start_OneUnderWay_AnswersWithThatOne()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();

        Assert.Equal(await StartAsync(books), await StartAsync(books));
    }

    [Fact]
    public async Task Start_ByWhomMayNot_IsRefused()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var account = books.Site.Data.Account.Id;
        Actor[] actors = [await books.Site.Data.ActorAsync(Role.Salesperson), await books.Site.Data.ActorAsync(Role.SupportAgent)];
        await books.Site.Data.AccountAsync("Other Shades");
        var stranger = await books.Site.Data.ActorAsync(Role.Bookkeeper);

        foreach (var actor in actors)
        {
            Assert.Equal(Refusal.Forbidden, (await StartAsync(books, actor, account)).Refusal);
        }

        Assert.Equal(Refusal.NotFound, (await StartAsync(books, stranger, account)).Refusal);
        Assert.Equal(Refusal.Invalid, (await StartAsync(books, stranger, books.Site.Data.Account.Id)).Refusal);
        Assert.Equal(Refusal.Invalid, (await books.Site.Get<StartReconcile>().HandleAsync(books.Site.Bookkeeper, account, books.Today, books.Today.AddDays(-1), CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Invalid, (await books.Site.Get<StartReconcile>().HandleAsync(books.Site.Bookkeeper, account, DateOnly.MinValue, DateOnly.MinValue, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Invalid, (await books.Site.Get<StartReconcile>().HandleAsync(books.Site.Bookkeeper, account, books.Today, DateOnly.MaxValue, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task All_OpenRowsOfAKind_AreExportedTogether()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        for (var i = 0; i < 3; i++)
        {
            await books.Site.Data.OrderAsync(books.Customer, 10m + i);
        }

        var run = await books.CompareAsync();
        var asked = await books.Site.Get<SettleFinding>().AllAsync(books.Site.Bookkeeper, run.RunId, RecordKind.Order, ReconcileAction.Export, CancellationToken.None);
        await books.Site.RunAsync();

        Assert.Equal(3, asked.Value);
        Assert.Equal(0, (await books.ViewAsync(run.RunId)).Open);
        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Compare_CreditMemoInQuickBooks_IsWhyTheReceivablesDiffer()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var item = books.Site.Books("Item")[0]["Id"]!.GetValue<string>();
        var customer = books.Site.Books("Customer")[0]["Id"]!.GetValue<string>();
        using var http = new HttpClient { BaseAddress = books.Site.Sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", books.Site.IssueTokens(books.Site.RealmId).AccessToken);
        using var made = await http.PostAsync(
            new Uri($"/v3/company/{books.Site.RealmId}/creditmemo", UriKind.Relative),
            JsonContent.Create(new
            {
                CustomerRef = new { value = customer },
                Line = new[] { new { Amount = 30m, DetailType = "SalesItemLineDetail", SalesItemLineDetail = new { ItemRef = new { value = item } } } },
            }, options: JsonSerializerOptions.Default),
            TestContext.Current.CancellationToken);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var run = await books.CompareAsync();

        Assert.True(run.Agrees);
        Assert.Equal((150.05m, 120.05m, 30m), (run.Totals!.Receivables!.Ours.Total, run.Totals.Receivables.Theirs.Total, run.Totals.OtherReceivables));
    }

    private const string Gateway403 =
        """{"fault":{"error":[{"message":"message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403","detail":null,"code":"3100","element":null}],"type":"SERVICE"},"time":1601391072830}""";

    private static async Task<ReconcileStarted> StartAsync(TwoBooks books) => (await StartAsync(books, books.Site.Bookkeeper, books.Site.Data.Account.Id)).Value;

    private static Task<Result<ReconcileStarted>> StartAsync(TwoBooks books, Actor actor, long account) =>
        books.Site.Get<StartReconcile>().HandleAsync(actor, account, books.Today.AddDays(-30), books.Today.AddDays(1), CancellationToken.None);

    private static async Task<Job> JobAsync(TwoBooks books, long jobId)
    {
        await using var db = books.Site.Store.CreateDbContext();
        return await db.Jobs.SingleAsync(j => j.Id == jobId);
    }

    private sealed class Heard : IProgress<ReconcileProgress>
    {
        public ReconcileProgress? Last { get; private set; }

        public void Report(ReconcileProgress value) => Last = value;
    }
}
