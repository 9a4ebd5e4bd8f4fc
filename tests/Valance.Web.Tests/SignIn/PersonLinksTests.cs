using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Alerts.Mail;
using Valance.Core.Jobs;
using Valance.Core.People;
using Valance.TestKit;
using Valance.Web.Hosting;
using Valance.Web.SignIn;

namespace Valance.Web.Tests.SignIn;

/// <summary>Links and the mails that carry them, by a clock that a test moves.</summary>
public sealed class PersonLinksTests : IAsyncLifetime
{
    private readonly MovableTime _time = new();
    private readonly Post _post = new();
    private readonly JobSignals _signals = new();
    private TestStore _store = null!;
    private TestData _data = null!;
    private PersonLinks _links = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _data = await TestData.InNewAccountAsync(_store, time: _time);
        _links = new(new EphemeralDataProtectionProvider(), _store, _time);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Find_NewPassword_CountsForAnHourAndForItsPurposeAlone()
    {
        var user = await _data.UserAsync(Role.Bookkeeper);
        var token = TokenOf(_links.PathOf(PersonMailKind.NewPassword, user));

        Assert.Equal(user.Id, (await _links.FindAsync(PersonMailKind.NewPassword, token, Ct))?.Id);
        Assert.Null(await _links.FindAsync(PersonMailKind.Invitation, token, Ct));
        _time.Forward(PersonLinks.NewPasswordLasts);
        Assert.Null(await _links.FindAsync(PersonMailKind.NewPassword, token, Ct));
    }

    [Fact]
    public async Task Find_Invitation_CountsForSevenDaysFromItsSendingAndEndsWhenSentAgain()
    {
        var invited = await InviteAsync();
        _time.Forward(TimeSpan.FromDays(6));
        var late = TokenOf(_links.PathOf(PersonMailKind.Invitation, invited));
        Assert.Equal(invited.Id, (await _links.FindAsync(PersonMailKind.Invitation, late, Ct))?.Id);

        _time.Forward(TimeSpan.FromDays(1));
        Assert.Null(await _links.FindAsync(PersonMailKind.Invitation, late, Ct));
        var again = (await new ManagePeople(_store, _time).InviteAgainAsync(Actor.CommandLine, invited.Id, Ct)).Value;
        Assert.Null(await _links.FindAsync(PersonMailKind.Invitation, late, Ct));
        Assert.NotNull(await _links.FindAsync(PersonMailKind.Invitation, TokenOf(_links.PathOf(PersonMailKind.Invitation, again)), Ct));
    }

    [Fact]
    public async Task Find_OfAPersonOrAccountDeactivatedMeanwhile_IsNobody()
    {
        await _data.UserAsync(Role.AccountAdministrator);
        var user = await _data.UserAsync(Role.Bookkeeper);
        var token = TokenOf(_links.PathOf(PersonMailKind.NewPassword, user));
        var switcher = new SwitchAccount(new JobWriter(_store, _signals), _signals, _time);

        await switcher.DeactivateAsync(Actor.CommandLine, _data.Account.Id, Ct);
        Assert.Null(await _links.FindAsync(PersonMailKind.NewPassword, token, Ct));
        await switcher.ReactivateAsync(Actor.CommandLine, _data.Account.Id, Ct);
        Assert.NotNull(await _links.FindAsync(PersonMailKind.NewPassword, token, Ct));
        await new ManagePeople(_store, _time).DeactivateAsync(Actor.CommandLine, user.Id, Ct);
        Assert.Null(await _links.FindAsync(PersonMailKind.NewPassword, token, Ct));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made-up")]
    [InlineData("CfDJ8")]
    public async Task Find_WhatIsNoLink_IsNobody(string? token) => Assert.Null(await _links.FindAsync(PersonMailKind.NewPassword, token, Ct));

    [Fact]
    public async Task Send_Invitation_IsOneMailWithALinkThatCounts()
    {
        var invited = await InviteAsync();

        Assert.Equal(1, await SendAsync());
        Assert.Equal(0, await SendAsync());

        var mail = Assert.Single(_post.Taken);
        Assert.Equal(("new@bay.example", "Valance: command line invites you"), (mail.To, mail.Subject));
        var link = mail.Text.Split('\n').Single(l => l.StartsWith("https://", StringComparison.Ordinal)).Trim();
        Assert.StartsWith("https://valance.example/accept-invitation?token=", link, StringComparison.Ordinal);
        Assert.Equal(invited.Id, (await _links.FindAsync(PersonMailKind.Invitation, TokenOf(link), Ct))?.Id);
    }

    [Fact]
    public async Task Send_ServerIsAwayOrNobodySaidWhereTheSiteIs_IsTriedAgainAndNothingIsLost()
    {
        await InviteAsync();
        _post.IsAway = true;
        Assert.Equal(0, await SendAsync());
        _time.Forward(SendAlertMail.PauseAfter(1));
        _post.IsAway = false;
        Assert.Equal(0, await SendAsync(site: null));
        Assert.Empty(_post.Taken);

        _time.Forward(SendAlertMail.PauseAfter(2));
        Assert.Equal(1, await SendAsync());
    }

    [Fact]
    public async Task Send_WhatNobodyWaitsForAnyMore_IsDropped()
    {
        var user = await _data.UserAsync(Role.Bookkeeper);
        await new RequestNewPassword(_store, _time).HandleAsync(user.Email!, Ct);
        _time.Forward(TimeSpan.FromHours(2));

        Assert.Equal(0, await SendAsync());
        Assert.Empty(_post.Taken);
    }

    private async Task<User> InviteAsync() =>
        (await new InvitePerson(_store, _time).HandleAsync(Actor.CommandLine, new() { AccountId = _data.Account.Id, Email = "new@bay.example" }, Ct)).Value;

    private Task<int> SendAsync(string? site = "https://valance.example")
    {
        var address = new SiteAddress(new AlertMailSettings(site is null ? null : new Uri(site)), new ServiceCollection().BuildServiceProvider());
        return new SendPersonMail(_store, _post, _links, address, _time, NullLogger<SendPersonMail>.Instance).HandleAsync(Ct);
    }

    private static string TokenOf(string link) => link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private sealed class Post : IMailPost
    {
        public List<AlertMail> Taken { get; } = [];

        public bool IsAway { get; set; }

        public Task SendAsync(AlertMail mail, CancellationToken ct)
        {
            if (IsAway)
            {
                throw new IOException("The mail server is away.");
            }

            Taken.Add(mail);
            return Task.CompletedTask;
        }
    }
}
