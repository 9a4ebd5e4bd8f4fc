using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.People;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.SignIn;

/// <summary>What an administrator changes counts for sessions that are open, with the next request.</summary>
public sealed class SessionTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task Deactivated_PersonWhoIsSignedIn_IsOutWithTheNextRequest()
    {
        var person = await SignInPeople.AddAsync(site, "Dan Deactivated", "dan@sunrise.example", Role.Bookkeeper);
        using var client = await site.SignInAsync(person);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(client, "/customers"));

        Assert.True((await Manage.DeactivateAsync(Administrator, person.Id, CancellationToken.None)).IsDone);

        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(client, "/customers"));
        Assert.True((await Manage.ReactivateAsync(Administrator, person.Id, CancellationToken.None)).IsDone);
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(client, "/customers"));
        (await site.SignInAsync(person)).Dispose();
    }

    [Fact]
    public async Task RoleTakenAway_FromAPersonWhoIsSignedIn_CountsAfterSigningInAnew()
    {
        var person = await SignInPeople.AddAsync(site, "Ron Role", "ron@sunrise.example", Role.AccountAdministrator);
        using var client = await site.SignInAsync(person);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(client, "/users"));

        Assert.True((await Manage.ChangeAsync(Administrator, person.Id, new("Ron Role", Role.Salesperson, null), CancellationToken.None)).IsDone);

        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(client, "/users"));
        using var anew = await site.SignInAsync(person);
        Assert.Equal(HttpStatusCode.Forbidden, await OpenAsync(anew, "/users"));
    }

    [Fact]
    public async Task DeactivatedAccount_ItsPeople_AreOutAndToldSo()
    {
        Account account;
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            account = db.Accounts.Add(new Account { Name = "Closing Shades" }).Entity;
            await db.SaveChangesAsync();
        }

        var person = await SignInPeople.AddAsync(site, "Clo Closing", "clo@closing.example", Role.AccountAdministrator, account);
        using var client = await site.SignInAsync(person);

        Assert.True((await site.Services.GetRequiredService<SwitchAccount>().DeactivateAsync(site.People.SiteAdministrator.AsActor(), account.Id, CancellationToken.None)).IsDone);

        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(client, "/customers"));
        using var refused = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = People.Password });
        Assert.Contains("This sign-in is deactivated.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.SiteAdministrator, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData(Role.AccountAdministrator, HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData(Role.SupportAgent, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Role.Bookkeeper, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task PeopleAndAccounts_OwnAndAnothers_AnswerAsTheRoleReaches(Role role, HttpStatusCode own, HttpStatusCode other)
    {
        using var client = await site.SignInAsync(site.People.Of(role));

        Assert.Equal(own, await OpenAsync(client, $"/users/{site.People.Bookkeeper.Id}"));
        Assert.Equal(own, await OpenAsync(client, $"/accounts/{site.People.Sunrise.Id}"));
        Assert.Equal(other, await OpenAsync(client, $"/users/{site.People.HarborBookkeeper.Id}"));
        Assert.Equal(other, await OpenAsync(client, $"/accounts/{site.People.Harbor.Id}"));
    }

    private ManagePeople Manage => site.Services.GetRequiredService<ManagePeople>();

    private Actor Administrator => site.People.AccountAdministrator.AsActor();

    private static async Task<HttpStatusCode> OpenAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}
