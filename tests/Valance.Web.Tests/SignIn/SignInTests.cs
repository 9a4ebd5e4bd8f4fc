using System.Net;
using Microsoft.EntityFrameworkCore;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.SignIn;

public sealed class SignInTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task SignIn_RightPassword_GoesWhereThePersonWanted()
    {
        using var client = site.CreateClient();

        using var answer = await client.PostFormAsync("/sign-in?returnUrl=%2Fbackground-jobs%3Fstate%3DFailed", Credentials(site.People.Bookkeeper.Email!));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/background-jobs?state=Failed", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task SignIn_ReturnUrlOfAnotherSite_GoesToTheStartPage(string returnUrl)
    {
        using var client = site.CreateClient();

        using var answer = await client.PostFormAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", Credentials(site.People.Bookkeeper.Email!));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", new Uri(site.Address, answer.Headers.Location!).PathAndQuery);
        Assert.Equal(site.Address.Host, new Uri(site.Address, answer.Headers.Location!).Host);
    }

    [Theory]
    [InlineData("bea@sunrise.example", "not-the-password")]
    [InlineData("nobody@sunrise.example", People.Password)]
    public async Task SignIn_WrongPasswordOrUnknownPerson_SaysTheSame(string email, string password)
    {
        using var client = site.CreateClient();

        using var answer = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = password });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("The e-mail address or the password is not right.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_NothingTyped_NamesBothFields()
    {
        using var client = site.CreateClient();

        using var answer = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = "", ["Input.Password"] = "" });

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Enter your e-mail address.", page, StringComparison.Ordinal);
        Assert.Contains("Enter your password.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_FiveWrongPasswords_LocksOutEvenTheRightOneAndTellsNoMoreThanAnUnknownAddressDoes()
    {
        using var client = site.CreateClient();
        var email = site.People.HarborBookkeeper.Email!;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var refused = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = "not-the-password" });
        }

        using var answer = await client.PostFormAsync("/sign-in", Credentials(email));
        using var unknown = await client.PostFormAsync("/sign-in", Credentials("nobody@harbor.example"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        const string said = "After five wrong tries an address is locked for five minutes";
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(said, await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_DeactivatedPerson_IsToldWithTheRightPasswordAlone()
    {
        await using var db = await site.Store.CreateDbContextAsync();
        (await db.Users.SingleAsync(u => u.Id == site.People.Salesperson.Id)).IsActive = false;
        await db.SaveChangesAsync();
        using var client = site.CreateClient();

        using var answer = await client.PostFormAsync("/sign-in", Credentials(site.People.Salesperson.Email!));
        using var wrong = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = site.People.Salesperson.Email!, ["Input.Password"] = "not-the-password" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("This sign-in is deactivated.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("deactivated", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_WithoutAntiforgeryToken_IsRefusedAndThePersonStaysSignedIn()
    {
        using var client = await site.SignInAsync(site.People.Bookkeeper);
        using var empty = new FormUrlEncodedContent([]);

        using var answer = await client.PostAsync("/sign-out", empty);
        using var after = await client.GetAsync("/background-jobs");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task AnyPage_AnswersWithSafeHeaders()
    {
        using var client = site.CreateClient();

        using var answer = await client.GetAsync("/sign-in");

        Assert.Contains("script-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
    }

    private static Dictionary<string, string> Credentials(string email) => new() { ["Input.Email"] = email, ["Input.Password"] = People.Password };
}
