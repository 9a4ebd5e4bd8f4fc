using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Valance.Web.Alerts.Webhooks;

/// <summary>The secrets that posts are signed with: made here, shown once, kept encrypted.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Valance.Webhooks.v1");

    public (string Secret, string Sealed) Make()
    {
        var secret = "whsec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (secret, _protector.Protect(secret));
    }

    public string Open(string @sealed) => _protector.Unprotect(@sealed);
}
