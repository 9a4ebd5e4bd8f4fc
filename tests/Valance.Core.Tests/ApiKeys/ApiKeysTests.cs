using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.ApiKeys;
using Valance.Core.Customers;
using Valance.Core.Records.Lists;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.ApiKeys;

public sealed class ApiKeysTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.SiteAdministrator, null)]
    [InlineData(Role.AccountAdministrator, null)]
    [InlineData(Role.Bookkeeper, Refusal.Forbidden)]
    [InlineData(Role.Salesperson, Refusal.Forbidden)]
    [InlineData(Role.SupportAgent, Refusal.Forbidden)]
    public async Task Create_ByARole_IsAllowedToAdministratorsAlone(Role role, Refusal? refusal)
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var actor = await data.ActorAsync(role);

        var made = await new CreateApiKey(store, TimeProvider.System).HandleAsync(actor, data.Account.Id, new() { Name = "Web shop" }, Ct);

        Assert.Equal(refusal, made.Refusal);
        Assert.Equal(refusal is null ? 1 : 0, (await new ListApiKeys(store).HandleAsync(actor, data.Account.Id, Ct)).Count);
    }

    [Fact]
    public async Task Create_WithAnotherAccountOrWrongInput_IsRefusedWithEveryProblem()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var administrator = await data.ActorAsync(Role.AccountAdministrator);
        var own = data.Account.Id;
        var other = (await data.AccountAsync("Harbor")).Id;
        var create = new CreateApiKey(store, TimeProvider.System);

        Assert.Equal(Refusal.NotFound, (await create.HandleAsync(administrator, other, new() { Name = "Web shop" }, Ct)).Refusal);
        var wrong = await create.HandleAsync(administrator, own, new() { Name = " ", ExpiresAt = DateTime.UnixEpoch }, Ct);
        Assert.Equal(["Name", "ExpiresAt"], wrong.Problems.Select(p => p.Field));
        Assert.True((await create.HandleAsync(administrator, own, new() { Name = "Web shop" }, Ct)).IsDone);
        Assert.Equal(["Name"], (await create.HandleAsync(administrator, own, new() { Name = "web  SHOP" }, Ct)).Problems.Select(p => p.Field));
    }

    [Fact]
    public async Task Revoke_OfAnothersKey_IsNotFoundAndLeavesIt()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var administrator = await data.ActorAsync(Role.AccountAdministrator);
        var key = (await new CreateApiKey(store, TimeProvider.System).HandleAsync(administrator, data.Account.Id, new() { Name = "Web shop" }, Ct)).Value;
        await data.AccountAsync("Harbor");
        var stranger = await data.ActorAsync(Role.AccountAdministrator);

        Assert.Equal(Refusal.NotFound, (await new RevokeApiKey(store, TimeProvider.System).HandleAsync(stranger, key.Id, Ct)).Refusal);

        Assert.NotNull(await new FindApiKey(store, TimeProvider.System).HandleAsync(key.Key, Ct));
    }

    [Fact]
    public async Task Find_OfAKey_GivesItsReachAndKeepsItsUseToTheMinute()
    {
        var time = new MovableTime();
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var administrator = await data.ActorAsync(Role.AccountAdministrator);
        var input = new ApiKeyInput { Name = "Web shop", Scopes = ApiScope.Export, ExpiresAt = time.GetUtcNow().UtcDateTime.AddDays(1) };
        var key = (await new CreateApiKey(store, time).HandleAsync(administrator, data.Account.Id, input, Ct)).Value;
        var find = new FindApiKey(store, time);

        var actor = (await find.HandleAsync(key.Key, Ct))!.AsActor();
        Assert.Equal("API key Web shop", actor.Name);
        Assert.True(actor.May(Permission.ViewBooks, data.Account.Id) && actor.May(Permission.Export));
        Assert.False(actor.May(Permission.EditBooks) || actor.May(Permission.ManageUsers) || actor.May(Permission.WorkOnJobs) || actor.May(Permission.ViewBooks, data.Account.Id + 1));
        var first = await UsedAsync(store);
        Assert.NotNull(first);
        await find.HandleAsync(key.Key, Ct);
        Assert.Equal(first, await UsedAsync(store));
        time.Forward(TimeSpan.FromMinutes(2));
        await find.HandleAsync(key.Key, Ct);
        Assert.True(await UsedAsync(store) > first);
        time.Forward(TimeSpan.FromDays(1));
        Assert.Null(await find.HandleAsync(key.Key, Ct));
        Assert.Null(await find.HandleAsync("vln_", Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeepAnswers_OfOneKeyAtOnce_LetsOneBeTheFirstOnEitherStore(bool postgres)
    {
        Assert.SkipUnless(!postgres || TestPostgres.IsThere, TestPostgres.Missing);
        var time = new MovableTime();
        await using var store = postgres ? await TestStore.CreatePostgresAsync() : await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var key = (await new CreateApiKey(store, time).HandleAsync(Actor.CommandLine, data.Account.Id, new() { Name = "Web shop" }, Ct)).Value.Id;
        var answers = new KeepAnswers(store, time);

        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => answers.BeginAsync(key, "k", "digest", Ct)));

        var (_, mine) = Assert.Single(begun, b => b.Repeat == Repeat.First);
        Assert.Equal(7, begun.Count(b => b.Repeat == Repeat.UnderWay));
        (mine.Status, mine.Body) = (201, "{}");
        await answers.KeepAsync(mine, Ct);
        Assert.Equal((Repeat.Answered, "{}"), await answers.BeginAsync(key, "k", "digest", Ct) is var (repeat, kept) ? (repeat, kept.Body) : default);
        Assert.Equal(Repeat.OtherRequest, (await answers.BeginAsync(key, "k", "another", Ct)).Repeat);
        time.Forward(KeepAnswers.Kept);
        Assert.Equal(Repeat.First, (await answers.BeginAsync(key, "k", "another", Ct)).Repeat);
        time.Forward(KeepAnswers.Kept);
        Assert.Equal(1, await answers.DeleteOldAsync(Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Seek_OverNamesInAnyCase_GivesEachOnceInTheStoresOwnOrder(bool postgres)
    {
        Assert.SkipUnless(!postgres || TestPostgres.IsThere, TestPostgres.Missing);
        await using var store = postgres ? await TestStore.CreatePostgresAsync() : await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        foreach (var name in new[] { "ada", "Ada", "Émile", "Zoe", "_x", "ada", "O'Neil" })
        {
            await data.CustomerAsync(name);
        }

        var list = new CustomerList(store);
        foreach (var (sort, down) in new[] { ("name", false), ("name", true), ("updated", false), ("created", true) })
        {
            var whole = (await list.HandleAsync(Actor.CommandLine, new() { Sort = sort, Descending = down }, Ct)).Value.Rows.Select(r => r.Id);
            var pieces = new List<long>();
            for (string? cursor = null; ;)
            {
                var page = (await list.HandleAsync(Actor.CommandLine, new() { Sort = sort, Descending = down, PageSize = 2, Seek = new ListSeek(cursor) }, Ct)).Value;
                pieces.AddRange(page.Rows.Select(r => r.Id));
                if ((cursor = page.Next) is null)
                {
                    break;
                }
            }

            Assert.Equal(whole, pieces);
        }
    }

    private static async Task<DateTime?> UsedAsync(TestStore store)
    {
        await using var db = store.CreateDbContext();
        return await db.ApiKeys.Select(k => k.LastUsedAt).SingleAsync(Ct);
    }
}
