using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Jobs;
using Valance.Core.People;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.People;

public sealed class InvitePersonTests : IAsyncLifetime
{
    private readonly MovableTime _time = new();
    private readonly JobSignals _signals = new();
    private TestStore _store = null!;
    private TestData _data = null!;
    private Actor _administrator = null!;
    private long _own;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _data = await TestData.InNewAccountAsync(_store, time: _time);
        _administrator = await _data.ActorAsync(Role.AccountAdministrator, "Ada Admin");
        _own = _data.Account.Id;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Invite_ToTheOwnAccount_IsARowThatOpensNothingAndAMail()
    {
        var department = (await new SaveDepartment(_store).AddAsync(_administrator, _data.Account.Id, "Austin", Ct)).Value;

        var invited = (await InviteAsync(_administrator, i => (i.Email, i.Role, i.DepartmentId) = (" New.Person@bay.example ", Role.Salesperson, department.Id))).Value;

        Assert.Equal(("New.Person@bay.example", "NEW.PERSON@BAY.EXAMPLE", Role.Salesperson, department.Id), (invited.Email, invited.NormalizedEmail, invited.Role, invited.DepartmentId));
        Assert.Equal(("Ada Admin", false, null as string), (invited.InvitedBy, invited.IsActive, invited.PasswordHash));
        await using var db = _store.CreateDbContext();
        Assert.Equal((invited.Id, PersonMailKind.Invitation), await db.PersonMails.Select(m => new { m.UserId, m.Kind }).SingleAsync(Ct) is var m ? (m.UserId, m.Kind) : default);
    }

    [Fact]
    public async Task Invite_WithWrongInput_NamesEveryProblem()
    {
        var other = await ForeignDepartmentAsync();

        var refused = await InviteAsync(_administrator, i => (i.Email, i.Role, i.DepartmentId) = ("nobody", Role.SiteAdministrator, other));

        Assert.Equal(["Email", "Role", "DepartmentId"], refused.Problems.Select(p => p.Field));
        Assert.Equal("Enter the person's e-mail address.", (await InviteAsync(_administrator, i => i.Email = "  ")).Problems[0].Message);
    }

    [Fact]
    public async Task Invite_OfAnAddressInUse_IsRefusedWhateverItsCase()
    {
        var user = await _data.UserAsync(Role.Bookkeeper, "Bea Booker");

        var refused = await InviteAsync(_administrator, i => i.Email = user.Email!.ToUpperInvariant());

        Assert.Equal("Email", Assert.Single(refused.Problems).Field);
    }

    [Fact]
    public async Task Invite_ToAnotherAccountOrTheSite_IsForTheSiteAdministratorAlone()
    {
        var other = (await _data.AccountAsync("Harbor")).Id;

        Assert.Equal(Refusal.NotFound, (await InviteAsync(_administrator, i => i.AccountId = other)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await InviteAsync(_administrator, i => (i.AccountId, i.Role) = (null, Role.SupportAgent))).Refusal);
        foreach (var role in new[] { Role.Bookkeeper, Role.SupportAgent })
        {
            Assert.Equal(Refusal.Forbidden, (await InviteAsync(new(9, "Somebody", role, role == Role.Bookkeeper ? _own : null), i => i.AccountId = _own)).Refusal);
        }

        var site = await _data.ActorAsync(Role.SiteAdministrator);
        Assert.Equal(other, (await InviteAsync(site, i => i.AccountId = other)).Value.AccountId);
        Assert.Null((await InviteAsync(site, i => (i.AccountId, i.Role, i.Email) = (null, Role.SupportAgent, "sue@site.example"))).Value.AccountId);
    }

    [Fact]
    public async Task Invite_OfOneAddressManyTimesAtOnce_LetsOneIn()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => InviteAsync(_administrator, _ => { }), Ct)));

        Assert.Single(results, r => r.IsDone);
        Assert.All(results.Where(r => !r.IsDone), r => Assert.Equal("Email", Assert.Single(r.Problems).Field));
    }

    [Fact]
    public async Task RequestNewPassword_AgainAndAgain_IsOneMailAndNoneForWhoCannotSignIn()
    {
        var user = await _data.UserAsync(Role.Bookkeeper, "Bea Booker");
        var request = new RequestNewPassword(_store, _time);
        await InviteAsync(_administrator, i => i.Email = "invited@bay.example");

        foreach (var email in new[] { user.Email!, user.Email!.ToUpperInvariant(), "nobody@bay.example", "invited@bay.example", "" })
        {
            await request.HandleAsync(email, Ct);
        }

        Assert.Equal([user.Id], await AskedAsync());
        _time.Forward(RequestNewPassword.Pause);
        await request.HandleAsync(user.Email!, Ct);
        Assert.Equal([user.Id, user.Id], await AskedAsync());

        _time.Forward(RequestNewPassword.Pause);
        await new SwitchAccount(new JobWriter(_store, _signals), _signals, _time).DeactivateAsync(Actor.CommandLine, _data.Account.Id, Ct);
        await request.HandleAsync(user.Email!, Ct);
        Assert.Equal(2, (await AskedAsync()).Count);
    }

    [Fact]
    public async Task DeleteOldPersonMail_EveryNight_LeavesWhatIsStillToGoAndTheLastMonth()
    {
        await InviteAsync(_administrator, _ => { });
        await InviteAsync(_administrator, i => i.Email = "second@bay.example");
        await using (var db = _store.CreateDbContext())
        {
            var ended = _time.GetUtcNow().UtcDateTime;
            await db.PersonMails.OrderBy(m => m.Id).Take(1).ExecuteUpdateAsync(set => set.SetProperty(m => m.EndedAt, ended), Ct);
        }

        var delete = new DeleteOldPersonMail(_store, _time);
        Assert.Equal(0, await delete.HandleAsync(Ct));
        _time.Forward(DeleteOldPersonMail.Kept);
        Assert.Equal(1, await delete.HandleAsync(Ct));
        Assert.Equal(0, await delete.HandleAsync(Ct));
    }

    [Fact]
    public async Task List_OfPeople_IsTheOwnAccountsByNameWithSearchFilterAndPages()
    {
        foreach (var name in new[] { "Zoe Young", "Bea Booker", "Cal Cutter" })
        {
            await _data.UserAsync(Role.Bookkeeper, name);
        }

        await InviteAsync(_administrator, i => i.Email = "later@bay.example");
        var list = new ListPeople(_store);
        async Task<string[]> NamesAsync(Actor actor, PeopleRequest request) => [.. (await list.HandleAsync(actor, request, Ct)).Rows.Select(r => r.User.Called)];

        Assert.Equal(["Ada Admin", "Bea Booker", "Cal Cutter", "Zoe Young", "later@bay.example"], await NamesAsync(_administrator, new()));
        Assert.Equal(["Bea Booker"], await NamesAsync(_administrator, new() { Search = "book BEA" }));
        Assert.Equal(["later@bay.example"], await NamesAsync(_administrator, new() { State = PersonState.Invited }));
        Assert.Equal(["Ada Admin"], await NamesAsync(_administrator, new() { Role = Role.AccountAdministrator }));
        var second = await list.HandleAsync(_administrator, new() { Page = 2, PageSize = 2 }, Ct);
        Assert.Equal(["Cal Cutter", "Zoe Young"], second.Rows.Select(r => r.User.Called));
        Assert.Equal((5, true), (second.Count, second.HasNext));

        await _data.AccountAsync("Harbor");
        var stranger = await _data.ActorAsync(Role.AccountAdministrator, "Hal Harbor");
        Assert.Equal(["Hal Harbor"], await NamesAsync(stranger, new()));
        Assert.Empty(await NamesAsync(stranger, new() { AccountId = _own }));
        Assert.Null(await list.FindAsync(stranger, _administrator.UserId!.Value, Ct));
        Assert.Empty(await NamesAsync(new(9, "Bookkeeper", Role.Bookkeeper, _own), new()));
        var site = await _data.ActorAsync(Role.SiteAdministrator, "Sam Sitewright");
        Assert.Equal(["Sam Sitewright"], await NamesAsync(site, new() { OfTheSite = true }));
        Assert.Equal(7, (await list.HandleAsync(site, new(), Ct)).Count);
    }

    private async Task<long> ForeignDepartmentAsync()
    {
        var other = await _data.AccountAsync("Harbor");
        return (await new SaveDepartment(_store).AddAsync(Actor.CommandLine, other.Id, "Boston", Ct)).Value.Id;
    }

    private Task<Result<User>> InviteAsync(Actor actor, Action<InvitationInput> set)
    {
        var input = new InvitationInput { AccountId = _own, Email = "new@bay.example" };
        set(input);
        return new InvitePerson(_store, _time).HandleAsync(actor, input, Ct);
    }

    private async Task<List<long>> AskedAsync()
    {
        await using var db = _store.CreateDbContext();
        return await db.PersonMails.Where(m => m.Kind == PersonMailKind.NewPassword).OrderBy(m => m.Id).Select(m => m.UserId).ToListAsync(Ct);
    }
}
