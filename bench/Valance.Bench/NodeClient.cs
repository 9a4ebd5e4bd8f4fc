using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Valance.QuickBooks;

namespace Valance.Bench;

/// <summary>node-quickbooks, unmodified, from tests/clients.</summary>
internal static class NodeClient
{
    /// <summary>How long it took to create that many customers, invoices and payments; null where Node.js is not there.</summary>
    /// <param name="pause">After which it tries again what was throttled.</param>
    public static async Task<TimeSpan?> ExportAsync(Uri sandbox, string realmId, AccessTokens tokens, int customers, int atOnce, TimeSpan pause)
    {
        var folder = Path.Combine(PublishedSite.Repository, "tests", "clients");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "node-quickbooks")))
            {
                await RunAsync(folder, "npm", "ci", "--ignore-scripts", "--prefer-offline");
            }

            var said = await RunAsync(
                folder, "node", "bulk.js", sandbox.ToString().TrimEnd('/'), realmId, tokens.AccessToken,
                customers.ToString(CultureInfo.InvariantCulture), atOnce.ToString(CultureInfo.InvariantCulture),
                pause.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
            return TimeSpan.FromMilliseconds(double.Parse(said.Trim(), CultureInfo.InvariantCulture));
        }
        catch (Win32Exception missing)
        {
            Console.Error.WriteLine($"node-quickbooks is not compared: {missing.Message}");
            return null;
        }
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}: {said}");
    }
}
