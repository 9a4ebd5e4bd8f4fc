namespace Valance.Web.SignIn;

/// <summary>Whose Account asks for two-step sign-in and who has none yet sees the page that sets it up, and nothing else.</summary>
public static class TwoStepFirst
{
    public const string Path = "/me/two-step";

    private static readonly string[] Open = [Path, "/sign-out", PeopleSetup.SignInPath];

    public static WebApplication UseTwoStepFirst(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (PersonClaims.OwesTwoStep(context.User) && !Open.Contains(context.Request.Path.Value, StringComparer.OrdinalIgnoreCase)
                && context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is null)
            {
                context.Response.Redirect(Path);
                return;
            }

            await next(context);
        });
        return app;
    }
}
