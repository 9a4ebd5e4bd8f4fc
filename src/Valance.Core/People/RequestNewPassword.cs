using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Core.People;

/// <summary>Somebody forgot the password. Whether the address is known is told to nobody: a mail goes, or none.</summary>
public sealed class RequestNewPassword(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    /// <summary>Who asks again and again must not fill somebody's mailbox.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    public async Task HandleAsync(string email, CancellationToken ct)
    {
        var key = email.Trim().ToUpperInvariant();
        var now = time.GetUtcNow().UtcDateTime;
        var since = now - Pause;
        await using var db = await store.CreateDbContextAsync(ct);
        var user = await db.PeopleInUse().SingleOrDefaultAsync(u => u.NormalizedEmail == key, ct);
        if (user is null || await db.PersonMails.AnyAsync(m => m.UserId == user.Id && m.Kind == PersonMailKind.NewPassword && m.At > since, ct))
        {
            return;
        }

        db.PersonMails.Add(PersonMail.Of(user, PersonMailKind.NewPassword, now));
        await db.SaveChangesAsync(ct);
    }
}
