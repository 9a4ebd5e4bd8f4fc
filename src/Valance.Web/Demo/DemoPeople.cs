using Microsoft.AspNetCore.Identity;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Web.Demo;

/// <summary>The demo's sign-ins, all with one password that everybody may know: so they count on this computer alone.</summary>
internal static class DemoPeople
{
    public const string Password = "valance-demo";

    /// <summary>What a newcomer is shown first.</summary>
    public static IReadOnlyList<(string Email, string What)> ToTry { get; } =
    [
        ("books@harbor.example", "bookkeeper of Harbor Blinds & Drapery: start here"),
        ("sales@harbor.example", "salesperson there: own customers and orders"),
        ("admin@harbor.example", "account administrator there: connection, mappings"),
        ("support@valance.example", "support agent: all dealers' jobs"),
        ("admin@valance.example", "site administrator"),
    ];

    public static User Of(Role role, string email, string name, long? accountId = null)
    {
        var user = new User
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            FullName = name,
            Role = role,
            AccountId = accountId,
            IsDemo = true,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, Password);
        return user;
    }

    public static void AddSitePeople(ValanceDb db) => db.Users.AddRange(
        Of(Role.SiteAdministrator, "admin@valance.example", "Robin Hale"),
        Of(Role.SupportAgent, "support@valance.example", "Kim Sato"));

    /// <summary>Administrator, bookkeeper, salesperson of a dealer.</summary>
    public static IReadOnlyList<User> AddTo(ValanceDb db, DemoDealer dealer, long accountId)
    {
        User[] people =
        [
            Of(Role.AccountAdministrator, $"admin@{dealer.Word}.example", dealer.Administrator, accountId),
            Of(Role.Bookkeeper, $"books@{dealer.Word}.example", dealer.Bookkeeper, accountId),
            Of(Role.Salesperson, $"sales@{dealer.Word}.example", dealer.Salesperson, accountId),
        ];
        db.Users.AddRange(people);
        return people;
    }
}
