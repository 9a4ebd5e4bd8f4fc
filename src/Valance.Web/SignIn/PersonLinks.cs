using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.People;

namespace Valance.Web.SignIn;

/// <summary>
/// Links that let somebody set a password: an invitation, or a new password. A link holds who, until when and the person's stamp, sealed with the site's keys;
/// the stamp changes with each password, so a link is good once, and nothing of it lies in the store.
/// </summary>
public sealed class PersonLinks(IDataProtectionProvider protection, IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);
    public static readonly TimeSpan NewPasswordLasts = TimeSpan.FromHours(1);

    /// <summary>Path and query, to be put behind the site's address.</summary>
    public string PathOf(PersonMailKind kind, User user)
    {
        var ends = EndOf(kind, user).ToUnixTimeSeconds();
        var token = Protector(kind).Protect(string.Create(CultureInfo.InvariantCulture, $"{user.Id}|{ends}|{user.SecurityStamp}"));
        return $"{(kind == PersonMailKind.Invitation ? "/accept-invitation" : "/reset-password")}?token={token}";
    }

    /// <summary>Whom the link lets in; null where it was used, has ended, was replaced, or is no link of ours.</summary>
    public async Task<User?> FindAsync(PersonMailKind kind, string? token, CancellationToken ct)
    {
        if (Read(kind, token) is not [var idText, var endsText, var stamp]
            || !long.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(endsText, NumberStyles.None, CultureInfo.InvariantCulture, out var ends)
            || time.GetUtcNow().ToUnixTimeSeconds() >= ends)
        {
            return null;
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(
            u => u.Id == id && u.SecurityStamp == stamp && !db.Accounts.Any(a => a.Id == u.AccountId && a.DeactivatedAt != null), ct);
        var invited = user?.StateAt(time.GetUtcNow().UtcDateTime) == PersonState.Invited;
        return user is not null && (kind == PersonMailKind.Invitation ? invited : user.IsActive) ? user : null;
    }

    /// <summary>An invitation ends at its day, however often its link is made.</summary>
    private DateTimeOffset EndOf(PersonMailKind kind, User user) =>
        kind == PersonMailKind.Invitation && user.InvitedAt is { } invited ? new DateTimeOffset(invited, TimeSpan.Zero) + InvitationLasts : time.GetUtcNow() + NewPasswordLasts;

    private string[] Read(PersonMailKind kind, string? token)
    {
        try
        {
            return token is { Length: > 0 and < 2000 } ? Protector(kind).Unprotect(token).Split('|') : [];
        }
        catch (CryptographicException)
        {
            // Cut off by a mail program, or made up.
            return [];
        }
    }

    private IDataProtector Protector(PersonMailKind kind) => protection.CreateProtector("Valance.PersonLinks", kind.ToString());
}
