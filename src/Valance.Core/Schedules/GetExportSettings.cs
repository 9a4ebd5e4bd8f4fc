using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;

namespace Valance.Core.Schedules;

/// <summary>What a customer still owed on the day before the cut-off: what the opening balance in QuickBooks should hold.</summary>
public sealed record OpeningBalance(long CustomerId, string Customer, int Orders, decimal Amount);

/// <param name="LeftOut">How many records of each kind stay here because of the cut-off.</param>
/// <param name="OpeningBalances">By customer, the largest first; at most <see cref="GetExportSettings.MostShown"/>.</param>
/// <param name="OpeningTotal">Of all customers.</param>
/// <param name="OpeningCustomers">How many customers owed something.</param>
public sealed record ExportSettingsView(
    ExportSettings Settings, string TimeZone, IReadOnlyDictionary<RecordKind, int> LeftOut, IReadOnlyList<OpeningBalance> OpeningBalances, decimal OpeningTotal,
    int OpeningCustomers)
{
    /// <summary>When the next nightly export is due, UTC; null without one.</summary>
    public DateTime? NextNight { get; init; }
}

/// <summary>An Account's choices about exports, and what its cut-off leaves to the opening balances.</summary>
public sealed class GetExportSettings(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public const int MostShown = 20;

    public async Task<Result<ExportSettingsView>> HandleAsync(Actor actor, long accountId, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageConnection, accountId))
        {
            return Result<ExportSettingsView>.Forbidden(SaveExportSettings.WhoMay);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await db.VisibleAccounts(actor).AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, ct) is not { } account)
        {
            return Result<ExportSettingsView>.NotFound("The account");
        }

        var settings = await db.ExportSettings.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == accountId, ct) ?? new ExportSettings { AccountId = accountId };
        var leftOut = new Dictionary<RecordKind, int>();
        foreach (var kind in Enum.GetValues<RecordKind>().Where(k => settings.From(k) is not null))
        {
            leftOut[kind] = await db.RecordsOf(kind).Where(r => r.AccountId == accountId).InExportState(db, kind, ExportState.BeforeCutOff).CountAsync(ct);
        }

        var balances = await BalancesAsync(db, settings, ct);
        return Result<ExportSettingsView>.Done(new(
            settings, account.TimeZone, leftOut, [.. balances.Take(MostShown)], balances.Sum(b => b.Amount), balances.Count)
        {
            NextNight = settings.EveryNight ? Nights.Next(settings.NightAt, TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone), time.GetUtcNow().UtcDateTime).At : null,
        });
    }

    /// <summary>The early orders' totals less what was paid on them before the payments' own cut-off: later payments are exported by themselves.</summary>
    private static async Task<List<OpeningBalance>> BalancesAsync(ValanceDb db, ExportSettings settings, CancellationToken ct)
    {
        if (settings.OrdersFrom is not { } from)
        {
            return [];
        }

        var paidBefore = settings.PaymentsFrom ?? DateOnly.MinValue;
        var orders = await db.Orders
            .Where(o => o.AccountId == settings.AccountId && o.CreatedOn < from && o.Status != OrderStatus.Cancelled)
            .GroupBy(o => new { o.CustomerId, o.Customer!.Name }).Select(g => new { g.Key.CustomerId, g.Key.Name, Orders = g.Count(), Total = g.Sum(o => o.Total) }).ToListAsync(ct);
        var paid = await (from payment in db.Payments
                          where payment.AccountId == settings.AccountId && payment.Status == PaymentStatus.Received && payment.ReceivedOn < paidBefore
                          from applied in payment.Applications
                          join order in db.Orders on applied.OrderId equals order.Id
                          where order.CreatedOn < @from && order.Status != OrderStatus.Cancelled
                          group applied by order.CustomerId into g
                          select new { CustomerId = g.Key, Amount = g.Sum(a => a.Amount) }).ToDictionaryAsync(p => p.CustomerId, p => p.Amount, ct);
        return
        [
            .. orders.Select(o => new OpeningBalance(o.CustomerId, o.Name, o.Orders, o.Total - paid.GetValueOrDefault(o.CustomerId)))
                .Where(b => b.Amount != 0m).OrderByDescending(b => b.Amount).ThenBy(b => b.Customer, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
