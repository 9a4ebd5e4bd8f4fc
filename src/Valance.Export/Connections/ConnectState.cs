using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Valance.Export.Connections;

/// <summary>What travels through the consent page and back: for which Account, by whom, until when. Protected, so that nobody can make one up.</summary>
internal sealed class ConnectState(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Long enough to sign in at QuickBooks and choose a company.</summary>
    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _protector = protection.CreateProtector("Valance.QuickBooks.ConnectState.v1");

    public string Write(long accountId, long? userId) =>
        _protector.Protect(JsonSerializer.Serialize(new Content(accountId, userId, time.GetUtcNow().UtcDateTime + Lives)));

    /// <summary>The Account, or null where the state is no state of ours, too old, or another person's.</summary>
    public long? Read(string state, long? userId)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(_protector.Unprotect(state))!;
            return content.UserId == userId && content.EndsAt > time.GetUtcNow().UtcDateTime ? content.AccountId : null;
        }
        catch (Exception forged) when (forged is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Content(long AccountId, long? UserId, DateTime EndsAt);
}
