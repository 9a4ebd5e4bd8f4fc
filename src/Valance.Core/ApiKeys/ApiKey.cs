using Valance.Core.Access;

namespace Valance.Core.ApiKeys;

/// <summary>Lets a program of one Account in. The key itself is shown once, when it is made; only its hash is kept.</summary>
public sealed class ApiKey
{
    public const int LongestName = 60;

    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>What the program is called: jobs, History and audit say "API key" and this.</summary>
    public required string Name { get; set; }

    /// <summary>The part of the key by which it is found and known again; no secret.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the whole key, in hex. The key has 256 random bits, so nothing slower is needed.</summary>
    public required string Hash { get; set; }

    public ApiScope Scopes { get; set; }

    public DateTime CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    /// <summary>Null: it does not end by itself.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }

    public string RevokedBy { get; set; } = "";

    public bool IsUsable(DateTime now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    /// <summary>A program has the reach of an account administrator at most, and within it what its scopes say.</summary>
    public Actor AsActor() => new(null, $"API key {Name}", Role.AccountAdministrator, AccountId) { Scopes = Scopes };
}
