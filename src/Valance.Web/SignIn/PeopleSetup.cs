using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Web.Api.Keys;

namespace Valance.Web.SignIn;

public static class PeopleSetup
{
    public const string SignInPath = "/sign-in";

    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<User>(o =>
            {
                o.User.RequireUniqueEmail = true;
                o.Password.RequiredLength = 10;
                o.Password.RequireNonAlphanumeric = false;
                o.Password.RequireUppercase = false;
                o.Password.RequireDigit = false;
                o.Lockout.MaxFailedAccessAttempts = 5;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddEntityFrameworkStores<ValanceDb>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.ConfigureApplicationCookie(o =>
        {
            o.LoginPath = SignInPath;
            o.ReturnUrlParameter = "returnUrl";
            o.Cookie.Name = "valance";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = TimeSpan.FromHours(12);
            o.SlidingExpiration = true;
            // A page that the role may not see answers 403 at its own address instead of a redirect.
            o.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });

        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var permission in Enum.GetValues<Permission>())
        {
            authorization.AddPolicy(NeedsAttribute.PolicyOf(permission), p => p.RequireAssertion(c => PersonClaims.RoleOf(c.User) is { } role
                && (new Actor(null, "", role, null) { Scopes = ApiCaller.ScopesOf(c.User) }).May(permission)));
        }

        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, PersonStillValid>();
        services.AddScoped<CurrentActor>();
        return services;
    }

    public static WebApplication MapSignOut(this WebApplication app)
    {
        // The form field makes the framework check the antiforgery token.
        app.MapPost("/sign-out", async ([FromForm] string? returnUrl, SignInManager<User> signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect(SignInPath);
        }).RequireAuthorization();
        return app;
    }
}
