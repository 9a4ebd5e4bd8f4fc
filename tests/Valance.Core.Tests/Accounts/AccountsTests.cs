using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.ApiKeys;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Mappings;
using Valance.Core.Schedules;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Accounts;

public sealed class AccountsTests : IAsyncLifetime
{
    private readonly MovableTime _time = new();
    private readonly JobSignals _signals = new();
    private TestStore _store = null!;
    private TestData _data = null!;
    private Actor _administrator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _data = await TestData.InNewAccountAsync(_store, time: _time);
        _administrator = await _data.ActorAsync(Role.AccountAdministrator, "Ada Admin");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Create_ByASiteAdministrator_IsAnEmptyAccountWithAUniqueName()
    {
        var create = new CreateAccount(_store, _time);
        var site = await _data.ActorAsync(Role.SiteAdministrator);

        Assert.Equal(("Harbor Blinds", "America/Chicago"), await create.HandleAsync(site, "  Harbor   Blinds ", "America/Chicago", Ct) is { Value: var a } ? (a.Name, a.TimeZone) : default);
        Assert.Equal(["Name", "TimeZone"], (await create.HandleAsync(site, "HARBOR blinds", "Mars/Olympus", Ct)).Problems.Select(p => p.Field));
        Assert.Equal(["Name"], (await create.HandleAsync(site, " ", "America/Chicago", Ct)).Problems.Select(p => p.Field));
        Assert.Equal(Refusal.Forbidden, (await create.HandleAsync(_administrator, "Mine", "America/Chicago", Ct)).Refusal);
    }

    [Fact]
    public async Task List_OfAccounts_IsForSiteAdministratorsWithSearchAndState()
    {
        await _data.ConnectionAsync();
        await _data.AccountAsync("Harbor Blinds");
        await new SwitchAccount(new JobWriter(_store, _signals), _signals, _time).DeactivateAsync(Actor.CommandLine, _data.Account.Id, Ct);
        var list = new ListAccounts(_store);
        async Task<string[]> NamesAsync(Actor actor, AccountsRequest request) => [.. (await list.HandleAsync(actor, request, Ct)).Rows.Select(r => r.Name)];

        Assert.Equal(["Bay Shades", "Harbor Blinds"], await NamesAsync(Actor.CommandLine, new()));
        Assert.Equal(["Bay Shades"], await NamesAsync(Actor.CommandLine, new() { InUse = true }));
        Assert.Equal(["Harbor Blinds"], await NamesAsync(Actor.CommandLine, new() { InUse = false }));
        Assert.Equal(["Harbor Blinds"], await NamesAsync(Actor.CommandLine, new() { Search = "BLINDS harb" }));
        Assert.Equal(["Harbor Blinds"], await NamesAsync(Actor.CommandLine, new() { Page = 2, PageSize = 1 }));
        Assert.Empty(await NamesAsync(_administrator, new()));
        var row = (await list.HandleAsync(Actor.CommandLine, new() { Search = "bay" }, Ct)).Rows.Single();
        Assert.Equal((1, 0, "Bay Shades"), (row.People, row.Departments, row.Company));
    }

    [Fact]
    public async Task Save_ByItsAdministrator_SetsTheClockAndNotTheNameNorAnothers()
    {
        var save = new SaveAccount(_store);
        var own = _data.Account;
        var other = await _data.AccountAsync("Harbor");

        Assert.Equal("America/Denver", (await save.HandleAsync(_administrator, own.Id, new(own.Name, "America/Denver", false), Ct)).Value.TimeZone);
        Assert.Equal(["Name"], (await save.HandleAsync(_administrator, own.Id, new("Better Shades", "America/Denver", false), Ct)).Problems.Select(p => p.Field));
        Assert.Equal(["Name"], (await save.HandleAsync(Actor.CommandLine, own.Id, new("HARBOR", "America/Denver", false), Ct)).Problems.Select(p => p.Field));
        Assert.Equal("Better Shades", (await save.HandleAsync(Actor.CommandLine, own.Id, new("Better Shades", "America/Denver", false), Ct)).Value.Name);
        Assert.Equal(Refusal.NotFound, (await save.HandleAsync(_administrator, other.Id, new("Harbor", "America/Denver", true), Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await new GetAccount(_store).HandleAsync(_administrator, other.Id, Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await new GetAccount(_store).HandleAsync(new(3, "Bea", Role.Bookkeeper, own.Id), own.Id, Ct)).Refusal);
    }

    [Fact]
    public async Task Save_AskingForTwoStep_WantsItOfWhoAsksFirstAndSignsOutTheOthers()
    {
        var bookkeeper = await _data.UserAsync(Role.Bookkeeper);
        var input = new AccountInput(_data.Account.Name, _data.Account.TimeZone, true);
        var save = new SaveAccount(_store);

        Assert.Equal(["RequiresTwoStep"], (await save.HandleAsync(_administrator, _data.Account.Id, input, Ct)).Problems.Select(p => p.Field));
        await using (var db = _store.CreateDbContext())
        {
            (await db.Users.SingleAsync(u => u.Id == _administrator.UserId, Ct)).TwoFactorEnabled = true;
            await db.SaveChangesAsync(Ct);
        }

        var before = await StampsAsync();
        Assert.True((await save.HandleAsync(_administrator, _data.Account.Id, input, Ct)).IsDone);
        var after = await StampsAsync();
        Assert.NotEqual(before[bookkeeper.Id], after[bookkeeper.Id]);
        Assert.Equal(before[_administrator.UserId!.Value], after[_administrator.UserId!.Value]);
        Assert.Equal(1, (await new GetAccount(_store).HandleAsync(_administrator, _data.Account.Id, Ct)).Value.WithoutTwoStep);
    }

    [Fact]
    public async Task Deactivate_ThenReactivate_StopsKeysNightsAndPeopleAndDeletesNothing()
    {
        var account = _data.Account.Id;
        var key = (await new CreateApiKey(_store, _time).HandleAsync(_administrator, account, new() { Name = "Web shop" }, Ct)).Value;
        await new SaveExportSettings(_store, _time).HandleAsync(_administrator, account, new() { EveryNight = true }, Ct);
        var nights = new RunNight(_store, new RequestBulkExport(_store, new JobWriter(_store, new JobSignals()), _time), _time);
        Assert.Equal((1, true), (await CountPeopleAsync(), (await nights.AccountsAsync(Ct)).Count == 1));

        var switcher = new SwitchAccount(new JobWriter(_store, _signals), _signals, _time);
        Assert.Equal(Refusal.Forbidden, (await switcher.DeactivateAsync(_administrator, account, Ct)).Refusal);
        Assert.True((await switcher.DeactivateAsync(Actor.CommandLine, account, Ct)).IsDone);
        _time.Forward(TimeSpan.FromDays(2));
        Assert.Equal((0, 0), (await CountPeopleAsync(), (await nights.AccountsAsync(Ct)).Count));
        Assert.False(await nights.HandleAsync(account, Ct));
        Assert.Null(await new FindApiKey(_store, _time).HandleAsync(key.Key, Ct));

        Assert.True((await switcher.ReactivateAsync(Actor.CommandLine, account, Ct)).IsDone);
        Assert.Equal((1, 1), (await CountPeopleAsync(), (await nights.AccountsAsync(Ct)).Count));
        // The nights meanwhile were not missed.
        Assert.False(await nights.HandleAsync(account, Ct));
        Assert.NotNull(await new FindApiKey(_store, _time).HandleAsync(key.Key, Ct));
    }

    [Fact]
    public async Task Department_AddedAndRenamed_TakesItsMappingAlong()
    {
        var save = new SaveDepartment(_store);
        var added = (await save.AddAsync(_administrator, _data.Account.Id, "  Austin ", Ct)).Value;
        Assert.Equal("Austin", added.Name);
        Assert.Equal(Refusal.Invalid, (await save.AddAsync(_administrator, _data.Account.Id, "AUSTIN", Ct)).Refusal);
        Assert.Equal(Refusal.Invalid, (await save.AddAsync(_administrator, _data.Account.Id, " ", Ct)).Refusal);
        await using (var db = _store.CreateDbContext())
        {
            db.Mappings.Add(new Mapping { AccountId = _data.Account.Id, RealmId = "1000", Kind = MappingKind.Department, Key = "Austin", QuickBooksId = "7" });
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal("Austin North", (await save.RenameAsync(_administrator, added.Id, "Austin North", Ct)).Value.Name);

        await using (var db = _store.CreateDbContext())
        {
            Assert.Equal("Austin North", (await db.Mappings.SingleAsync(Ct)).Key);
        }

        await _data.AccountAsync("Harbor");
        var stranger = await _data.ActorAsync(Role.AccountAdministrator);
        Assert.Equal(Refusal.NotFound, (await save.RenameAsync(stranger, added.Id, "Mine", Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await save.AddAsync(stranger, added.AccountId, "Mine", Ct)).Refusal);
    }

    [Fact]
    public async Task ReadLists_ByWhoWorksInADepartment_NamesItForTheirNewOrders()
    {
        var austin = await _data.DepartmentAsync("Austin");
        var (own, site) = (await _data.UserAsync(Role.Salesperson), await _data.UserAsync(Role.SupportAgent));
        await using (var db = _store.CreateDbContext())
        {
            (await db.Users.SingleAsync(u => u.Id == own.Id, Ct)).DepartmentId = austin.Id;
            await db.SaveChangesAsync(Ct);
        }

        async Task<long?> OwnAsync(Actor actor) => (await new ReadAccountLists(_store).HandleAsync(actor, _data.Account.Id, Ct)).Value.OwnDepartmentId;
        Assert.Equal(austin.Id, await OwnAsync(own.AsActor()));
        Assert.Null(await OwnAsync(_administrator));
        Assert.Null(await OwnAsync(site.AsActor()));
        Assert.Null(await OwnAsync(own.AsActor() with { UserId = null, Scopes = ApiScope.Read }));
    }

    private async Task<int> CountPeopleAsync()
    {
        await using var db = _store.CreateDbContext();
        return await db.PeopleInUse().CountAsync(u => u.AccountId == _data.Account.Id, Ct);
    }

    private async Task<Dictionary<long, string?>> StampsAsync()
    {
        await using var db = _store.CreateDbContext();
        return await db.Users.ToDictionaryAsync(u => u.Id, u => u.SecurityStamp, Ct);
    }
}
