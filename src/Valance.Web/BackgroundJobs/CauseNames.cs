namespace Valance.Web.BackgroundJobs;

/// <summary>What a cause is called in lists.</summary>
public static class CauseNames
{
    public static string Of(string cause) => cause.Length == 0 ? "Other" : char.ToUpperInvariant(cause[0]) + cause[1..].Replace('-', ' ');
}
