using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records;

namespace Valance.Export.Checklist;

/// <summary>What of the company's settings the Account leans on, by what it has.</summary>
/// <param name="Closed">Orders and payments that are not in QuickBooks yet and are dated in a period that is closed there.</param>
public sealed record OwnNeeds(bool Departments, bool Taxes, bool Sidemarks, bool Discounts, bool PurchaseOrders, int Closed)
{
    internal static async Task<OwnNeeds> ReadAsync(ValanceDb db, long accountId, string realmId, DateOnly? closed, CancellationToken ct)
    {
        var orders = db.Orders.Where(o => o.AccountId == accountId);
        return new(
            await db.Departments.AnyAsync(d => d.AccountId == accountId, ct),
            await orders.AnyAsync(o => o.TaxAmount != 0m, ct),
            await orders.AnyAsync(o => o.Sidemark != "", ct),
            await orders.AnyAsync(o => o.Amounts.Any(a => a.Kind == AdditionalAmountKind.Discount), ct),
            await db.PurchaseOrders.AnyAsync(p => p.AccountId == accountId, ct),
            closed is { } day ? await ClosedAsync(db, accountId, realmId, day, ct) : 0);
    }

    private static async Task<int> ClosedAsync(ValanceDb db, long accountId, string realmId, DateOnly day, CancellationToken ct)
    {
        var links = db.Links.Where(l => l.AccountId == accountId && l.RealmId == realmId);
        return await db.Orders.CountAsync(
                o => o.AccountId == accountId && o.CreatedOn <= day && o.Status != OrderStatus.Cancelled
                    && !links.Any(l => l.RecordKind == RecordKind.Order && l.RecordId == o.Id), ct)
            + await db.Payments.CountAsync(
                p => p.AccountId == accountId && p.ReceivedOn <= day && p.Status != Core.Payments.PaymentStatus.Cancelled
                    && !links.Any(l => l.RecordKind == RecordKind.Payment && l.RecordId == p.Id), ct);
    }
}
