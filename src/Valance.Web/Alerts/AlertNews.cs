using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Web.Hosting;

namespace Valance.Web.Alerts;

/// <summary>Tells open screens whose bell rang, whatever node wrote the notice: one look for all screens of this process.</summary>
internal sealed class AlertNews(IDbContextFactory<ValanceDb> store, TimeProvider time, ILogger<AlertNews> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private long? _seen;

    /// <summary>These people have something new, or have read something on another screen.</summary>
    public event Action<IReadOnlySet<long>>? Changed;

    public void Tell(long userId) => Changed?.Invoke(new HashSet<long> { userId });

    public async Task LookAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var newest = await db.AlertNotices.MaxAsync(n => (long?)n.Id, ct) ?? 0;
        if (_seen is { } seen && newest > seen)
        {
            Changed?.Invoke(await db.AlertNotices.Where(n => n.Id > seen && n.InApp).Select(n => n.UserId).ToHashSetAsync(ct));
        }

        _seen = newest;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new RepeatedWork("Looking for new alerts", LookEvery, LookAsync, time, log).RunAsync(stoppingToken);
}
