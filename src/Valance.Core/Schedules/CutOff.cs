using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;

namespace Valance.Core.Schedules;

/// <summary>A record's day beside the first day whose records of its kind are exported.</summary>
public sealed record EarlyDay(RecordKind Kind, DateOnly Day, DateOnly From)
{
    /// <summary>Why it is not exported, as badge, message and History say.</summary>
    public string Why => string.Create(
        CultureInfo.InvariantCulture,
        $"It is dated {Day:MM/dd/yyyy}, before the cut-off for {CutOff.Many(Kind)} ({From:MM/dd/yyyy}), so it is part of the opening balances and is not exported.");
}

/// <summary>
/// Records dated before their Account's cut-off are part of the opening balances and are not exported. One that stands in QuickBooks all the same (exported
/// before the cut-off was set, or linked) goes on as any other: whoever asks here looks at links too.
/// </summary>
public static class CutOff
{
    /// <summary>Kinds that have a day; customers and vendors go when something needs them.</summary>
    public static bool Has(RecordKind kind) => kind is RecordKind.Order or RecordKind.Payment or RecordKind.PurchaseOrder;

    /// <summary>The record's day if it is before the cut-off, else null.</summary>
    public static EarlyDay? Of(ExportSettings? settings, Record record) =>
        settings?.From(record.Kind) is { } from && DayOf(record) is { } day && day < from ? new(record.Kind, day, from) : null;

    /// <summary>The ids of all records of a kind that are dated before the cut-off of their Account, as part of a query.</summary>
    public static IQueryable<long> EarlyIds(this ValanceDb db, RecordKind kind) => Early(db, kind).Select(e => e.Id);

    /// <summary>Those of some records that are dated before the cut-off and do not stand in QuickBooks, so that they stay here.</summary>
    public static async Task<IReadOnlyDictionary<long, EarlyDay>> LeftOutAsync(ValanceDb db, RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        if (!Has(kind))
        {
            return new Dictionary<long, EarlyDay>();
        }

        return await (from early in Early(db, kind)
                      where ids.Contains(early.Id)
                          && !(from link in db.Links
                               join connection in db.Connections on new { link.AccountId, link.RealmId } equals new { connection.AccountId, connection.RealmId }
                               where link.RecordKind == kind && link.RecordId == early.Id
                               select link).Any()
                      select early).ToDictionaryAsync(e => e.Id, e => new EarlyDay(kind, e.Day, e.From), ct);
    }

    internal static string Many(RecordKind kind) => kind switch
    {
        RecordKind.Order => "orders",
        RecordKind.Payment => "payments",
        _ => "purchase orders",
    };

    private static DateOnly? DayOf(Record record) => record switch
    {
        Order order => order.CreatedOn,
        Payment payment => payment.ReceivedOn,
        PurchaseOrder purchase => purchase.Date,
        _ => null,
    };

    private static IQueryable<EarlyRow> Early(ValanceDb db, RecordKind kind) => kind switch
    {
        RecordKind.Order =>
            from settings in db.ExportSettings
            join order in db.Orders on settings.AccountId equals order.AccountId
            where order.CreatedOn < settings.OrdersFrom
            select new EarlyRow { Id = order.Id, Day = order.CreatedOn, From = settings.OrdersFrom!.Value },
        RecordKind.Payment =>
            from settings in db.ExportSettings
            join payment in db.Payments on settings.AccountId equals payment.AccountId
            where payment.ReceivedOn < settings.PaymentsFrom
            select new EarlyRow { Id = payment.Id, Day = payment.ReceivedOn, From = settings.PaymentsFrom!.Value },
        RecordKind.PurchaseOrder =>
            from settings in db.ExportSettings
            join purchase in db.PurchaseOrders on settings.AccountId equals purchase.AccountId
            where purchase.Date < settings.PurchaseOrdersFrom
            select new EarlyRow { Id = purchase.Id, Day = purchase.Date, From = settings.PurchaseOrdersFrom!.Value },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only records with a day have a cut-off."),
    };

    private sealed class EarlyRow
    {
        public long Id { get; init; }

        public DateOnly Day { get; init; }

        public DateOnly From { get; init; }
    }
}
