using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.Orders;

/// <summary>Enters an order or changes one. Totals, balance and catalogue are kept in the same transaction.</summary>
public sealed class SaveOrder(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, SaveTarget target, OrderInput input, CancellationToken ct)
    {
        input.DropBlanksAndTrim();
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OrderBalance.HoldAsync(db, target.Id is { } held ? [held] : [], ct);
        var customer = await db.VisibleCustomers(actor).SingleOrDefaultAsync(c => c.Id == input.CustomerId, ct);
        var save = new RecordSave<Order>(db, actor, Permission.EditCustomersAndOrders, OrderInput.From);
        var visible = db.VisibleOrders(actor)
            .Include(o => o.Customer).Include(o => o.Lines).Include(o => o.Charges).Include(o => o.Amounts).AsSplitQuery();
        var begun = await save.BeginAsync(visible, target with { AccountId = target.AccountId ?? customer?.AccountId }, ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        var order = begun.Value;
        if (order.Status == OrderStatus.Cancelled)
        {
            return Result<Saved>.Invalid("", $"{order.Label} is cancelled and cannot be changed.");
        }

        // Somebody who works for the whole site sees every customer: this order takes its own Account's.
        var facts = await ReadFactsAsync(db, order, customer?.AccountId == order.AccountId ? customer : null, input, ct);
        var problems = OrderCheck.Of(input, facts);
        if (problems.Any)
        {
            return Result<Saved>.Invalid(problems.Problems);
        }

        Write(input, order, customer!, facts);
        try
        {
            var saved = await save.CommitAsync(order, time, ct);
            if (saved.IsDone)
            {
                await ProductCatalogue.RememberAsync(db, order.AccountId, order.Lines, ct);
                await transaction.CommitAsync(ct);
            }

            return saved;
        }
        catch (DbUpdateException) when (ct.IsCancellationRequested is false)
        {
            // Somebody else may have taken the number between our look and our write; anything else is a defect.
            await transaction.RollbackAsync(ct);
            if (!await IsTakenAsync(db, order, input.Number, ct))
            {
                throw;
            }

            return Result<Saved>.Invalid(nameof(input.Number), $"Order number {input.Number} was taken just now. Save again with another one.");
        }
    }

    private static async Task<OrderFacts> ReadFactsAsync(ValanceDb db, Order order, Customer? customer, OrderInput input, CancellationToken ct)
    {
        var taken = input.Number.Length > 0 && await IsTakenAsync(db, order, input.Number, ct);
        return new OrderFacts(
            customer,
            order.Id == 0 ? null : order,
            order.Id == 0 ? 0m : await OrderBalance.PaidAsync(db, order.Id, ct),
            taken ? await DocumentNumbers.NextFreeAsync(input.Number, (number, stop) => IsTakenAsync(db, order, number, stop), ct) : null,
            (await db.Departments.Where(d => d.AccountId == order.AccountId).Select(d => d.Id).ToListAsync(ct)).ToHashSet(),
            await db.Terms.Where(t => t.AccountId == order.AccountId).Select(t => t.Name).ToListAsync(ct),
            await db.TaxCodes.Where(t => t.AccountId == order.AccountId).AsNoTracking().ToListAsync(ct));
    }

    private static Task<bool> IsTakenAsync(ValanceDb db, Order order, string number, CancellationToken ct) =>
        db.Orders.AnyAsync(o => o.AccountId == order.AccountId && o.Number == number && o.Id != order.Id, ct);

    private static void Write(OrderInput input, Order order, Customer customer, OrderFacts facts)
    {
        order.TaxRatePercent = facts.RateOf(input.TaxCode);
        order.Number = input.Number;
        order.Customer = customer;
        order.CreatedOn = input.CreatedOn!.Value;
        order.DepartmentId = input.DepartmentId;
        order.Salesperson = input.Salesperson;
        order.Sidemark = input.Sidemark;
        order.Terms = Tidy.Listed(input.Terms, facts.Terms);
        order.TaxCode = Tidy.Listed(input.TaxCode, facts.TaxCodeNames);
        order.TaxExempt = input.TaxExempt;
        order.TaxExemptReason = input.TaxExempt ? input.TaxExemptReason : "";
        order.Memo = input.Memo;
        order.BillingAddress = Tidy.Address(input.BillingAddress ?? customer.BillingAddress);
        order.ShippingAddress = Tidy.Address(input.ShippingAddress ?? customer.ShippingAddresses.FirstOrDefault() ?? customer.BillingAddress);
        order.Lines = [.. input.Lines.Select(l => l.Copy())];
        order.Charges = [.. input.Charges.Select(c => c.Copy())];
        order.Amounts = [.. input.Amounts.Select(a => a.Copy())];
        OrderTotals.Of(order).WriteTo(order);
        order.Balance = order.Total - facts.Paid;
    }
}
