namespace Valance.QuickBooks;

/// <summary>Settings of every call.</summary>
public sealed class QuickBooksSettings
{
    /// <summary>Below 75 is ignored since August 2025.</summary>
    public int MinorVersion { get; set; } = 75;

    /// <summary>How long one call may take, its repetitions included; QuickBooks itself gives up after 120 s.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(120);
}
