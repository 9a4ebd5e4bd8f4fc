using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Orders;
using Valance.Core.Reconciling;
using Valance.Export.Reconciling;
using Xunit;

namespace Valance.Export.Tests.Reconciling;

public sealed class IgnoreFindingTests
{
    [Fact]
    public async Task Ignore_NextRuns_LeaveItUntilItsFiguresChange()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var order = await books.Site.Data.OrderAsync(books.Customer, 75m);

        Assert.True((await IgnoreAsync(books, await books.OnlyRowAsync(), "Entered for training")).IsDone);
        var run = await books.CompareAsync();

        Assert.Equal((true, 1), (run.Agrees, run.Ignored));
        TwoBooks.AssertExplained(run);
        Assert.Equal("The two books agree; 1 more is ignored.", run.JobSummary);
        var ignored = Assert.Single(await books.RowsAsync(run, FindingState.Ignored));
        Assert.Equal(("Entered for training", "Ana Cole"), (ignored.StateNote, ignored.StateBy));
        await books.Site.Data.EditAsync<Order>(order.Id, o => o.Total = 76m);
        Assert.Equal(76m, (await books.OnlyRowAsync()).OurAmount);
    }

    [Fact]
    public async Task BringBack_Ignored_IsOpenNowAndInTheNextRun()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        await books.Site.Data.OrderAsync(books.Customer, 75m);
        var row = await books.OnlyRowAsync();
        await IgnoreAsync(books, row, "Entered for training");

        Assert.True((await books.Site.Get<IgnoreFinding>().BringBackAsync(books.Site.Bookkeeper, row.Id, CancellationToken.None)).IsDone);

        Assert.Equal(FindingState.Open, (await books.OnlyRowAsync()).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Ignore_WithoutAReason_IsRefused(string reason)
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        await books.Site.Data.OrderAsync(books.Customer, 75m);

        Assert.Equal(Refusal.Invalid, (await IgnoreAsync(books, await books.OnlyRowAsync(), reason)).Refusal);
    }

    [Fact]
    public async Task Ignore_BySomebodyElse_IsNotFoundOrForbidden()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        await books.Site.Data.OrderAsync(books.Customer, 75m);
        var row = await books.OnlyRowAsync();
        var support = await books.Site.Data.ActorAsync(Role.SupportAgent);
        var salesperson = await books.Site.Data.ActorAsync(Role.Salesperson);
        await books.Site.Data.AccountAsync("Other Shades");
        var stranger = await books.Site.Data.ActorAsync(Role.Bookkeeper);

        Assert.Equal(Refusal.Forbidden, await ByAsync(support));
        Assert.Equal(Refusal.NotFound, await ByAsync(salesperson));
        Assert.Equal(Refusal.NotFound, await ByAsync(stranger));

        async Task<Refusal?> ByAsync(Actor actor) => (await books.Site.Get<IgnoreFinding>().HandleAsync(actor, row.Id, "because", CancellationToken.None)).Refusal;
    }

    private static Task<Result<bool>> IgnoreAsync(TwoBooks books, FindingRow row, string reason) =>
        books.Site.Get<IgnoreFinding>().HandleAsync(books.Site.Bookkeeper, row.Id, reason, CancellationToken.None);
}
