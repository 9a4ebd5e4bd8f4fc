using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Valance.QuickBooks;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Telemetry;

/// <summary>What opens a company must never be told: not in a log at its most talkative, not in a trace, not in History.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task Tokens_ConnectedRenewedRefusedAndRevoked_AreInNoLogTraceOrHistory()
    {
        using var spans = new Spans();
        await using var site = await TestSite.CreateAsync();
        var secrets = new HashSet<string>(StringComparer.Ordinal) { new QuickBooksSettings().ClientSecret };
        await GatherAsync(site, secrets);
        var customer = await site.Data.CustomerAsync();
        await site.ExportAsync(customer, await site.Data.OrderAsync(customer));

        // The access token has ended and is renewed; a request fails on the way; QuickBooks refuses one; at last the grant is revoked.
        site.Time.Forward(TimeSpan.FromHours(2));
        await site.ExportAsync(await site.Data.CustomerAsync("Renewed"));
        await GatherAsync(site, secrets);
        site.Faults.LoseAnswer("/customer");
        await site.ExportAsync(await site.Data.CustomerAsync("Lost"));
        site.Faults.Answer("/customer", HttpStatusCode.InternalServerError, """{"Fault":{"Error":[{"Message":"x","code":"10000"}],"type":"SystemFault"}}""");
        await site.ExportAsync(await site.Data.CustomerAsync("Broken"));
        await site.ExportAsync(await site.Data.CustomerAsync("Smith: guest house"));
        site.Sandbox.Books.EndTokens(site.RealmId, refreshToo: true);
        await site.ExportAsync(await site.Data.CustomerAsync("Revoked"));

        Assert.True(secrets.Count >= 4, "The tokens were renewed, so there are several.");
        var told = new List<string>(site.Logs.All);
        Assert.NotEmpty(told);
        told.AddRange(spans.All.SelectMany(a => a.TagObjects.Select(t => Convert.ToString(t.Value, CultureInfo.InvariantCulture) ?? "").Append(a.DisplayName)));
        await using var db = site.Store.CreateDbContext();
        told.AddRange(await db.History.Select(h => h.Data).ToListAsync());
        told.AddRange(await db.JobAttempts.Select(a => a.Answer).ToListAsync());
        told.AddRange(await db.JobAttempts.Select(a => a.Payload).ToListAsync());
        told.AddRange(await db.Jobs.Select(j => j.Failure).ToListAsync());
        told.AddRange(await db.Connections.Select(c => c.ProtectedAccessToken + c.ProtectedRefreshToken + c.StateReason).ToListAsync());
        Assert.DoesNotContain(told, line => secrets.Any(s => line.Contains(s, StringComparison.Ordinal)));
    }

    private static async Task GatherAsync(TestSite site, HashSet<string> secrets)
    {
        var tokens = (await site.Get<ITokenStore>().LoadAsync(site.RealmId, CancellationToken.None))!;
        secrets.Add(tokens.AccessToken);
        secrets.Add(tokens.RefreshToken);
    }
}
