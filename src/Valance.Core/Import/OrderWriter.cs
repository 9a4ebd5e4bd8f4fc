using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>Writes orders with their lines and payments, each order in the transaction of its payments: its balance is theirs too.</summary>
internal sealed class OrderWriter(ImportRun run, NamedLists lists)
{
    private Dictionary<string, Department> _departments = [];
    private Dictionary<string, decimal> _taxRates = [];

    public Task WriteAsync(StagedUnits units, CancellationToken ct) =>
        run.InChunksAsync(RecordKind.Order, units.Count(RecordKind.Order), units.Orders(), PrepareAsync, WriteChunkAsync, ct);

    private async Task PrepareAsync(IReadOnlyList<OrderUnit> units, CancellationToken ct)
    {
        var isNew = await lists.AddOfOrdersAsync(units, ct);
        if (isNew || _departments.Count + _taxRates.Count == 0)
        {
            await using var db = await run.Store.CreateDbContextAsync(ct);
            _departments = await db.Departments.AsNoTracking().Where(d => d.AccountId == run.AccountId).ToDictionaryAsync(d => d.Name, ct);
            _taxRates = await db.TaxCodes.Where(t => t.AccountId == run.AccountId).ToDictionaryAsync(t => t.Name, t => t.RatePercent, ct);
        }
    }

    private async Task WriteChunkAsync(ValanceDb db, IReadOnlyList<OrderUnit> units, ImportReport tally, CancellationToken ct)
    {
        var numbers = units.Select(u => u.Number).ToList();
        var known = await db.Orders.Include(o => o.Lines).Include(o => o.Charges).Include(o => o.Amounts).AsSplitQuery()
            .Where(o => o.AccountId == run.AccountId && numbers.Contains(o.Number)).ToDictionaryAsync(o => o.Number, ct);
        var customerKeys = units.Select(u => u.CustomerId).ToList();
        var customers = await db.Customers.Where(c => c.AccountId == run.AccountId && customerKeys.Contains(c.ExternalId!))
            .ToDictionaryAsync(c => c.ExternalId!, ct);
        var payments = await PaymentsOfOrders.LoadAsync(run, db, [.. known.Values.Select(o => o.Id)], [.. units.SelectMany(u => u.Payments)], ct);
        foreach (var unit in units)
        {
            unit.Problems.Clear();
            var order = known.GetValueOrDefault(unit.Number);
            var customer = customers.GetValueOrDefault(unit.CustomerId) ?? NewInFiles(unit.CustomerId);
            Check(unit, customer, order, payments);
            if (unit.Problems.Count > 0)
            {
                unit.RefuseWithPayments(tally);
                continue;
            }

            var isChanged = tally.NeedsWriting(order, RecordKind.Order, unit.Fingerprint);
            order ??= db.Orders.Add(new Order()).Entity;
            if (isChanged)
            {
                Apply(unit, order, customer!);
                run.Stamp(order, unit.Fingerprint);
            }

            payments.Write(order, customer!, unit.Payments, isChanged, tally);
        }
    }

    private Customer? NewInFiles(string key) => run.IsTrial && run.Stage.IsTaken(ImportFormat.Customers, key) ? new Customer { ExternalId = key } : null;

    private static void Check(OrderUnit unit, Customer? customer, Order? order, PaymentsOfOrders payments)
    {
        if (customer is null)
        {
            unit.Refuse("Customer id", $"There is no customer {unit.CustomerId}.");
        }

        if (unit.StatedBalance is { } stated && unit.Payments.TrueForAll(p => p.AmountIsKnown))
        {
            var paid = unit.Payments.Sum(p => p.Amount) + payments.ImportedEarlier(order, unit.Payments);
            // An overpaid order has nothing left to pay; other programs show the credit as a negative balance.
            var balance = unit.Total >= 0m ? Math.Max(unit.Total - paid, 0m) : unit.Total - paid;
            if (stated != balance && stated != unit.Total - paid)
            {
                unit.RefuseBalance(balance, paid);
            }
        }
    }

    private void Apply(OrderUnit unit, Order order, Customer customer)
    {
        var isNew = order.Id == 0;
        order.Customer = customer;
        unit.Apply(order);
        if (_departments.TryGetValue(unit.Department, out var department))
        {
            order.DepartmentId = department.Id;
        }

        if (isNew)
        {
            order.TaxExempt = !customer.Taxable;
            order.TaxExemptReason = customer.TaxExemptReason;
        }

        if (order.BillingAddress.IsEmpty)
        {
            order.BillingAddress = customer.BillingAddress.Copy();
        }

        order.TaxRatePercent = _taxRates.GetValueOrDefault(order.TaxCode);
        order.Subtotal = order.Lines.Sum(l => l.Amount);
        order.Total = order.Subtotal + order.Charges.Sum(c => c.Amount) + order.Amounts.Sum(a => a.Amount) + order.TaxAmount;
    }
}
