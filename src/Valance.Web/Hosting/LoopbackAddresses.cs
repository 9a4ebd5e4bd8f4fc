using System.Net;

namespace Valance.Web.Hosting;

/// <summary>Whether a site listens on this computer alone. Demo sign-ins count only there, since their password is public.</summary>
public static class LoopbackAddresses
{
    /// <param name="addresses">As the server tells them; none at all is no.</param>
    public static bool AreAll(ICollection<string> addresses) => addresses.Count > 0 && addresses.All(a => BindingAddress.Parse(a).Host is var host
        && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))));
}
