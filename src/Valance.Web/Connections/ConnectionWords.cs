using Valance.Core.Connections;

namespace Valance.Web.Connections;

public static class ConnectionWords
{
    public static string Of(ConnectionState state) => state switch
    {
        ConnectionState.Connected => "Connected",
        ConnectionState.NeedsReconnection => "Must be connected again",
        ConnectionState.CompanyBlocked => "Refused by QuickBooks",
        ConnectionState.Disconnected => "Not connected",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The colour of its chip, as the states of jobs have theirs.</summary>
    public static string Chip(ConnectionState state) => state switch
    {
        ConnectionState.Connected => "succeeded",
        ConnectionState.Disconnected => "quiet",
        _ => "failed",
    };
}
