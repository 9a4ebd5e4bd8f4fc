using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.People;
using Valance.Web.Api.Keys;
using Valance.Web.Hosting;

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
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddSignInManager()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider)
            .AddTokenProvider<DataProtectorTokenProvider<User>>(TokenOptions.DefaultProvider);
        services.AddScoped<ProtectedUserStore>().AddScoped<IUserStore<User>>(provider => provider.GetRequiredService<ProtectedUserStore>());
        services.AddPeopleAndAccounts();
        services.AddSingleton<PersonLinks>().AddSingleton<SiteAddress>().AddSingleton<SendPersonMail>().AddSingleton<PeopleNews>();
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
            o.Events.OnValidatePrincipal = SessionStillValid.ValidateAsync;
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
        services.AddScoped<CircuitHandler, ActingCircuit>();
        return services;
    }

    /// <summary>What the sign-in pages do; commands have no requests to sign in with.</summary>
    public static IServiceCollection AddSignInPages(this IServiceCollection services) =>
        services.AddScoped<SignInPerson>().AddScoped<SignInWithCode>().AddScoped<SetPassword>().AddScoped<OwnSignIn>();

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
