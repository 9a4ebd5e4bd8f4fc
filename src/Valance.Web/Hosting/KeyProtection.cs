using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;

namespace Valance.Web.Hosting;

/// <summary>
/// Section DataProtection: CertificateFile (PKCS #12) and CertificatePassword protect the keys in the store; Former lists certificates
/// (File, Password) that protected older keys, so that a certificate can be changed.
/// </summary>
internal static class KeyProtection
{
    public static IDataProtectionBuilder ProtectKeys(this IDataProtectionBuilder protection, IConfiguration configuration)
    {
        var section = configuration.GetSection("DataProtection");
        if (section["CertificateFile"] is not { Length: > 0 } file)
        {
            return protection;
        }

        var former = section.GetSection("Former").GetChildren().Select(f => Load(f["File"] ?? "", f["Password"]));
        var current = Load(file, section["CertificatePassword"]);
        return protection.ProtectKeysWithCertificate(current).UnprotectKeysWithAnyCertificate([current, .. former]);
    }

    private static X509Certificate2 Load(string file, string? password)
    {
        var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
        return certificate.HasPrivateKey
            ? certificate
            : throw new InvalidOperationException($"{file} holds no private key: the keys in the store could not be read again.");
    }
}
