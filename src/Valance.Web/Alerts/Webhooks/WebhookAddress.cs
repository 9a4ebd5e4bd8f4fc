using System.Net;
using System.Net.Sockets;

namespace Valance.Web.Alerts.Webhooks;

/// <summary>
/// Where a webhook may lead. A dealer types the address and this server posts to it, so it must not reach what only this server can reach: other services
/// on the machine or in its network (SSRF).
/// </summary>
internal static class WebhookAddress
{
    /// <summary>Why an address is refused, in words; null where it may be used. Names are looked up only when something is sent.</summary>
    public static string? Refuse(string text, bool allowsPrivate)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return "Enter a whole address, such as https://example.com/valance, without a user name.";
        }

        if (allowsPrivate && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
        {
            return null;
        }

        return uri.Scheme != Uri.UriSchemeHttps ? "The address must begin with https://, so that nobody can read along."
            : !allowsPrivate && (uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var ip) && IsPrivate(ip))) ? "The address leads into a private network. Enter one that can be reached from the internet."
            : null;
    }

    /// <summary>Loopback, private, link-local (cloud metadata), carrier-grade, multicast, unspecified, and IPv4 wrapped into IPv6.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        var b = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? b[0] is 0 or 10 or 127 or >= 224
                || (b[0] == 172 && b[1] is >= 16 and <= 31)
                || (b[0] == 192 && b[1] == 168)
                || (b[0] == 192 && b[1] == 0 && b[2] is 0 or 2)
                || (b[0] == 169 && b[1] == 254)
                || (b[0] == 100 && b[1] is >= 64 and <= 127)
                || (b[0] == 198 && b[1] is 18 or 19)
            : address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast || address.IsIPv6UniqueLocal || address.Equals(IPAddress.IPv6None)
                // 64:ff9b::/96, 2002::/16 and 2001::/32 carry an IPv4 address that may be private.
                || (b[0] == 0 && b[1] == 0x64 && b[2] == 0xff && b[3] == 0x9b) || (b[0] == 0x20 && b[1] == 0x02) || (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0);
    }
}
