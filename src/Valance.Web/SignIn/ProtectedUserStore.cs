using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Web.SignIn;

/// <summary>Users as Identity keeps them, but that the authenticator's key and the recovery codes are encrypted: whoever reads the database alone cannot make codes.</summary>
public sealed class ProtectedUserStore(ValanceDb db, IDataProtectionProvider protection, IdentityErrorDescriber describer) : UserOnlyStore<User, ValanceDb, long>(db, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Valance.UserTokens");

    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { Length: > 0 } kept ? _protector.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            // The site's keys are lost: as after any lost key, an administrator turns two-step off and it is set up anew.
            return null;
        }
    }
}
