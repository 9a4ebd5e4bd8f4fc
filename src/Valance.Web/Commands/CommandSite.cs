using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Web.Hosting;
using Valance.Web.SignIn;

namespace Valance.Web.Commands;

/// <summary>
/// The site as a command has it: the store and the use cases, no web server. Beside a running owner of the data folder it writes rows and watches;
/// without one it becomes the owner for as long as it runs, and works on the books itself.
/// </summary>
internal sealed class CommandSite : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly SiteOptions _options;
    private readonly string _what;
    private DataFolderOwner? _owner;
    private bool _works;

    private CommandSite(IHost host, SiteOptions options, string what) => (_host, _options, _what) = (host, options, what);

    public IServiceProvider Services => _host.Services;

    public IDbContextFactory<ValanceDb> Store => Services.GetRequiredService<IDbContextFactory<ValanceDb>>();

    public bool IsOwner => _owner is not null;

    /// <param name="what">The command's name, as the folder's notice tells it to others.</param>
    public static async Task<Result<CommandSite>> OpenAsync(SiteOptions options, string what, CancellationToken ct)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddSiteSettings(options.DataFolder);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace).KeepQuiet();
        builder.Services.AddSite(options, builder.Configuration);
        builder.Services.AddPeople();
        builder.Services.AddBooks(builder.Configuration);
        builder.Services.AddLanesOfOwner(options, builder.Configuration);
        var site = new CommandSite(builder.Build(), options, what);
        await site.TakeOverAsync(ct);
        await using var db = await site.Store.CreateDbContextAsync(ct);
        if (site.IsOwner || !(await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            return Result<CommandSite>.Done(site);
        }

        await site.DisposeAsync();
        return Result<CommandSite>.Invalid("", $"Another version of Valance runs on {options.DataFolder}. Stop it, or run the command of that version.");
    }

    /// <summary>Becomes the owner if nobody is; called again and again it takes the place of an owner that ended.</summary>
    public async Task<bool> TakeOverAsync(CancellationToken ct)
    {
        if (IsOwner)
        {
            return false;
        }

        _owner = DataFolderOwner.TryTake(_options.DataFolder);
        if (_owner is null)
        {
            Services.GetRequiredService<LocalSandbox>().UseOwners(DataFolderOwner.Read(_options.DataFolder)?.Sandbox);
            return false;
        }

        await Store.MigrateStoreAsync(ct);
        _owner.Tell(new OwnerNotice(Environment.ProcessId, _what, [], null));
        return true;
    }

    /// <summary>As owner: starts the sandbox, and with it the lanes if they are asked for. Beside an owner: its lanes work.</summary>
    public async Task StartBooksAsync(bool withLanes, CancellationToken ct)
    {
        if (_owner is null)
        {
            return;
        }

        var sandbox = Services.GetRequiredService<LocalSandbox>();
        await sandbox.StartAsync(_options.CommandSandboxUrls, ct);
        _owner.Tell(new OwnerNotice(Environment.ProcessId, _what, [], sandbox.Address));
        if (withLanes && !_works)
        {
            _works = true;
            await _host.StartAsync(ct);
        }
    }

    public async Task<Result<Account>> FindAccountAsync(string name, CancellationToken ct)
    {
        await using var db = await Store.CreateDbContextAsync(ct);
        var accounts = await db.Accounts.AsNoTracking().OrderBy(a => a.Name).ToListAsync(ct);
        var found = accounts.Find(a => string.Equals(a.Name, name, StringComparison.Ordinal))
            ?? accounts.Find(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase));
        return found is not null
            ? Result<Account>.Done(found)
            : Result<Account>.Invalid("account", accounts.Count == 0
                ? $"There is no account \"{name}\": the store has none yet."
                : $"There is no account \"{name}\". There are: {string.Join(", ", accounts.Select(a => a.Name))}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_works)
        {
            await _host.StopAsync();
        }

        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }

        _owner?.Dispose();
    }
}
