using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;

namespace Valance.Core.Overview;

/// <summary>The first page's figures: of what the person may see, each by a query that an index answers, so that the page is fast over a large store.</summary>
public sealed class GetHome(IDbContextFactory<ValanceDb> store, JobSearch search)
{
    public const int Days = 30;

    private const int MostTroubled = 20;

    private static readonly JobState[] OpenStates = [JobState.Queued, JobState.Running, JobState.Waiting];

    /// <param name="actor">A salesperson gets their own customers, orders and jobs.</param>
    /// <param name="zone">Whose days are meant.</param>
    /// <param name="today">There.</param>
    public async Task<HomeView> HandleAsync(Actor actor, TimeZoneInfo zone, DateOnly today, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var toGo = new List<KindToGo>();
        foreach (var kind in Enum.GetValues<RecordKind>().Where(k => k is RecordKind.Customer or RecordKind.Order || actor.May(Permission.ViewBooks)))
        {
            toGo.Add(new(
                kind, await CountAsync(db, actor, kind, ExportState.NotExported, ct), await CountAsync(db, actor, kind, ExportState.ChangedSinceExport, ct),
                await CountAsync(db, actor, kind, ExportState.ChangedInQuickBooks, ct)));
        }

        // What waits long may be older than any span; what failed is shown as far back as the chart, for people of the site who see all dealers.
        var recent = actor.SeesAllAccounts ? new JobFilter { From = today.AddDays(1 - Days), TimeZone = zone.Id } : new JobFilter();
        var causes = await search.CausesAsync(actor, recent, ct);
        var open = await db.VisibleJobs(actor).Where(j => j.EndedAt == null && OpenStates.Contains(j.State)).GroupBy(j => j.State)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return new(toGo, causes, open, await DaysAsync(db, actor, zone, today, ct), await ConnectionsAsync(db, actor, ct), await db.VisibleAccounts(actor).CountAsync(ct));
    }

    /// <summary>The records that wait for an export, for the checks that tell which of them are not ready; at most so many.</summary>
    public async Task<IReadOnlyList<long>> ToGoAsync(Actor actor, RecordKind kind, int most, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var ids = new List<long>();
        foreach (var state in new[] { ExportState.NotExported, ExportState.ChangedSinceExport })
        {
            ids.AddRange(await InUse(db, actor, kind).InExportState(db, kind, state).OrderBy(r => r.Id).Take(most).Select(r => r.Id).ToListAsync(ct));
        }

        return ids;
    }

    /// <summary>As the list counts that the figure leads to.</summary>
    private static Task<int> CountAsync(ValanceDb db, Actor actor, RecordKind kind, ExportState state, CancellationToken ct) =>
        InUse(db, actor, kind).InExportState(db, kind, state).Take(ListPage<Record>.MostCounted + 1).CountAsync(ct);

    private static IQueryable<Record> InUse(ValanceDb db, Actor actor, RecordKind kind) => kind switch
    {
        RecordKind.Customer => db.VisibleCustomers(actor).Where(c => !c.IsCancelled),
        RecordKind.Vendor => db.VisibleVendors(actor).Where(v => !v.IsCancelled),
        RecordKind.Order => db.VisibleOrders(actor).Where(o => o.Status != Orders.OrderStatus.Cancelled),
        RecordKind.Payment => db.VisiblePayments(actor).Where(p => p.Status != Payments.PaymentStatus.Cancelled),
        _ => db.VisiblePurchaseOrders(actor).Where(p => p.Status == PurchaseOrders.PurchaseOrderStatus.Open || p.Status == PurchaseOrders.PurchaseOrderStatus.Received),
    };

    /// <summary>Counted by the hour, so that the days are the viewer's.</summary>
    private static async Task<IReadOnlyList<JobsOfDay>> DaysAsync(ValanceDb db, Actor actor, TimeZoneInfo zone, DateOnly today, CancellationToken ct)
    {
        var first = today.AddDays(1 - Days);
        // A day more: the zone may be ahead of UTC.
        var since = DateTime.SpecifyKind(first.AddDays(-1).ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc);
        var hours = await db.VisibleJobs(actor).Where(j => j.CreatedAt >= since)
            .GroupBy(j => new { j.CreatedAt.Year, j.CreatedAt.Month, j.CreatedAt.Day, j.CreatedAt.Hour, j.State })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var byDay = hours.ToLookup(
            h => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(new DateTime(h.Key.Year, h.Key.Month, h.Key.Day, h.Key.Hour, 0, 0, DateTimeKind.Utc), zone)),
            h => (h.Key.State, h.Count));
        return
        [
            .. Enumerable.Range(0, Days).Select(first.AddDays).Select(day => new JobsOfDay(
                day, byDay[day].Where(h => h.State == JobState.Succeeded).Sum(h => h.Count), byDay[day].Where(h => h.State == JobState.Failed).Sum(h => h.Count),
                byDay[day].Where(h => h.State is not (JobState.Succeeded or JobState.Failed)).Sum(h => h.Count))),
        ];
    }

    private static async Task<IReadOnlyList<ConnectionHealth>> ConnectionsAsync(ValanceDb db, Actor actor, CancellationToken ct)
    {
        var connections = db.VisibleConnections(actor).Where(c => c.State != ConnectionState.Disconnected);
        connections = actor.SeesAllAccounts ? connections.Where(c => c.State != ConnectionState.Connected) : connections;
        return await connections.OrderBy(c => c.Id).Take(MostTroubled).Select(c => new ConnectionHealth(
            c.AccountId, db.Accounts.Single(a => a.Id == c.AccountId).Name, c.CompanyName, c.State, c.StateReason, c.RefreshTokenEndsAt,
            db.Jobs.Where(j => j.AccountId == c.AccountId && j.State == JobState.Succeeded && j.Kind == JobKind.Export).OrderByDescending(j => j.CreatedAt).Select(j => j.EndedAt).FirstOrDefault()))
            .ToListAsync(ct);
    }
}
