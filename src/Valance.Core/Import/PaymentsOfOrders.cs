using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>The payments of a chunk's orders: those in the store, and those in the files.</summary>
internal sealed class PaymentsOfOrders
{
    private readonly ImportRun _run;
    private readonly ValanceDb _db;
    private readonly Dictionary<string, Payment> _byKey;
    private readonly ILookup<long, (Payment Payment, PaymentApplication Application)> _byOrder;

    private PaymentsOfOrders(ImportRun run, ValanceDb db, List<Payment> payments)
    {
        (_run, _db) = (run, db);
        _byKey = payments.Where(p => p.ExternalId is not null).ToDictionary(p => p.ExternalId!, StringComparer.Ordinal);
        _byOrder = payments.Where(p => p.Status != PaymentStatus.Cancelled)
            .SelectMany(p => p.Applications.Select(a => (Payment: p, Application: a))).ToLookup(x => x.Application.OrderId);
    }

    public static async Task<PaymentsOfOrders> LoadAsync(
        ImportRun run, ValanceDb db, List<long> orderIds, IReadOnlyList<PaymentUnit> units, CancellationToken ct)
    {
        var keys = units.Select(u => u.Key).ToList();
        var payments = await db.Payments.Include(p => p.Applications)
            .Where(p => p.AccountId == run.AccountId && (keys.Contains(p.ExternalId!) || p.Applications.Any(a => orderIds.Contains(a.OrderId))))
            .ToListAsync(ct);
        return new PaymentsOfOrders(run, db, payments);
    }

    /// <summary>What earlier imports applied to the order and these files do not name. Payments entered here are not the files' to know.</summary>
    public decimal ImportedEarlier(Order? order, IReadOnlyList<PaymentUnit> inFiles)
    {
        var keys = inFiles.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        return order is null ? 0m : _byOrder[order.Id]
            .Where(x => x.Payment.ImportFingerprint is not null && !keys.Contains(x.Payment.ExternalId!)).Sum(x => x.Application.Amount);
    }

    /// <summary>Writes the order's payments and its balance.</summary>
    public void Write(Order order, Customer customer, IReadOnlyList<PaymentUnit> units, bool orderIsChanged, ImportReport tally)
    {
        var keys = units.Select(u => u.Key).ToHashSet(StringComparer.Ordinal);
        var applied = _byOrder[order.Id].Where(x => order.Id != 0 && !keys.Contains(x.Payment.ExternalId ?? "")).Sum(x => x.Application.Amount);
        foreach (var unit in units.OrderBy(u => u.ReceivedOn))
        {
            if (unit.CustomerId.Length > 0 && unit.CustomerId != customer.ExternalId)
            {
                unit.Refuse("Customer id", $"The payment's customer {unit.CustomerId} is not its order's, {customer.ExternalId}.");
            }

            if (unit.Problems.Count > 0)
            {
                tally.Refuse(RecordKind.Payment, unit.Name, [.. unit.Problems], [unit.Row]);
                continue;
            }

            applied += WriteOne(order, customer, unit, order.Total - applied, orderIsChanged, tally);
        }

        if (orderIsChanged)
        {
            order.Balance = order.Total - applied;
        }
        else
        {
            // A balance is no edit: the order's version stays, else it would count as changed since its export.
            tally.OrdersToRebalance.Add(order.Id);
        }
    }

    /// <summary>A payment of a customer without an order: a deposit that stays a credit.</summary>
    public void WriteUnapplied(Customer customer, PaymentUnit unit, ImportReport tally)
    {
        var payment = _byKey.GetValueOrDefault(unit.Key);
        if (tally.NeedsWriting(payment, RecordKind.Payment, unit.Fingerprint))
        {
            Apply(payment ?? _db.Payments.Add(new Payment()).Entity, customer, unit);
        }
    }

    /// <summary>Gives what of the payment is applied to the order.</summary>
    private decimal WriteOne(Order order, Customer customer, PaymentUnit unit, decimal open, bool orderIsChanged, ImportReport tally)
    {
        var payment = _byKey.GetValueOrDefault(unit.Key);
        var isChanged = tally.NeedsWriting(payment, RecordKind.Payment, unit.Fingerprint);
        payment ??= _db.Payments.Add(new Payment()).Entity;
        var application = payment.Applications.Find(a => order.Id != 0 ? a.OrderId == order.Id : ReferenceEquals(a.Order, order));
        if (payment.Status == PaymentStatus.Cancelled)
        {
            return 0m;
        }

        if (!isChanged && !orderIsChanged)
        {
            return application?.Amount ?? 0m;
        }

        // Never more than the open balance: the rest stays a credit.
        var amount = Math.Min(unit.Amount, Math.Max(open, 0m));
        if (application is null && amount != 0m)
        {
            payment.Applications.Add(application = new PaymentApplication { Order = order });
        }

        var isApplied = application is null || application.Amount == amount;
        if (application is not null)
        {
            application.Amount = amount;
        }

        if (isChanged || !isApplied)
        {
            Apply(payment, customer, unit);
        }

        return amount;
    }

    private void Apply(Payment payment, Customer customer, PaymentUnit unit)
    {
        payment.Customer = customer;
        unit.Apply(payment);
        _run.Stamp(payment, unit.Fingerprint);
    }
}
