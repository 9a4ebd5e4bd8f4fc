using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace QuickBooks.Sandbox;

/// <summary>The certificate of https addresses: some clients refuse plain http, as Python's oauthlib does.</summary>
internal static class LocalCertificate
{
    /// <summary>Null where no address is https.</summary>
    public static X509Certificate2? For(SandboxOptions options)
    {
        if (!options.Urls.Contains("https://", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return options.CertificateFile is not { } file ? Make(options.Time.GetUtcNow())
            : Path.GetExtension(file).Equals(".pem", StringComparison.OrdinalIgnoreCase) ? X509Certificate2.CreateFromPemFile(file)
            : X509CertificateLoader.LoadPkcs12FromFile(file, options.CertificatePassword);
    }

    /// <summary>The public half, for clients to trust.</summary>
    public static void Map(IEndpointRouteBuilder routes, X509Certificate2? certificate)
    {
        if (certificate is not null)
        {
            routes.MapGet("/sandbox.pem", context =>
            {
                context.Response.ContentType = "application/x-pem-file";
                return context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"), context.RequestAborted).AsTask();
            });
        }
    }

    private static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=QuickBooks Sandbox", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());

        // Its own authority, so that a client needs no other file to trust it.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(365));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
