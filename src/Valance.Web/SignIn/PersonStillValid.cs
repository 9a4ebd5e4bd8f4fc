using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Valance.Core.Accounts;

namespace Valance.Web.SignIn;

/// <summary>Ends open screens of a person who was deactivated, or whose password or role changed.</summary>
public sealed class PersonStillValid : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory _scopes;
    private readonly CancellationTokenRegistration _stopping;

    public PersonStillValid(ILoggerFactory loggers, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime)
        : base(loggers)
    {
        _scopes = scopes;
        // A screen that is still open when the program ends must not look again: there are no users to be asked any more.
        _stopping = lifetime.ApplicationStopping.Register(() => ((IDisposable)this).Dispose());
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = await users.GetUserAsync(authenticationState.User);
        if (user is not { IsActive: true })
        {
            return false;
        }

        var stamp = authenticationState.User.FindFirst(users.Options.ClaimsIdentity.SecurityStampClaimType)?.Value;
        return string.Equals(stamp, await users.GetSecurityStampAsync(user), StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        // Not waited for: it may be this very registration that calls.
        _stopping.Unregister();
        base.Dispose(disposing);
    }
}
