using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.People;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.People;

public sealed class ManagePeopleTests : IAsyncLifetime
{
    private readonly MovableTime _time = new();
    private TestStore _store = null!;
    private TestData _data = null!;
    private User _administrator = null!;
    private ManagePeople _manage = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _data = await TestData.InNewAccountAsync(_store, time: _time);
        _administrator = await _data.UserAsync(Role.AccountAdministrator, "Ada Admin");
        _manage = new(_store, _time);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Change_OfAColleague_IsKeptAndANewRoleSignsOut()
    {
        var person = await _data.UserAsync(Role.Salesperson, "Sal Seller");

        var kept = await _manage.ChangeAsync(_administrator.AsActor(), person.Id, new("  Sally   Seller ", Role.Salesperson, null), Ct);
        Assert.Equal(("Sally Seller", person.SecurityStamp), (kept.Value.FullName, kept.Value.SecurityStamp));
        var raised = await _manage.ChangeAsync(_administrator.AsActor(), person.Id, new("Sally Seller", Role.Bookkeeper, null), Ct);
        Assert.Equal(Role.Bookkeeper, raised.Value.Role);
        Assert.NotEqual(person.SecurityStamp, raised.Value.SecurityStamp);
    }

    [Theory]
    [InlineData(Role.SiteAdministrator)]
    [InlineData(Role.SupportAgent)]
    public async Task Change_ToARoleOfTheSite_IsRefused(Role role)
    {
        var person = await _data.UserAsync(Role.Bookkeeper);

        var refused = await _manage.ChangeAsync(_administrator.AsActor(), person.Id, new("Bea", role, null), Ct);

        Assert.Equal("Role", Assert.Single(refused.Problems).Field);
    }

    [Fact]
    public async Task Change_OfOnesOwnRole_IsRefusedThoughTheNameMayChange()
    {
        await _data.UserAsync(Role.AccountAdministrator, "Second Admin");

        Assert.Equal("Role", Assert.Single((await _manage.ChangeAsync(_administrator.AsActor(), _administrator.Id, new("Ada", Role.Bookkeeper, null), Ct)).Problems).Field);
        Assert.True((await _manage.ChangeAsync(_administrator.AsActor(), _administrator.Id, new("Ada A.", Role.AccountAdministrator, null), Ct)).IsDone);
        Assert.Equal(Refusal.Invalid, (await _manage.DeactivateAsync(_administrator.AsActor(), _administrator.Id, Ct)).Refusal);
    }

    [Theory]
    [InlineData(Role.Bookkeeper)]
    [InlineData(Role.Salesperson)]
    [InlineData(Role.SupportAgent)]
    public async Task Change_ByWhoDoesNotManageUsers_FindsNobody(Role role)
    {
        var person = await _data.UserAsync(Role.Bookkeeper);
        var actor = await _data.ActorAsync(role);

        Assert.Equal(Refusal.NotFound, (await _manage.ChangeAsync(actor, person.Id, new("Bea", Role.AccountAdministrator, null), Ct)).Refusal);
    }

    [Fact]
    public async Task EveryChange_OfAnotherAccountsPerson_FindsNobody()
    {
        var own = _administrator.AsActor();
        await _data.AccountAsync("Harbor");
        var stranger = await _data.UserAsync(Role.Bookkeeper, "Hal Harbor");

        foreach (var change in new Func<Actor, long, CancellationToken, Task<Result<User>>>[]
        {
            (a, id, ct) => _manage.ChangeAsync(a, id, new("Mine", Role.Bookkeeper, null), ct), _manage.DeactivateAsync, _manage.ReactivateAsync, _manage.UnlockAsync,
            _manage.TurnOffTwoStepAsync, _manage.InviteAgainAsync, _manage.RevokeInvitationAsync,
        })
        {
            Assert.Equal(Refusal.NotFound, (await change(own, stranger.Id, Ct)).Refusal);
        }

        Assert.Equal(("Hal Harbor", true), await RowAsync(stranger.Id) is { } row ? (row.FullName, row.IsActive) : default);
    }

    [Fact]
    public async Task LastAdministrator_IsNeitherDemotedNorDeactivated()
    {
        var site = await _data.ActorAsync(Role.SiteAdministrator);

        Assert.Contains("last administrator", (await _manage.DeactivateAsync(site, _administrator.Id, Ct)).Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(Refusal.Invalid, (await _manage.ChangeAsync(site, _administrator.Id, new("Ada", Role.Bookkeeper, null), Ct)).Refusal);
        Assert.Contains("last site administrator", (await _manage.DeactivateAsync(Actor.CommandLine, site.UserId!.Value, Ct)).Problems[0].Message, StringComparison.Ordinal);

        await _data.UserAsync(Role.AccountAdministrator);
        Assert.True((await _manage.DeactivateAsync(site, _administrator.Id, Ct)).IsDone);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TwoAdministrators_DeactivatingEachOtherAtOnce_LeaveOneOnEitherStore(bool postgres)
    {
        Assert.SkipUnless(!postgres || TestPostgres.IsThere, TestPostgres.Missing);
        await using var store = postgres ? await TestStore.CreatePostgresAsync() : await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var (one, two) = (await data.UserAsync(Role.AccountAdministrator), await data.UserAsync(Role.AccountAdministrator));
        var manage = new ManagePeople(store, _time);

        var results = await Task.WhenAll(
            Task.Run(() => manage.DeactivateAsync(one.AsActor(), two.Id, Ct), Ct), Task.Run(() => manage.DeactivateAsync(two.AsActor(), one.Id, Ct), Ct));

        Assert.Single(results, r => r.IsDone);
        await using var db = store.CreateDbContext();
        Assert.Equal(1, await db.Users.CountAsync(u => u.Role == Role.AccountAdministrator && u.IsActive, Ct));
    }

    [Fact]
    public async Task Deactivate_ThenReactivate_KeepsThePersonAndEndsWhatWasOpen()
    {
        var person = await _data.UserAsync(Role.Bookkeeper);

        var off = (await _manage.DeactivateAsync(_administrator.AsActor(), person.Id, Ct)).Value;
        Assert.Equal(PersonState.Deactivated, off.StateAt(_time.GetUtcNow().UtcDateTime));
        Assert.NotEqual(person.SecurityStamp, off.SecurityStamp);
        var on = (await _manage.ReactivateAsync(_administrator.AsActor(), person.Id, Ct)).Value;
        Assert.Equal((PersonState.Active, Role.Bookkeeper, person.PasswordHash), (on.StateAt(_time.GetUtcNow().UtcDateTime), on.Role, on.PasswordHash));
    }

    [Fact]
    public async Task Unlock_OfALockedPerson_EndsTheLock()
    {
        var person = await _data.UserAsync(Role.Bookkeeper);
        var now = _time.GetUtcNow();
        await using (var db = _store.CreateDbContext())
        {
            (await db.Users.SingleAsync(u => u.Id == person.Id, Ct)).LockoutEnd = now.AddMinutes(5);
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal(PersonState.Locked, (await RowAsync(person.Id))!.StateAt(now.UtcDateTime));
        Assert.Equal(PersonState.Active, (await _manage.UnlockAsync(_administrator.AsActor(), person.Id, Ct)).Value.StateAt(now.UtcDateTime));
    }

    [Fact]
    public async Task Invitation_SentAgainThenRevoked_EndsTheLinkAndFreesTheAddress()
    {
        var invite = new InvitePerson(_store, _time);
        var input = new InvitationInput { AccountId = _data.Account.Id, Email = "new@bay.example", Role = Role.Salesperson };
        var invited = (await invite.HandleAsync(_administrator.AsActor(), input, Ct)).Value;
        Assert.Equal(PersonState.Invited, invited.StateAt(_time.GetUtcNow().UtcDateTime));

        _time.Forward(TimeSpan.FromDays(1));
        var again = (await _manage.InviteAgainAsync(_administrator.AsActor(), invited.Id, Ct)).Value;
        Assert.NotEqual(invited.SecurityStamp, again.SecurityStamp);
        Assert.True(again.InvitedAt > invited.InvitedAt);
        await using (var db = _store.CreateDbContext())
        {
            Assert.Equal(2, await db.PersonMails.CountAsync(m => m.UserId == invited.Id && m.Kind == PersonMailKind.Invitation, Ct));
        }

        Assert.Equal(Refusal.Invalid, (await _manage.ReactivateAsync(_administrator.AsActor(), invited.Id, Ct)).Refusal);
        Assert.True((await _manage.RevokeInvitationAsync(_administrator.AsActor(), invited.Id, Ct)).IsDone);
        Assert.Null(await RowAsync(invited.Id));
        Assert.True((await invite.HandleAsync(_administrator.AsActor(), input, Ct)).IsDone);
    }

    [Fact]
    public async Task Revoke_OfSomebodyWhoAccepted_IsRefused()
    {
        var person = await _data.UserAsync(Role.Bookkeeper);

        Assert.Equal(Refusal.Invalid, (await _manage.RevokeInvitationAsync(_administrator.AsActor(), person.Id, Ct)).Refusal);
        Assert.Equal(Refusal.Invalid, (await _manage.InviteAgainAsync(_administrator.AsActor(), person.Id, Ct)).Refusal);
        Assert.NotNull(await RowAsync(person.Id));
    }

    private async Task<User?> RowAsync(long id)
    {
        await using var db = _store.CreateDbContext();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, Ct);
    }
}
