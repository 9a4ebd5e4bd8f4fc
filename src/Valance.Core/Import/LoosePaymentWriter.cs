using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>Writes payments whose order is not among the files but in the store, and those without an order.</summary>
internal sealed class LoosePaymentWriter(ImportRun run, NamedLists lists)
{
    /// <summary>The payments of one order never fall into two chunks: each would reckon with the balance before the other.</summary>
    public Task WriteAsync(StagedUnits units, CancellationToken ct) => run.InChunksAsync(
        RecordKind.Payment,
        units.Count(RecordKind.Payment),
        units.LoosePayments(),
        (chunk, ct) => lists.AddMethodsAsync(chunk.SelectMany(g => g).Select(p => p.Method), ct),
        WriteChunkAsync,
        ct);

    private async Task WriteChunkAsync(ValanceDb db, IReadOnlyList<List<PaymentUnit>> groups, ImportReport tally, CancellationToken ct)
    {
        var units = groups.SelectMany(g => g).ToList();
        var numbers = units.Select(u => u.OrderNumber).ToList();
        var orders = await db.Orders.Include(o => o.Customer).Where(o => o.AccountId == run.AccountId && numbers.Contains(o.Number))
            .ToDictionaryAsync(o => o.Number, ct);
        var customerKeys = units.Select(u => u.CustomerId).ToList();
        var customers = await db.Customers.Where(c => c.AccountId == run.AccountId && customerKeys.Contains(c.ExternalId!))
            .ToDictionaryAsync(c => c.ExternalId!, ct);
        var payments = await PaymentsOfOrders.LoadAsync(run, db, [.. orders.Values.Select(o => o.Id)], units, ct);
        foreach (var group in groups)
        {
            if (orders.TryGetValue(group[0].OrderNumber, out var order))
            {
                payments.Write(order, order.Customer!, group, orderIsChanged: false, tally);
                continue;
            }

            foreach (var unit in group)
            {
                var customer = customers.GetValueOrDefault(unit.CustomerId)
                    ?? (run.IsTrial && run.Stage.IsTaken(ImportFormat.Customers, unit.CustomerId) ? new Customer { ExternalId = unit.CustomerId } : null);
                Refuse(unit, customer);
                if (unit.Problems.Count > 0)
                {
                    tally.Refuse(RecordKind.Payment, unit.Name, [.. unit.Problems], [unit.Row]);
                }
                else
                {
                    payments.WriteUnapplied(customer!, unit, tally);
                }
            }
        }
    }

    private static void Refuse(PaymentUnit unit, Customer? customer)
    {
        if (unit.OrderNumber.Length > 0)
        {
            unit.Refuse("Order number", $"There is no order {unit.OrderNumber}.");
        }

        if (customer is null)
        {
            unit.Refuse("Customer id", $"There is no customer {unit.CustomerId}.");
        }
    }
}
