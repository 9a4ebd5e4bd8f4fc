using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Valance.Web.Hosting;

namespace Valance.Web.Commands;

/// <summary>No command: serve the site until it is stopped.</summary>
internal sealed class ServeCommand(Terminal terminal)
{
    public async Task<int> RunAsync(SiteOptions site, IReadOnlyList<string> more, CancellationToken ct)
    {
        // Settings of the host look like --Logging:LogLevel:Default; anything else is a slip, and must not start a server.
        if (more.Count > 0 && !more[0].Contains(':', StringComparison.Ordinal))
        {
            terminal.Refuse($"\"{more[0]}\" is no command or option. Run with --help to see them.");
            return ValanceCommands.CouldNotRun;
        }

        using var owner = DataFolderOwner.TryTake(site.DataFolder);
        if (owner is null)
        {
            terminal.Refuse(WhoOwns(site));
            return ValanceCommands.CouldNotRun;
        }

        await using var app = Program.Build([.. more], site);
        try
        {
            var sandbox = app.Services.GetRequiredService<LocalSandbox>();
            await app.PrepareStoreAsync(ct);
            await sandbox.StartAsync(site.SandboxUrls, ct);
            var demo = await app.FillStoreAsync(ct);
            await app.StartAsync(ct);
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            sandbox.Tell(addresses);
            owner.Tell(new OwnerNotice(Environment.ProcessId, "serve", [.. addresses], sandbox.Address));
            await new Welcome(terminal, app.Services).TellAsync(site, addresses, demo, ct);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            terminal.Refuse($"{e.Message} Choose another with --urls, or --sandbox-urls for the QuickBooks sandbox.");
            return ValanceCommands.CouldNotRun;
        }

        await app.WaitForShutdownAsync(ct);
        return ValanceCommands.Done;
    }

    private static string WhoOwns(SiteOptions site)
    {
        var notice = DataFolderOwner.Read(site.DataFolder);
        return notice switch
        {
            null => $"Another Valance is just starting on {site.DataFolder}. Two cannot share a data folder.",
            { What: "serve" } => $"Valance runs already on {site.DataFolder}, at {string.Join(", ", notice.Addresses)} (process {notice.ProcessId}). "
                + "Open that, stop it, or give this one a folder of its own with --data.",
            _ => $"The command \"{notice.What}\" (process {notice.ProcessId}) works on {site.DataFolder}. Start the site when it has ended.",
        };
    }
}
