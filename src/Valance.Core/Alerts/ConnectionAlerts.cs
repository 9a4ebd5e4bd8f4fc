using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;

namespace Valance.Core.Alerts;

/// <summary>What happens to an Account's connection. Whoever changes its state adds the alert in the same save.</summary>
public static class ConnectionAlerts
{
    private const string Path = "/tools/connection";

    /// <summary>How long before its end people are told.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    /// <summary>For a state that stops the exports; null for any other.</summary>
    public static Alert? Of(Connection connection, DateTime now) => connection.State switch
    {
        ConnectionState.NeedsReconnection => new Alert
        {
            AccountId = connection.AccountId,
            Kind = AlertKind.ConnectionLost,
            At = now,
            Title = $"QuickBooks must be connected again: {connection.CompanyName}",
            Text = "Exports wait and nothing is lost. They go on by themselves when somebody with the right to it has connected the company again.",
            Path = Path,
        },
        ConnectionState.CompanyBlocked => new Alert
        {
            AccountId = connection.AccountId,
            Kind = AlertKind.CompanyBlocked,
            At = now,
            Title = $"QuickBooks refuses the company: {connection.CompanyName}",
            Text = "Its subscription may have ended, or QuickBooks is being maintained. Exports wait; Valance asks again by itself.",
            Path = Path,
        },
        _ => null,
    };

    /// <summary>Tells of connections that end soon, each end once.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> TellEndingAsync(IDbContextFactory<ValanceDb> store, DateTime now, CancellationToken ct)
    {
        var until = now + Notice;
        await using var db = await store.CreateDbContextAsync(ct);
        var ending = await db.Connections.AsNoTracking()
            .Where(c => c.State == ConnectionState.Connected && c.RefreshTokenEndsAt > now && c.RefreshTokenEndsAt <= until).ToListAsync(ct);
        var alerts = ending.ConvertAll(c => new Alert
        {
            AccountId = c.AccountId,
            Kind = AlertKind.ConnectionEnding,
            At = now,
            Title = $"The QuickBooks connection ends soon: {c.CompanyName}",
            Text = string.Create(CultureInfo.InvariantCulture, $"It ends on {c.RefreshTokenEndsAt:MM/dd/yyyy}. Connect it again before that day, and no export has to wait. Mappings and links stay."),
            Path = Path,
            Key = string.Create(CultureInfo.InvariantCulture, $"ending:{c.Id}:{c.RefreshTokenEndsAt:yyyyMMdd}"),
        });
        var keys = alerts.ConvertAll(a => a.Key);
        var told = await db.Alerts.Where(a => a.Key != null && keys.Contains(a.Key)).Select(a => a.Key).ToListAsync(ct);
        alerts.RemoveAll(a => told.Contains(a.Key));
        db.Alerts.AddRange(alerts);
        await db.SaveChangesAsync(ct);
        return alerts.Count;
    }
}
