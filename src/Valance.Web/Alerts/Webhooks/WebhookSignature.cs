using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Valance.Web.Alerts.Webhooks;

/// <summary>
/// The header Valance-Signature: "t=1780000000,v1=hex". t is the time of this try in Unix seconds, v1 the HMAC-SHA256 of "t.body" with the webhook's
/// secret, so that neither can be changed and an old post cannot be played again later.
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "Valance-Signature";

    public static string Of(string secret, DateTimeOffset at, string body)
    {
        var t = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{t}.{body}"));
        return $"t={t},v1={Convert.ToHexStringLower(hash)}";
    }
}
