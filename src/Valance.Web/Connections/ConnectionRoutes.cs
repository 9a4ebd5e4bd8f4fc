using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Valance.Core.Access;
using Valance.Export.Connections;
using Valance.QuickBooks;
using Valance.Web.SignIn;

namespace Valance.Web.Connections;

/// <summary>The way to QuickBooks' consent page and back.</summary>
public static class ConnectionRoutes
{
    public const string ScreenPath = "/tools/connection";
    public const string CallbackPath = "/quickbooks/callback";

    private const string ConnectPath = "/quickbooks/connect";

    public static string Connect(long accountId) => string.Create(CultureInfo.InvariantCulture, $"{ConnectPath}?account={accountId}");

    /// <summary>Where the consent page sends the browser back to. Null: the address in the settings, which is registered with Intuit letter by letter.</summary>
    public static Uri? Callback(HttpRequest request, QuickBooksSettings settings) =>
        settings.RedirectUri is null ? new Uri($"{request.Scheme}://{request.Host}{CallbackPath}") : null;

    public static WebApplication MapConnections(this WebApplication app)
    {
        app.MapGet(ConnectPath, BeginAsync).RequireAuthorization(NeedsAttribute.PolicyOf(Permission.ManageConnection));
        return app;
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> BeginAsync(
        long account, HttpRequest request, CurrentActor currentActor, ConnectQuickBooks connect, IOptions<QuickBooksSettings> settings, CancellationToken ct)
    {
        var actor = await currentActor.GetAsync(request.HttpContext.User);
        var consent = await connect.BeginAsync(actor, account, Callback(request, settings.Value), ct);
        return consent.IsDone ? TypedResults.Redirect(consent.Value.AbsoluteUri) : TypedResults.NotFound();
    }
}
