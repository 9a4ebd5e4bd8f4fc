namespace Valance.Core.Connections;

public enum ConnectionState
{
    Connected,
    /// <summary>The refresh token is dead; jobs wait, one banner asks a person to connect again.</summary>
    NeedsReconnection,
    /// <summary>QuickBooks refuses the whole company: subscription ended, maintenance.</summary>
    CompanyBlocked,
    Disconnected,
}

/// <summary>An Account's authorised link to one QuickBooks company. Tokens are encrypted before they come here.</summary>
public sealed class Connection
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>QuickBooks' id of the company.</summary>
    public required string RealmId { get; set; }

    public string CompanyName { get; set; } = "";

    public ConnectionState State { get; set; }

    /// <summary>Why it is not Connected, in QuickBooks' or our words.</summary>
    public string StateReason { get; set; } = "";

    public string ProtectedAccessToken { get; set; } = "";

    public string ProtectedRefreshToken { get; set; } = "";

    public DateTime AccessTokenEndsAt { get; set; }

    public DateTime RefreshTokenEndsAt { get; set; }

    public DateTime ConsentedAt { get; set; }

    public string ConnectedBy { get; set; } = "";

    /// <summary>Raised when a lane's run begins; a write that carries an older one is fenced off.</summary>
    public long Epoch { get; set; }

    /// <summary>When QuickBooks told of a change last, by its own time, UTC; null before the first time.</summary>
    public DateTime? ToldOfChangesAt { get; set; }

    /// <summary>Changes up to this time, UTC, are known here; null before the first look.</summary>
    public DateTime? ChangesSeenAt { get; set; }

    /// <summary>Who renews the tokens just now, and until when others must wait.</summary>
    public string? RenewalOwner { get; set; }

    public DateTime? RenewalLeaseEndsAt { get; set; }
}
