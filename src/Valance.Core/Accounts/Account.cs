namespace Valance.Core.Accounts;

/// <summary>One dealer. A site has many, and they never see each other.</summary>
public sealed class Account
{
    public const string DefaultTimeZone = "America/New_York";

    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>IANA name. Days (filters, TxnDate) are this zone's.</summary>
    public string TimeZone { get; set; } = DefaultTimeZone;

    /// <summary>Make items, terms, departments and payment methods that QuickBooks lacks; off: the default item, else a failure with its fix.</summary>
    public bool CreateWhatIsMissing { get; set; }

    /// <summary>Whoever has no two-step sign-in is led to it after the password, and to nothing else.</summary>
    public bool RequiresTwoStep { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Set: nobody of it signs in, its keys open nothing, no night runs, its jobs wait. All it has stays.</summary>
    public DateTime? DeactivatedAt { get; set; }

    public string DeactivatedBy { get; set; } = "";
}
