using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Export.Undo;

/// <summary>
/// Refunds that stand in QuickBooks on a payment's back: a check that gave its credit back, or its own lower amount. A refund is not undone but cancelled, so
/// the payment under it cannot be taken away before.
/// </summary>
internal static class LeaningRefunds
{
    /// <summary>The cause of an undo that would take a payment from under its refund.</summary>
    public const string Cause = "undo-refund-leans";

    /// <summary>By the payment's id, how the first refund that leans on it is called.</summary>
    public static async Task<Dictionary<long, string>> OfAsync(ValanceDb db, long accountId, string realmId, IReadOnlyCollection<long> payments, CancellationToken ct)
    {
        var refunds = await db.Payments.AsNoTracking()
            .Where(p => p.AccountId == accountId && p.RefundsPaymentId != null && payments.Contains(p.RefundsPaymentId.Value)
                && db.Links.Any(l => l.AccountId == accountId && l.RealmId == realmId && l.RecordKind == RecordKind.Payment && l.RecordId == p.Id && !l.IsVoided))
            .OrderBy(p => p.Id).ToListAsync(ct);
        return refunds.GroupBy(r => r.RefundsPaymentId!.Value).ToDictionary(g => g.Key, g => g.First().Label);
    }
}
