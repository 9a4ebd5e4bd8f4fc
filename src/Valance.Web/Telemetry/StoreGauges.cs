using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.QuickBooks;
using Valance.Web.Hosting;

namespace Valance.Web.Telemetry;

/// <summary>How the store and the companies' budgets stand, as metrics. Of the store each node tells the same figures: take one, do not add them up.</summary>
internal sealed class StoreGauges : BackgroundService
{
    public const string MeterName = "Valance.Store";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    private readonly IDbContextFactory<ValanceDb> _store;
    private readonly TimeProvider _time;
    private readonly Meter _meter = new(MeterName);
    private readonly ObservableGauge<long> _open;
    private readonly RepeatedWork _look;
    private Figures _figures = new([], 0, [], null);

    public StoreGauges(IDbContextFactory<ValanceDb> store, RequestBudgets budgets, TimeProvider time, ILogger<StoreGauges> log)
    {
        (_store, _time) = (store, time);
        _look = new RepeatedWork("Counting jobs for the metrics", LookEvery, LookAsync, time, log);
        _open = _meter.CreateObservableGauge("valance.jobs.open", () => _figures.Open, "{job}", "Jobs that are not ended, by state and what they wait for.");
        _meter.CreateObservableGauge("valance.jobs.lag", () => _figures.Lag, "s", "How long the oldest job that could run has been waiting for its turn.");
        _meter.CreateObservableGauge("valance.connections", () => _figures.Connections, "{connection}", "Connections, by state.");
        _meter.CreateObservableGauge(
            "valance.connections.token.left", () => _figures.TokenLeft is { } left ? [new Measurement<double>(left)] : Array.Empty<Measurement<double>>(),
            "s", "Until the first refresh token of a working connection ends, when a person must connect again.");
        // Of this node's own requests: only this figure may be added up over the nodes.
        _meter.CreateObservableGauge(
            "valance.quickbooks.budget.used",
            () => budgets.InUse.Select(b => new Measurement<long>(b.Value.LastMinute, new KeyValuePair<string, object?>("realm", b.Key))),
            "{request}", "Requests of a company within the last minute; QuickBooks allows 500.");
        _meter.CreateObservableGauge(
            "valance.quickbooks.budget.waiting",
            () => budgets.InUse.Select(b => new Measurement<long>(b.Value.Waiting, new KeyValuePair<string, object?>("realm", b.Key))),
            "{request}", "Requests of a company that wait for their turn.");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    public async Task LookAsync(CancellationToken ct)
    {
        // Without somebody who listens the store is left in peace.
        if (!_open.Enabled)
        {
            return;
        }

        var now = _time.GetUtcNow().UtcDateTime;
        await using var db = await _store.CreateDbContextAsync(ct);
        var open = await db.Jobs.Where(j => j.EndedAt == null).GroupBy(j => new { j.State, j.WaitsFor })
            .Select(g => new { g.Key.State, g.Key.WaitsFor, Count = g.LongCount() }).ToListAsync(ct);
        var oldest = await db.Jobs.Where(j => j.EndedAt == null && j.State == JobState.Queued
            && db.Connections.Any(c => c.Id == j.ConnectionId && c.State == ConnectionState.Connected)).MinAsync(j => (DateTime?)j.CreatedAt, ct);
        var connections = await db.Connections.GroupBy(c => c.State).Select(g => new { State = g.Key, Count = g.LongCount() }).ToListAsync(ct);
        var ends = await db.Connections.Where(c => c.State == ConnectionState.Connected).MinAsync(c => (DateTime?)c.RefreshTokenEndsAt, ct);
        _figures = new Figures(
            [.. open.Select(o => new Measurement<long>(o.Count, new("state", o.State.ToString()), new("waits_for", o.WaitsFor?.ToString() ?? "")))],
            oldest is { } since ? (now - since).TotalSeconds : 0,
            [.. connections.Select(c => new Measurement<long>(c.Count, new KeyValuePair<string, object?>("state", c.State.ToString())))],
            ends is { } end ? (end - now).TotalSeconds : null);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _look.RunAsync(stoppingToken);

    private sealed record Figures(IReadOnlyList<Measurement<long>> Open, double Lag, IReadOnlyList<Measurement<long>> Connections, double? TokenLeft);
}
