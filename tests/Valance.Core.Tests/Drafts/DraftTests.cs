using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Drafts;
using Valance.Core.Records;
using Xunit;

namespace Valance.Core.Tests;

public sealed class DraftTests
{
    private static readonly DraftKey New = new(RecordKind.Customer, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveDraft_Again_ReplacesTheEarlier()
    {
        await using var dealer = await Dealer.CreateAsync();
        var save = new SaveDraft(dealer.Store, dealer.Time);
        await save.HandleAsync(dealer.Ana, New, 0, "one", Ct);
        await save.HandleAsync(dealer.Ana, New, 3, "two", Ct);
        var draft = await new LoadDraft(dealer.Store).HandleAsync(dealer.Ana, New, Ct);
        Assert.Equal(("two", 3), (draft!.Form, draft.BaseVersion));
        await using var db = dealer.Store.CreateDbContext();
        Assert.Equal(1, await db.Drafts.CountAsync(Ct));
    }

    [Fact]
    public async Task SaveDraft_TwoTabsAtOnce_KeepsOneRow()
    {
        await using var dealer = await Dealer.CreateAsync();
        var save = new SaveDraft(dealer.Store, dealer.Time);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => save.HandleAsync(dealer.Ana, New, 0, $"{i}", Ct), Ct)));
        await using var db = dealer.Store.CreateDbContext();
        Assert.Equal(1, await db.Drafts.CountAsync(Ct));
    }

    [Fact]
    public async Task LoadDraft_OtherPersonRecordOrKind_SeesNothing()
    {
        await using var dealer = await Dealer.CreateAsync();
        await new SaveDraft(dealer.Store, dealer.Time).HandleAsync(dealer.Ana, New, 0, "mine", Ct);
        var load = new LoadDraft(dealer.Store);
        Assert.Null(await load.HandleAsync(dealer.Bob, New, Ct));
        Assert.Null(await load.HandleAsync(dealer.Ana, new(RecordKind.Vendor, 0), Ct));
        Assert.Null(await load.HandleAsync(dealer.Ana, new(RecordKind.Customer, 5), Ct));
    }

    [Fact]
    public async Task SaveDraft_NoUser_KeepsNothing()
    {
        await using var dealer = await Dealer.CreateAsync();
        await new SaveDraft(dealer.Store, dealer.Time).HandleAsync(Actor.CommandLine, New, 0, "x", Ct);
        Assert.Null(await new LoadDraft(dealer.Store).HandleAsync(Actor.CommandLine, New, Ct));
    }

    [Fact]
    public async Task DropDraft_OnlyTheOneNamed()
    {
        await using var dealer = await Dealer.CreateAsync();
        var save = new SaveDraft(dealer.Store, dealer.Time);
        await save.HandleAsync(dealer.Ana, New, 0, "a", Ct);
        await save.HandleAsync(dealer.Bob, New, 0, "b", Ct);
        await new DropDraft(dealer.Store).HandleAsync(dealer.Ana, New, Ct);
        Assert.Null(await new LoadDraft(dealer.Store).HandleAsync(dealer.Ana, New, Ct));
        Assert.NotNull(await new LoadDraft(dealer.Store).HandleAsync(dealer.Bob, New, Ct));
    }
}
