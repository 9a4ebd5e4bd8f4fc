using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Data;

namespace Valance.Web.Tests.Site;

/// <summary>Two dealers with their connections, and a person of each role.</summary>
public sealed class People
{
    public const string Password = "shades-and-blinds";

    public required Account Sunrise { get; init; }

    public required Account Harbor { get; init; }

    public required Connection SunriseConnection { get; init; }

    public required Connection HarborConnection { get; init; }

    public User SiteAdministrator { get; private set; } = null!;

    public User SupportAgent { get; private set; } = null!;

    /// <summary>Of Sunrise, as are the other dealer roles.</summary>
    public User AccountAdministrator { get; private set; } = null!;

    public User Bookkeeper { get; private set; } = null!;

    public User Salesperson { get; private set; } = null!;

    public User HarborBookkeeper { get; private set; } = null!;

    public User Of(Role role) => role switch
    {
        Role.SiteAdministrator => SiteAdministrator,
        Role.SupportAgent => SupportAgent,
        Role.AccountAdministrator => AccountAdministrator,
        Role.Bookkeeper => Bookkeeper,
        Role.Salesperson => Salesperson,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static async Task<People> SeedAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync();
        var sunrise = new Account { Name = "Sunrise Blinds & Shades", TimeZone = "America/Chicago", CreatedAt = DateTime.UnixEpoch };
        var harbor = new Account { Name = "Harbor Window Fashions", TimeZone = "America/New_York", CreatedAt = DateTime.UnixEpoch };
        db.Accounts.AddRange(sunrise, harbor);
        await db.SaveChangesAsync();
        var people = new People
        {
            Sunrise = sunrise,
            Harbor = harbor,
            SunriseConnection = Connected(sunrise, "9130000000000001"),
            HarborConnection = Connected(harbor, "9130000000000002"),
        };
        db.Connections.AddRange(people.SunriseConnection, people.HarborConnection);
        await db.SaveChangesAsync();

        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        people.SiteAdministrator = await AddAsync(users, "Sam Sitewright", "site@example.com", Role.SiteAdministrator, null);
        people.SupportAgent = await AddAsync(users, "Sue Supporter", "support@example.com", Role.SupportAgent, null);
        people.AccountAdministrator = await AddAsync(users, "Ada Admin", "ada@sunrise.example", Role.AccountAdministrator, sunrise);
        people.Bookkeeper = await AddAsync(users, "Bea Booker", "bea@sunrise.example", Role.Bookkeeper, sunrise);
        people.Salesperson = await AddAsync(users, "Sal Seller", "sal@sunrise.example", Role.Salesperson, sunrise);
        people.HarborBookkeeper = await AddAsync(users, "Hal Harbor", "hal@harbor.example", Role.Bookkeeper, harbor);
        return people;
    }

    private static Connection Connected(Account account, string realm) => new()
    {
        AccountId = account.Id,
        RealmId = realm,
        CompanyName = account.Name,
        State = ConnectionState.Connected,
        AccessTokenEndsAt = new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        RefreshTokenEndsAt = new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        ConsentedAt = new DateTime(2026, 9, 1, 14, 0, 0, DateTimeKind.Utc),
        ConnectedBy = "Ada Admin",
    };

    private static async Task<User> AddAsync(UserManager<User> users, string name, string email, Role role, Account? account)
    {
        var user = new User { FullName = name, Email = email, UserName = email, EmailConfirmed = true, Role = role, AccountId = account?.Id };
        var made = await users.CreateAsync(user, Password);
        return made.Succeeded ? user : throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
    }
}
