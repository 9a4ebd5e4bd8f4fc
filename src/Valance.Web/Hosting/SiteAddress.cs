using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Valance.Core.Alerts.Mail;

namespace Valance.Web.Hosting;

/// <summary>
/// Where people reach the site, for links that let them in. Never what a request says: whoever forges its host could have somebody else's link sent to
/// themselves.
/// </summary>
public sealed class SiteAddress(AlertMailSettings settings, IServiceProvider services)
{
    /// <summary>As set; else its own, where it serves this computer alone. Null: nobody told.</summary>
    public Uri? Find() => settings.SiteAddress ?? (Listens is { Count: > 0 } own && LoopbackAddresses.AreAll(own) ? new Uri(own.First()) : null);

    private ICollection<string> Listens => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
}
