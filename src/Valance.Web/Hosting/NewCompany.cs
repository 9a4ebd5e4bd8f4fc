using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Data;

namespace Valance.Web.Hosting;

/// <summary>Makes an Account a QuickBooks company of its own in the sandbox, and connects the two without a consent page.</summary>
public sealed class NewCompany(IDbContextFactory<ValanceDb> store, LocalSandbox sandbox, TimeProvider time)
{
    /// <summary>A new Account, connected with an empty company of its name.</summary>
    public async Task<Result<Account>> CreateAsync(string name, CancellationToken ct)
    {
        if (sandbox.Address is null)
        {
            return Result<Account>.Invalid(
                "account", "The sandbox does not run, so no company can be made for a new account. Make the account in the site and connect it to its QuickBooks company.");
        }

        var account = new Account { Name = name, CreateWhatIsMissing = true, CreatedAt = time.GetUtcNow().UtcDateTime };
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            db.Accounts.Add(account);
            await db.SaveChangesAsync(ct);
        }

        await ConnectAsync(account, "empty", "command line", ct);
        return Result<Account>.Done(account);
    }

    /// <param name="seed">What the company starts with, a name of the sandbox's.</param>
    public async Task ConnectAsync(Account account, string seed, string connectedBy, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        var company = await PostAsync(http, "control/companies", new JsonObject { ["name"] = account.Name, ["seed"] = seed }, ct);
        var realmId = company["realmId"]!.GetValue<string>();
        var tokens = await PostAsync(http, "control/tokens", new JsonObject { ["realmId"] = realmId }, ct);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await store.CreateDbContextAsync(ct);
        db.Connections.Add(new Connection
        {
            AccountId = account.Id,
            RealmId = realmId,
            CompanyName = account.Name,
            State = ConnectionState.Connected,
            ConnectedBy = connectedBy,
            ConsentedAt = now,
            AccessTokenEndsAt = now.AddSeconds(tokens["expires_in"]!.GetValue<int>()),
        });
        await db.SaveChangesAsync(ct);
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject body, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(path, body, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonNode>(ct) ?? throw new InvalidOperationException($"The sandbox answered {path} with nothing.");
    }
}
