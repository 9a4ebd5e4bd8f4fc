namespace Valance.Core.Alerts;

/// <summary>A night without an export is told too: else nobody would know whether it ran.</summary>
internal static class NightAlerts
{
    public static Alert Nothing(long accountId, bool isConnected, DateTime now) => new()
    {
        AccountId = accountId,
        Kind = AlertKind.NightDigest,
        At = now,
        Title = isConnected ? "Nightly export: nothing to export" : "Nightly export: QuickBooks is not connected",
        Text = isConnected ? "Everything stands in QuickBooks as it stands here." : "Nothing was exported. The account administrator connects QuickBooks under Tools > QuickBooks connection.",
        Path = isConnected ? "/tools/export" : "/tools/connection",
    };
}
