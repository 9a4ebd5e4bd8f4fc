using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Export.Connections;
using Valance.QuickBooks;

namespace Valance.Web.Hosting;

/// <summary>Makes an Account a QuickBooks company of its own in the sandbox, and connects the two without a consent page.</summary>
public sealed class NewCompany(IDbContextFactory<ValanceDb> store, LocalSandbox sandbox, ConnectQuickBooks connect, TimeProvider time)
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

        var connected = await ConnectAsync(Actor.CommandLine, account.Id, name, "empty", ct);
        return connected.IsDone ? Result<Account>.Done(account) : Result<Account>.Invalid(connected.Problems);
    }

    /// <param name="actor">Who connects it, as the connection says.</param>
    /// <param name="seed">What the company starts with, a name of the sandbox's.</param>
    public async Task<Result<long>> ConnectAsync(Actor actor, long accountId, string companyName, string seed, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        var company = await PostAsync(http, "control/companies", new JsonObject { ["name"] = companyName, ["seed"] = seed }, ct);
        var realmId = company["realmId"]!.GetValue<string>();
        var body = await PostAsync(http, "control/tokens", new JsonObject { ["realmId"] = realmId }, ct);
        var now = time.GetUtcNow().UtcDateTime;
        var tokens = new AccessTokens(
            body["access_token"]!.GetValue<string>(),
            body["refresh_token"]!.GetValue<string>(),
            now.AddSeconds(body["expires_in"]!.GetValue<long>()),
            now.AddSeconds(body["x_refresh_token_expires_in"]!.GetValue<long>()));
        return await connect.WithTokensAsync(actor, accountId, realmId, tokens, ct);
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject body, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(path, body, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonNode>(ct) ?? throw new InvalidOperationException($"The sandbox answered {path} with nothing.");
    }
}
