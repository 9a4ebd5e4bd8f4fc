using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Web.SignIn;

/// <summary>Ends open screens of a person who was deactivated, or whose password or role changed: at once on the node where it was done, elsewhere within a minute.</summary>
public sealed class PersonStillValid : RevalidatingServerAuthenticationStateProvider
{
    private readonly IDbContextFactory<ValanceDb> _store;
    private readonly PeopleNews _news;
    private readonly CancellationTokenRegistration _stopping;
    private Task<AuthenticationState>? _state;

    public PersonStillValid(ILoggerFactory loggers, IDbContextFactory<ValanceDb> store, PeopleNews news, IHostApplicationLifetime lifetime)
        : base(loggers)
    {
        (_store, _news) = (store, news);
        _news.Ended += LookAgain;
        AuthenticationStateChanged += Remember;
        // A screen that is still open when the program ends must not look again: there are no users to be asked any more.
        _stopping = lifetime.ApplicationStopping.Register(() => ((IDisposable)this).Dispose());
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var id = PersonClaims.IdOf(authenticationState.User);
        var stamp = authenticationState.User.FindFirst(PersonClaims.StampClaim)?.Value;
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        return await db.PeopleInUse().AnyAsync(u => u.Id == id && u.SecurityStamp == stamp, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _news.Ended -= LookAgain;
        // Not waited for: it may be this very registration that calls.
        _stopping.Unregister();
        base.Dispose(disposing);
    }

    private void Remember(Task<AuthenticationState> state) => _state = state;

    private void LookAgain(long? userId)
    {
        // A page before its circuit has no state yet, and is gone with its answer.
        if (_state is { } state)
        {
            // Where the store is away at this moment, the look within the minute does it.
            _ = EndIfMeantAsync(state, userId);
        }
    }

    private async Task EndIfMeantAsync(Task<AuthenticationState> state, long? userId)
    {
        var present = await state;
        if (present.User.Identity is { IsAuthenticated: true } && (userId is null || PersonClaims.IdOf(present.User) == userId)
            && !await ValidateAuthenticationStateAsync(present, CancellationToken.None))
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
    }
}
