using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Web.SignIn;

/// <summary>
/// Looks at every request whether its cookie still counts: whoever is deactivated, or has a new password or role, is out with the next click and not after the
/// minute that Identity lets pass. Files and pages for everybody are served without that look.
/// </summary>
public static class SessionStillValid
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return;
        }

        var id = context.Principal is { } person ? PersonClaims.IdOf(person) : null;
        var stamp = context.Principal?.FindFirst(PersonClaims.StampClaim)?.Value;
        await using var db = await context.HttpContext.RequestServices.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContextAsync(context.HttpContext.RequestAborted);
        if (await db.PeopleInUse().AnyAsync(u => u.Id == id && u.SecurityStamp == stamp, context.HttpContext.RequestAborted))
        {
            // From time to time the cookie is renewed with the person's present role.
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}
