using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Web.SignIn;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.SignIn;

/// <summary>People of Sunrise that one test has to itself: what it changes of them meets no other test.</summary>
internal static partial class SignInPeople
{
    public static async Task<User> AddAsync(SiteFixture site, string name, string email, Role role, Account? account = null)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var user = new User { FullName = name, Email = email, UserName = email, EmailConfirmed = true, Role = role, AccountId = (account ?? site.People.Sunrise).Id };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, People.Password);
        return made.Succeeded ? user : throw new InvalidOperationException(made.ToString());
    }

    /// <summary>Turns two-step sign-in on as its page does.</summary>
    public static async Task<(string Key, IReadOnlyList<string> RecoveryCodes)> TurnOnTwoStepAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(TwoStepFirst.Path);
        var key = ShownKey().Match(page).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        var offered = Offered().Match(page).Groups["offered"].Value;
        using var answer = await client.PostFormAsync(TwoStepFirst.Path, new() { ["Input.Offered"] = offered, ["Input.Code"] = CodeOf(key) });
        var codes = RecoveryCode().Matches(await answer.Content.ReadAsStringAsync()).Select(m => m.Groups["code"].Value).ToList();
        return answer.StatusCode == HttpStatusCode.OK && codes.Count == 10 ? (key, codes) : throw new InvalidOperationException($"{answer.StatusCode}, {codes.Count} codes.");
    }

    /// <summary>What the phone shows next: it counts already, and for a minute more at least, however slow the machine is. Each counts once at a sign-in.</summary>
    public static string CodeOf(string key) => Totp.CodeAt(key, Totp.StepAt(TimeProvider.System.GetUtcNow()) + 1);

    [GeneratedRegex("id=\"two-step-key\">(?<key>[A-Z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShownKey();

    [GeneratedRegex("name=\"Input.Offered\" value=\"(?<offered>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offered();

    [GeneratedRegex("<li><code>(?<code>[A-Z0-9]{5}-[A-Z0-9]{5})</code></li>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecoveryCode();
}
