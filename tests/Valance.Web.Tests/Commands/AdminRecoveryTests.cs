using System.Net;
using Microsoft.EntityFrameworkCore;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Commands;

/// <summary>For an administrator who cannot sign in: the command line helps, beside a running server too.</summary>
public sealed class AdminRecoveryTests : IDisposable
{
    private const string Email = "ops@example.com";

    private readonly string _folder = Directory.CreateTempSubdirectory("valance-recovery-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ResetPasswordAndTwoStep_BesideAServer_LetTheAdministratorInAgain()
    {
        var made = await ValanceProcess.RunAsync(_folder, "admin", "create", "--email", Email);
        Assert.True(made.Code == 0, made.Output);
        await LoseThePhoneAsync();
        var (server, notice) = await ValanceProcess.ServeAsync(_folder, "--no-demo");
        await using (server)
        {
            foreach (var (command, said) in new[] { ("unlock", $"{Email} can sign in again."), ("reset-two-step", $"Two-step sign-in is off for {Email}.") })
            {
                var done = await ValanceProcess.RunAsync(_folder, "admin", command, "--email", "OPS@example.com");
                Assert.True(done.Code == 0, done.Output);
                Assert.Contains(said, done.Output, StringComparison.Ordinal);
            }

            var reset = await ValanceProcess.RunAsync(_folder, "admin", "reset-password", "--email", Email);
            Assert.True(reset.Code == 0, reset.Output);
            var password = reset.Output.Split("shown this once: ")[1].Trim();
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(notice.Addresses[0]) };
            using var answer = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = Email, ["Input.Password"] = password });
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.DoesNotContain("/sign-in/code", answer.Headers.Location!.ToString(), StringComparison.Ordinal);

            var unknown = await ValanceProcess.RunAsync(_folder, "admin", "reset-two-step", "--email", "nobody@example.com");
            Assert.Equal(2, unknown.Code);
            Assert.Contains("Nobody signs in with nobody@example.com.", unknown.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>Locked, and two-step on with a key that nobody has.</summary>
    private async Task LoseThePhoneAsync()
    {
        await using var db = new Core.Data.SqliteValanceDb(
            new DbContextOptionsBuilder<Core.Data.SqliteValanceDb>().UseSqlite($"Data Source={Path.Combine(_folder, "data", "valance.db")};Pooling=False").Options);
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        Assert.Equal(1, await db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.TwoFactorEnabled, true).SetProperty(u => u.LockoutEnd, until)));
    }
}
