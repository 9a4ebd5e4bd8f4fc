using QuickBooks.Sandbox;
using Valance.QuickBooks;

namespace Valance.Web.Hosting;

/// <summary>The QuickBooks sandbox beside this site: started in this process by the owner of the data folder, its books in the same folder.</summary>
public sealed class LocalSandbox(SiteOptions site, IConfiguration configuration) : IAsyncDisposable
{
    /// <summary>Null until it runs, or where the site works with Intuit's QuickBooks.</summary>
    public Uri? Address { get; private set; }

    public SandboxHost? Host { get; private set; }

    public bool IsWanted => configuration.GetValue("QuickBooks:Environment", QuickBooksPlace.Local) == QuickBooksPlace.Local;

    public async Task StartAsync(string urls, CancellationToken ct)
    {
        if (!IsWanted || Host is not null)
        {
            return;
        }

        var defaults = new QuickBooksSettings();
        Host = await SandboxHost.StartAsync(
            new SandboxOptions
            {
                Urls = urls,
                DataFile = Path.Combine(site.DataFolder, "sandbox.db"),
                ClientId = configuration["QuickBooks:ClientId"] ?? defaults.ClientId,
                ClientSecret = configuration["QuickBooks:ClientSecret"] ?? defaults.ClientSecret,
            },
            ct);
        Address = Host.BaseAddress;
    }

    /// <summary>The one that the data folder's owner runs.</summary>
    public void UseOwners(Uri? address) => Address = Host is null ? address : Address;

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }
    }
}
