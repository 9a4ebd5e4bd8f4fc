using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.People;
using Valance.Web.SignIn;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.SignIn;

public sealed class TwoStepTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task SignIn_WithTwoStep_AsksForACodeAndTakesEachOnce()
    {
        var person = await SignInPeople.AddAsync(site, "Tom Totp", "tom@sunrise.example", Role.Bookkeeper);
        using var first = await site.SignInAsync(person);
        var (key, _) = await SignInPeople.TurnOnTwoStepAsync(first);
        using (var still = await first.GetAsync("/background-jobs"))
        {
            Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        }

        using var client = await PasswordAsync(person, "/customers");
        using (var before = await client.GetAsync("/background-jobs"))
        {
            Assert.Equal(HttpStatusCode.Redirect, before.StatusCode);
        }

        using (var wrong = await client.PostFormAsync(CodePath, Code("000000")))
        {
            Assert.Contains("The code is not right", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var code = SignInPeople.CodeOf(key);
        using (var right = await client.PostFormAsync(CodePath, Code($"{code[..3]} {code[3..]}")))
        {
            Assert.EndsWith("/customers", right.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        using var after = await client.GetAsync("/background-jobs");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        using var another = await PasswordAsync(person, "/customers");
        using var again = await another.PostFormAsync(CodePath, Code(code));
        Assert.Contains("was used already", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithARecoveryCode_CountsOnce()
    {
        var person = await SignInPeople.AddAsync(site, "Rae Recover", "rae@sunrise.example", Role.Bookkeeper);
        using var first = await site.SignInAsync(person);
        var (_, codes) = await SignInPeople.TurnOnTwoStepAsync(first);
        const string path = "/sign-in/code?with=recovery";

        using var client = await PasswordAsync(person, "/");
        using (var right = await client.PostFormAsync(path, Code(codes[3].ToLowerInvariant())))
        {
            Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        }

        Assert.Contains("9 recovery codes are left.", await client.GetStringAsync("/me"), StringComparison.Ordinal);
        using var another = await PasswordAsync(person, "/");
        using var again = await another.PostFormAsync(path, Code(codes[3]));
        Assert.Contains("Each one counts once.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?with=recovery")]
    public async Task SignIn_FiveWrongCodes_LocksEvenTheRightOne(string with)
    {
        var person = await SignInPeople.AddAsync(site, "Gus Guesser", $"gus{with.Length}@sunrise.example", Role.Bookkeeper);
        using var first = await site.SignInAsync(person);
        var (key, codes) = await SignInPeople.TurnOnTwoStepAsync(first);
        using var client = await PasswordAsync(person, "/");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await client.PostFormAsync($"/sign-in/code{with}", Code("BBBBB-22222"));
        }

        using var right = await client.PostFormAsync($"/sign-in/code{with}", Code(with.Length > 0 ? codes[0] : SignInPeople.CodeOf(key)));

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task CodePage_WithoutThePassword_LeadsToTheSignIn()
    {
        using var client = site.CreateClient();

        Assert.Contains("Enter your e-mail address and password first.", await client.GetStringAsync("/sign-in/code"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TurnOn_WithAWrongCode_KeepsTheKeyOfThePhoneAndTurnsNothingOn()
    {
        var person = await SignInPeople.AddAsync(site, "Will Wrong", "will@sunrise.example", Role.Bookkeeper);
        using var client = await site.SignInAsync(person);
        var page = await client.GetStringAsync(TwoStepFirst.Path);
        Assert.Contains("<svg class=\"qr-code\"", page, StringComparison.Ordinal);
        var offered = page.Split("name=\"Input.Offered\" value=\"")[1].Split('"')[0];

        using var wrong = await client.PostFormAsync(TwoStepFirst.Path, new() { ["Input.Offered"] = offered, ["Input.Code"] = "12345" });

        var again = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("The code is not right.", again, StringComparison.Ordinal);
        Assert.Contains(offered, again, StringComparison.Ordinal);
        Assert.False((await RowAsync(person)).TwoFactorEnabled);
    }

    [Fact]
    public async Task TurnOn_WithAKeyThatWasOfferedToAnother_IsRefused()
    {
        using var one = await site.SignInAsync(await SignInPeople.AddAsync(site, "Una One", "una@sunrise.example", Role.Bookkeeper));
        var person = await SignInPeople.AddAsync(site, "Ted Two", "ted@sunrise.example", Role.Bookkeeper);
        using var two = await site.SignInAsync(person);
        var page = await one.GetStringAsync(TwoStepFirst.Path);
        var offered = page.Split("name=\"Input.Offered\" value=\"")[1].Split('"')[0];
        var key = page.Split("id=\"two-step-key\">")[1].Split('<')[0].Replace(" ", "", StringComparison.Ordinal);

        using var answer = await two.PostFormAsync(TwoStepFirst.Path, new() { ["Input.Offered"] = offered, ["Input.Code"] = SignInPeople.CodeOf(key) });

        Assert.Contains("Scan the new code", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False((await RowAsync(person)).TwoFactorEnabled);
    }

    [Fact]
    public async Task TurnOff_NeedsThePasswordAndEndsTheSecondStep()
    {
        var person = await SignInPeople.AddAsync(site, "Olga Off", "olga@sunrise.example", Role.Bookkeeper);
        using var client = await site.SignInAsync(person);
        await SignInPeople.TurnOnTwoStepAsync(client);
        Dictionary<string, string> Off(string password) => new() { ["_handler"] = "step", ["Step.Password"] = password, ["Step.Do"] = "off" };

        using (var wrong = await client.PostFormAsync("/me", Off("not-the-password")))
        {
            Assert.Contains("That is not your password.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.True((await RowAsync(person)).TwoFactorEnabled);
        using (var right = await client.PostFormAsync("/me", Off(People.Password)))
        {
            Assert.Contains("Two-step sign-in is off.", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        (await site.SignInAsync(person)).Dispose();
    }

    [Fact]
    public async Task TurnOff_ByAnAdministrator_LetsThePasswordAloneIn()
    {
        var person = await SignInPeople.AddAsync(site, "Lola Lost", "lola@sunrise.example", Role.Bookkeeper);
        using var client = await site.SignInAsync(person);
        await SignInPeople.TurnOnTwoStepAsync(client);

        var done = await site.Services.GetRequiredService<ManagePeople>().TurnOffTwoStepAsync(site.People.AccountAdministrator.AsActor(), person.Id, CancellationToken.None);

        Assert.True(done.IsDone);
        using var ended = await client.GetAsync("/background-jobs");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using var anew = await site.SignInAsync(person);
        using var jobs = await anew.GetAsync("/background-jobs");
        Assert.Equal(HttpStatusCode.OK, jobs.StatusCode);
    }

    [Fact]
    public async Task KeyAndRecoveryCodes_InTheStore_AreEncrypted()
    {
        var person = await SignInPeople.AddAsync(site, "Sid Sealed", "sid@sunrise.example", Role.Bookkeeper);
        using var client = await site.SignInAsync(person);
        var (key, codes) = await SignInPeople.TurnOnTwoStepAsync(client);

        await using var db = await site.Store.CreateDbContextAsync();
        var kept = await db.UserTokens.Where(t => t.UserId == person.Id).Select(t => t.Value).ToListAsync();
        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain(kept, value => value!.Contains(key, StringComparison.Ordinal) || codes.Any(c => value.Contains(c, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AccountThatAsksEveryone_LeadsToSettingItUpAndNowhereElse()
    {
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            db.Accounts.Add(new Account { Name = "Careful Shades", RequiresTwoStep = true });
            await db.SaveChangesAsync();
        }

        await using var store = await site.Store.CreateDbContextAsync();
        var careful = await store.Accounts.SingleAsync(a => a.Name == "Careful Shades");
        var person = await SignInPeople.AddAsync(site, "Cara Careful", "cara@careful.example", Role.AccountAdministrator, careful);
        using var client = await site.SignInAsync(person);
        foreach (var path in new[] { "/", "/customers", "/users", "/customers.csv", "/me" })
        {
            using var led = await client.GetAsync(path);
            Assert.Equal((HttpStatusCode.Redirect, TwoStepFirst.Path), (led.StatusCode, led.Headers.Location?.ToString()));
        }

        await SignInPeople.TurnOnTwoStepAsync(client);
        using var free = await client.GetAsync("/customers");
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
        using var off = await client.PostFormAsync("/me", new() { ["_handler"] = "step", ["Step.Password"] = People.Password, ["Step.Do"] = "off" });
        Assert.Contains("cannot be turned off", await off.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private const string CodePath = "/sign-in/code?returnUrl=%2Fcustomers";

    private static Dictionary<string, string> Code(string code) => new() { ["Input.Code"] = code };

    /// <summary>A client that has given the password, and is asked for a code.</summary>
    private async Task<HttpClient> PasswordAsync(User person, string returnUrl)
    {
        var client = site.CreateClient();
        using var answer = await client.PostFormAsync(
            $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = People.Password });
        Assert.Contains("/sign-in/code", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        return client;
    }

    private async Task<User> RowAsync(User person)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        return await db.Users.AsNoTracking().SingleAsync(u => u.Id == person.Id);
    }
}
