using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.ApiKeys;

/// <summary>A key that is to be made.</summary>
public sealed class ApiKeyInput
{
    public string Name { get; set; } = "";

    /// <summary>Reading goes without saying.</summary>
    public ApiScope Scopes { get; set; } = ApiScope.Read;

    /// <summary>Null: it does not end by itself.</summary>
    public DateTime? ExpiresAt { get; set; }
}

/// <param name="Key">The whole key: shown now and never again.</param>
public sealed record ApiKeyCreated(long Id, string Key);

/// <summary>Makes an API key of an Account.</summary>
public sealed class CreateApiKey(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    private const int Most = 50;

    public async Task<Result<ApiKeyCreated>> HandleAsync(Actor actor, long accountId, ApiKeyInput input, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct))
        {
            return Result<ApiKeyCreated>.NotFound("The account");
        }

        if (!actor.May(Permission.ManageUsers, accountId))
        {
            return Result<ApiKeyCreated>.Forbidden("Your role may not make API keys. The account administrator can.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var name = string.Join(' ', input.Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var standing = await db.ApiKeys.Where(k => k.AccountId == accountId && k.RevokedAt == null).Select(k => k.Name).ToListAsync(ct);
        var problems = new ProblemList();
        problems.Required(nameof(input.Name), "The name", name, ApiKey.LongestName);
        problems.AddIf(
            standing.Contains(name, StringComparer.OrdinalIgnoreCase), nameof(input.Name), $"A key named “{name}” is in use. Give this one another name, or revoke that one.");
        problems.AddIf(standing.Count >= Most, nameof(input.Name), "There are 50 keys in use already. Revoke one first.");
        problems.AddIf(input.ExpiresAt <= now, nameof(input.ExpiresAt), "The key would have ended already. Choose a later day.");
        if (problems.Any)
        {
            return Result<ApiKeyCreated>.Invalid(problems.Problems);
        }

        var text = KeyText.New();
        var key = new ApiKey
        {
            AccountId = accountId,
            Name = name,
            Prefix = KeyText.PrefixOf(text)!,
            Hash = KeyText.HashOf(text),
            Scopes = input.Scopes | ApiScope.Read,
            CreatedAt = now,
            CreatedBy = actor.Name,
            ExpiresAt = input.ExpiresAt,
        };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(ct);
        return Result<ApiKeyCreated>.Done(new(key.Id, text));
    }
}
