using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Valance.QuickBooks;
using Valance.Web.Hosting;

namespace Valance.Web.Tests.Hosting;

/// <summary>What an operator can set, from where a person stands.</summary>
public sealed class SiteSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valance-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_Nothing_IsADemoInTheFolderWhereThePersonStands()
    {
        var site = Read();

        Assert.Equal((Path.Combine(_folder, "data"), true), (site.DataFolder, site.WantsDemo));
        Assert.Equal(("http://localhost:5080", "http://localhost:5081"), (site.Urls, site.SandboxUrls));
        Assert.Equal(new[] { "http://localhost:5081", "http://127.0.0.1:0" }, new[] { site.SandboxUrls, site.CommandSandboxUrls });
    }

    [Fact]
    public void Read_RealWork_TakesFolderAddressesAndDatabase()
    {
        var site = Read("--data", "books/2026", "--urls", "http://0.0.0.0:80", "--sandbox-urls", "http://127.0.0.1:6000", "--no-demo", "true", "--database", "Host=db");

        Assert.Equal((Path.Combine(_folder, "books", "2026"), false), (site.DataFolder, site.WantsDemo));
        Assert.Equal(("http://0.0.0.0:80", "http://127.0.0.1:6000", "http://127.0.0.1:6000"), (site.Urls, site.SandboxUrls, site.CommandSandboxUrls));
        Assert.Equal(Valance.Core.Data.StoreLocation.Postgres("Host=db"), site.Store);
    }

    [Fact]
    public async Task QuickBooks_Production_StandsInTheSettingsAndStartsNoSandbox()
    {
        // The data folder's own file, outranked by what is typed.
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "settings.json"),
            """{"QuickBooks":{"Environment":"Sandbox","ClientId":"AB12","ClientSecret":"from the file","RedirectUri":"https://blinds.example/quickbooks/callback"}}""");
        await using var app = Program.Build(["--data", _folder, "--QuickBooks:Environment", "production", "--QuickBooks:ClientSecret", "typed"]);
        var settings = app.Services.GetRequiredService<IOptions<QuickBooksSettings>>().Value;
        var sandbox = app.Services.GetRequiredService<LocalSandbox>();
        await sandbox.StartAsync("http://127.0.0.1:0", CancellationToken.None);

        Assert.Equal((QuickBooksPlace.Production, "AB12", "typed"), (settings.Environment, settings.ClientId, settings.ClientSecret));
        Assert.Equal("https://blinds.example/quickbooks/callback", settings.RedirectUri!.AbsoluteUri);
        Assert.Equal((false, null), (sandbox.IsWanted, sandbox.Address));
    }

    [Fact]
    public async Task QuickBooks_IntuitWithoutAnAppOfOnesOwn_IsRefusedInWords()
    {
        await using var app = Program.Build(["--data", _folder, "--QuickBooks:Environment", "sandbox"]);

        var refused = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IOptions<QuickBooksSettings>>().Value);
        Assert.Contains("Intuit's developer portal gives you one of your own", refused.Message, StringComparison.Ordinal);
    }

    private SiteOptions Read(params string[] arguments) =>
        SiteOptions.Read(new ConfigurationBuilder().AddCommandLine(arguments).Build(), _folder);
}
