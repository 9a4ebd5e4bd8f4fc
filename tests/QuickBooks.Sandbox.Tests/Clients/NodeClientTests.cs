using System.ComponentModel;
using System.Security.Cryptography;
using QuickBooks.Sandbox.Tests.OnItsOwn;

namespace QuickBooks.Sandbox.Tests.Clients;

/// <summary>Unmodified clients of other people, from tests/clients, against the sandbox over real HTTP.</summary>
public sealed class NodeClientTests
{
    private static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task IntuitOAuthAndNodeQuickBooks_Unmodified_DoTheWholeDance()
    {
        var folder = Path.Combine(Repository.Root, "tests", "clients");
        await Install(folder);
        await using var qb = await SandboxClient.Start("default");
        var (status, output) = await ChildProcess.Run(
            "node", ["dance.js", qb.Host.BaseAddress.ToString().TrimEnd('/'), "sandbox-client", "sandbox-secret", qb.Realm], folder);
        Assert.True(status == 0, output);
        Assert.Contains("done: 13 groups", output, StringComparison.Ordinal);
    }

    /// <summary>Installs what the lock file says, unless it is there already. Without Node or a registry the test is skipped, but not in CI.</summary>
    private static async Task Install(string folder)
    {
        var stamp = Path.Combine(folder, "node_modules", ".installed");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"))));
        if (File.Exists(stamp) && string.Equals(await File.ReadAllTextAsync(stamp), wanted, StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            var (status, output) = await ChildProcess.Run("npm", ["ci", "--ignore-scripts", "--prefer-offline"], folder);
            Assert.SkipWhen(status != 0 && !IsCi, "npm could not install the clients: " + output);
            Assert.True(status == 0, output);
        }
        catch (Win32Exception e)
        {
            Assert.SkipWhen(!IsCi, "Node.js is missing: install the packages nodejs and npm.");
            Assert.Fail(e.Message);
        }

        await File.WriteAllTextAsync(stamp, wanted);
    }
}
