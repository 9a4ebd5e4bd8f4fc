using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QuickBooks.Sandbox.Tests.OnItsOwn;

/// <summary>The sandbox on its own: switches, help, and the .NET tool as it would be installed.</summary>
public sealed class ProgramTests
{
    private static readonly string Assembly = typeof(SandboxHost).Assembly.Location;

    [Fact]
    public void Switches_Given_AreTheOptions()
    {
        var (options, problem) = CommandLine.Read(
        [
            "--urls", "http://127.0.0.1:0", "--data", "books.db", "--seed", "empty", "--no-throttle", "--client-id", "i", "--client-secret", "s", "--control-key", "k",
            "--redirect-uri", "http://a/", "--redirect-uri", "http://b/", "--webhook-url", "http://c/", "--webhook-verifier", "v",
        ]);
        Assert.Null(problem);
        Assert.Equal(("http://127.0.0.1:0", "empty", false, "i", "s", "k"), (options!.Urls, options.Seed, options.Throttle, options.ClientId, options.ClientSecret, options.ControlKey));
        Assert.Equal("books.db", Path.GetFileName(options.DataFile));
        Assert.True(Path.IsPathRooted(options.DataFile));
        Assert.Equal(["http://a/", "http://b/"], options.RedirectUris);
        Assert.Equal((new Uri("http://c/"), "v"), (options.Webhooks.Url, options.Webhooks.Verifier));
    }

    [Fact]
    public void Switches_NotGiven_AreThoseOfTheHelp()
    {
        var (options, _) = CommandLine.Read([]);
        Assert.Equal(("http://localhost:5081", "default", true), (options!.Urls, options.Seed, options.Throttle));
        Assert.Null(options.DataFile);
    }

    [Theory]
    [InlineData("--nonsense is not known", "--nonsense", "x")]
    [InlineData("needs a value", "--urls")]
    [InlineData("stray is not known", "stray")]
    [InlineData("needs an http or https address", "--webhook-url", "ftp://x")]
    public void Switches_ThatAreWrong_AreNamed(string words, params string[] args)
    {
        var (options, problem) = CommandLine.Read(args);
        Assert.Null(options);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_NamesEverySwitch_AndWrongOnesEndWithTheReason()
    {
        var (status, output) = await ChildProcess.Run("dotnet", [Assembly, "--help"], Path.GetTempPath());
        Assert.Equal(0, status);
        Assert.All(
            ["--urls", "--certificate", "--certificate-password", "--data", "--seed", "--no-throttle", "--client-id", "--client-secret", "--redirect-uri", "--webhook-url", "--webhook-verifier", "--control-key"],
            name => Assert.Contains(name, output, StringComparison.Ordinal));
        (status, output) = await ChildProcess.Run("dotnet", [Assembly, "--urls", "http://127.0.0.1:0", "--seed", "nope"], Path.GetTempPath());
        Assert.Equal(2, status);
        Assert.Contains("There is no seed 'nope'. Known: empty, default.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_WithoutACertificate_MakesOne_ThatAClientCanTrust()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Urls = "http://127.0.0.1:0;https://127.0.0.1:0", Seed = "empty" });
        using var plain = new HttpClient { BaseAddress = sandbox.BaseAddress };
        using var root = X509Certificate2.CreateFromPem(await plain.GetStringAsync(new Uri("/sandbox.pem", UriKind.Relative)));
        using var secure = Trusting(root, new Uri(sandbox.Addresses.Single(a => a.StartsWith("https", StringComparison.Ordinal))));
        Assert.Contains($"\"token_endpoint\":\"{secure.BaseAddress}oauth2", await secure.GetStringAsync(new Uri("/.well-known/openid_configuration", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_WithACertificate_ShowsThatOne()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-https-").FullName;
        try
        {
            using var key = ECDsa.Create();
            var request = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
            var file = Path.Combine(folder, "own.pfx");
            await File.WriteAllBytesAsync(file, made.Export(X509ContentType.Pkcs12, "pw"));
            await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Urls = "https://127.0.0.1:0", CertificateFile = file, CertificatePassword = "pw" });
            using var client = Trusting(made, sandbox.BaseAddress);
            Assert.Equal(made.ExportCertificatePem(), (await client.GetStringAsync(new Uri("/sandbox.pem", UriKind.Relative))).Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Tool_PackedAndInstalled_ServesACompany()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-tool-").FullName;
        try
        {
            var configuration = Assembly.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
            var version = $"0.0.1-test{Guid.NewGuid():N}";
            var project = Path.Combine(Repository.Root, "src", "QuickBooks.Sandbox");
            await Succeeds("dotnet", ["pack", project, "-c", configuration, "--no-build", "-o", folder, $"-p:Version={version}", "--nologo", "-v", "q"], folder);
            await Succeeds("dotnet", ["tool", "install", "QuickBooks.Sandbox", "--version", version, "--tool-path", "tools", "--source", folder], folder);
            await ChildProcess.During(
                Path.Combine(folder, "tools", "quickbooks-sandbox"), ["--urls", "http://127.0.0.1:0", "--data", "books.db", "--seed", "empty"], folder, "QuickBooks Sandbox on",
                async line =>
                {
                    using var http = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()) };
                    Assert.Contains("Sandbox Company", await http.GetStringAsync(new Uri("/control/companies", UriKind.Relative)), StringComparison.Ordinal);
                    using var page = await http.GetAsync(new Uri("/", UriKind.Relative));
                    Assert.Equal(HttpStatusCode.OK, page.StatusCode);
                });
            Assert.True(File.Exists(Path.Combine(folder, "books.db")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static HttpClient Trusting(X509Certificate2 root, Uri address) => new(new SocketsHttpHandler
    {
        SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck } },
    })
    {
        BaseAddress = address,
    };

    private static async Task Succeeds(string program, string[] arguments, string folder)
    {
        var (status, output) = await ChildProcess.Run(program, arguments, folder);
        Assert.True(status == 0, output);
    }
}
