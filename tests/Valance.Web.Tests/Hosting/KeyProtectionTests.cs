using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Valance.TestKit;
using Valance.Web.Hosting;

namespace Valance.Web.Tests.Hosting;

public sealed class KeyProtectionTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valance-keys-").FullName;
    private TestStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await TestStore.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Protect_WithACertificate_TheStoreHoldsTheKeysEncryptedAndAChangedCertificateStillReads()
    {
        var (first, second) = (Certificate("first"), Certificate("second"));
        string secret;
        await using (var site = SiteWith(new() { ["DataProtection:CertificateFile"] = first, ["DataProtection:CertificatePassword"] = "pass" }))
        {
            secret = Protector(site).Protect("a token");
        }

        await using (var db = _store.CreateDbContext())
        {
            var key = (await db.DataProtectionKeys.SingleAsync()).Xml!;
            Assert.Contains("EncryptedData", key, StringComparison.Ordinal);
        }

        await using (var changed = SiteWith(new()
        {
            ["DataProtection:CertificateFile"] = second,
            ["DataProtection:CertificatePassword"] = "pass",
            ["DataProtection:Former:0:File"] = first,
            ["DataProtection:Former:0:Password"] = "pass",
        }))
        {
            Assert.Equal("a token", Protector(changed).Unprotect(secret));
        }

        await using var without = SiteWith(new() { ["DataProtection:CertificateFile"] = second, ["DataProtection:CertificatePassword"] = "pass" });
        Assert.ThrowsAny<CryptographicException>(() => Protector(without).Unprotect(secret));
    }

    [Fact]
    public void Protect_CertificateWithoutPrivateKey_IsRefusedAtTheStart()
    {
        using var whole = X509CertificateLoader.LoadPkcs12FromFile(Certificate("whole"), "pass");
        using var bare = X509CertificateLoader.LoadCertificate(whole.RawData);
        var file = Path.Combine(_folder, "bare.pfx");
        File.WriteAllBytes(file, bare.Export(X509ContentType.Pkcs12, "pass"));
        Assert.Throws<InvalidOperationException>(() => SiteWith(new() { ["DataProtection:CertificateFile"] = file, ["DataProtection:CertificatePassword"] = "pass" }));
    }

    private static IDataProtector Protector(IServiceProvider site) => site.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private ServiceProvider SiteWith(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSite(new SiteOptions(_store.Folder, "", "", null), new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.BuildServiceProvider();
    }

    private string Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        var file = Path.Combine(_folder, name + ".pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "pass"));
        return file;
    }
}
