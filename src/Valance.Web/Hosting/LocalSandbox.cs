using QuickBooks.Sandbox;
using Valance.QuickBooks;
using Valance.Web.Webhooks;

namespace Valance.Web.Hosting;

/// <summary>
/// The QuickBooks sandbox beside this site: started in this process by the owner of the data folder, its books in the same folder. With the setting
/// QuickBooks:LocalAddress it runs elsewhere already, as several nodes that share one need it.
/// </summary>
public sealed class LocalSandbox(SiteOptions site, IConfiguration configuration) : IAsyncDisposable
{
    private readonly Uri? _elsewhere = configuration.GetValue<Uri?>("QuickBooks:LocalAddress");

    private Uri? _address;

    /// <summary>Null until it runs, or where the site works with Intuit's QuickBooks.</summary>
    public Uri? Address => IsWanted ? _elsewhere ?? _address : null;

    public SandboxHost? Host { get; private set; }

    public bool IsWanted => configuration.GetValue("QuickBooks:Environment", QuickBooksPlace.Local) == QuickBooksPlace.Local;

    public async Task StartAsync(string urls, CancellationToken ct)
    {
        if (!IsWanted || _elsewhere is not null || Host is not null)
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
        _address = Host.BaseAddress;
    }

    /// <summary>Lets the sandbox tell the site of changes, as Intuit does once an address is set in its portal. One that a person set there stays.</summary>
    /// <param name="addresses">Of the site, as its server tells them.</param>
    public void Tell(IEnumerable<string> addresses)
    {
        if (Host is { Books.Webhooks: { Settings.Url: null } webhooks } && addresses.Select(BindingAddress.Parse).FirstOrDefault() is { } site)
        {
            // A site that listens everywhere is reached here too.
            var host = site.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : site.Host;
            webhooks.Settings = webhooks.Settings with { Url = new Uri($"{site.Scheme}://{host}:{site.Port}{WebhookRoutes.Path}") };
        }
    }

    /// <summary>The one that the data folder's owner runs.</summary>
    public void UseOwners(Uri? address) => _address = Host is null ? address : _address;

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }
    }
}
