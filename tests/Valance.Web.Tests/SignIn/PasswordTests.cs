using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.People;
using Valance.Web.Hosting;
using Valance.Web.SignIn;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.SignIn;

/// <summary>Setting passwords, over HTTP as browsers post them.</summary>
public sealed class PasswordTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    private const string New = "a better password";

    [Fact]
    public async Task ForgotPassword_KnownAndUnknownAddress_AreAnsweredTheSameAndOneMailGoes()
    {
        var email = site.People.HarborBookkeeper.Email!;
        var known = await AskAsync(email);
        var unknown = await AskAsync("nobody@harbor.example");
        Assert.Contains("a link is on its way", known, StringComparison.Ordinal);
        Assert.Equal(Shape(known, email), Shape(unknown, "nobody@harbor.example"));

        await site.Services.GetRequiredService<SendPersonMail>().HandleAsync(CancellationToken.None);
        var folder = Path.Combine(site.Services.GetRequiredService<SiteOptions>().DataFolder, "mail");
        var mails = await Task.WhenAll(Directory.GetFiles(folder).Select(f => File.ReadAllTextAsync(f)));
        Assert.DoesNotContain(mails, m => m.Contains("nobody@harbor.example", StringComparison.Ordinal));
        var link = new Uri(Assert.Single(mails, m => m.Contains($"<{email}>", StringComparison.Ordinal)).Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal)).Trim());
        Assert.Equal(site.Address.Authority, link.Authority);

        using var client = site.CreateClient();
        using (var refused = await client.PostFormAsync(link.PathAndQuery, NewPassword("short")))
        {
            Assert.Contains("at least 10 characters", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using (var set = await client.PostFormAsync(link.PathAndQuery, NewPassword(New)))
        {
            Assert.EndsWith("/sign-in?done=password", set.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, await SignInAsync(email, People.Password));
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(email, New));
        Assert.Contains("was used already", await client.GetStringAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetPassword_OfALockedPerson_EndsTheLock()
    {
        var person = await PersonAsync("Lou Locked", "lou@sunrise.example");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await SignInAsync(person.Email!, "not-the-password");
        }

        Assert.Equal(HttpStatusCode.OK, await SignInAsync(person.Email!, People.Password));
        using var client = site.CreateClient();
        using var set = await client.PostFormAsync(LinkOf(PersonMailKind.NewPassword, await RowAsync(person.Id)), NewPassword(New));

        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(person.Email!, New));
    }

    [Fact]
    public async Task Invitation_Accepted_SignsInOnceAndKeepsTheName()
    {
        var invited = await InviteAsync("ann@sunrise.example");
        var link = LinkOf(PersonMailKind.Invitation, invited);
        using var client = site.CreateClient();
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(invited.Email!, ""));
        using (var wrong = await client.PostFormAsync(link, new() { ["Input.FullName"] = "", ["Input.Password"] = New, ["Input.Again"] = "another one" }))
        {
            var page = await wrong.Content.ReadAsStringAsync();
            Assert.Contains("Enter your name.", page, StringComparison.Ordinal);
            Assert.Contains("The two passwords are not the same.", page, StringComparison.Ordinal);
        }

        using var accepted = await client.PostFormAsync(link, new() { ["Input.FullName"] = " Ann   Archer ", ["Input.Password"] = New, ["Input.Again"] = New });

        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        using var jobs = await client.GetAsync("/background-jobs");
        Assert.Equal(HttpStatusCode.OK, jobs.StatusCode);
        var row = await RowAsync(invited.Id);
        Assert.Equal(("Ann Archer", true, Role.Bookkeeper), (row.FullName, row.IsActive, row.Role));
        Assert.NotNull(row.LastSignInAt);
        using var second = site.CreateClient();
        Assert.Contains("was used already", await second.GetStringAsync(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(invited.Email!, New));
    }

    [Fact]
    public async Task Invitation_Revoked_OpensNothing()
    {
        var invited = await InviteAsync("gone@sunrise.example");
        var link = LinkOf(PersonMailKind.Invitation, invited);
        await site.Services.GetRequiredService<ManagePeople>().RevokeInvitationAsync(Actor.CommandLine, invited.Id, CancellationToken.None);
        using var client = site.CreateClient();

        Assert.Contains("was taken back", await client.GetStringAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangePassword_WithThePresentOne_KeepsThisSessionAndEndsTheOthers()
    {
        var person = await PersonAsync("Pam Password", "pam@sunrise.example");
        using var here = await site.SignInAsync(person);
        using var elsewhere = await site.SignInAsync(person);
        Dictionary<string, string> Change(string present) => new()
        {
            ["_handler"] = "change",
            ["Input.Present"] = present,
            ["Input.Password"] = New,
            ["Input.Again"] = New,
        };
        using (var wrong = await here.PostFormAsync("/me", Change("not-the-password")))
        {
            Assert.Contains("That is not your password.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var changed = await here.PostFormAsync("/me", Change(People.Password));

        Assert.Contains("Your password is changed.", await changed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var still = await here.GetAsync("/background-jobs");
        using var ended = await elsewhere.GetAsync("/background-jobs");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (still.StatusCode, ended.StatusCode));
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(person.Email!, New));
    }

    private async Task<string> AskAsync(string email)
    {
        using var client = site.CreateClient();
        using var answer = await client.PostFormAsync("/forgot-password", new() { ["Input.Email"] = email });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The page without what differs between any two answers.</summary>
    private static string Shape(string page, string email)
    {
        var start = page.IndexOf("<section", StringComparison.Ordinal);
        return page[start..page.IndexOf("</section>", StringComparison.Ordinal)].Replace(WebUtility.HtmlEncode(email), "ADDRESS", StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> SignInAsync(string email, string password)
    {
        using var client = site.CreateClient();
        using var answer = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = password });
        return answer.StatusCode;
    }

    private string LinkOf(PersonMailKind kind, User user) => site.Services.GetRequiredService<PersonLinks>().PathOf(kind, user);

    private Task<User> PersonAsync(string name, string email) => SignInPeople.AddAsync(site, name, email, Role.Bookkeeper);

    private async Task<User> InviteAsync(string email) => (await site.Services.GetRequiredService<InvitePerson>().HandleAsync(
        site.People.AccountAdministrator.AsActor(), new() { AccountId = site.People.Sunrise.Id, Email = email }, CancellationToken.None)).Value;

    private async Task<User> RowAsync(long id)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        return await db.Users.AsNoTracking().SingleAsync(u => u.Id == id);
    }

    private static Dictionary<string, string> NewPassword(string password) => new() { ["Input.Password"] = password, ["Input.Again"] = password };
}
