using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records.Exporting;

namespace Valance.Core.Customers;

/// <summary>A customer's page.</summary>
/// <param name="Owner">Who entered it; empty if it was imported.</param>
/// <param name="Balance">Of the open orders that the viewer may see.</param>
public sealed record CustomerPage(Customer Customer, Account Account, string Owner, int OpenOrders, decimal Balance, ExportStatus Export, bool MayEdit, bool MayExport);

/// <summary>One customer with what belongs to it.</summary>
public sealed class CustomerDetail(IDbContextFactory<ValanceDb> store, ExportStatuses statuses)
{
    public async Task<Result<CustomerPage>> HandleAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var customer = await db.VisibleCustomers(actor).AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (customer is null)
        {
            return Result<CustomerPage>.NotFound("The customer");
        }

        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == customer.AccountId, ct);
        var owner = await db.Users.Where(u => u.Id == customer.OwnerId).Select(u => u.FullName).SingleOrDefaultAsync(ct);
        var open = db.VisibleOrders(actor).Where(o => o.CustomerId == id && o.Status != OrderStatus.Cancelled);
        var status = await statuses.OfAsync(actor, customer, ct);
        return Result<CustomerPage>.Done(new(
            customer, account, owner ?? "", await open.CountAsync(ct), await open.SumAsync(o => o.Balance, ct), status,
            actor.May(Permission.EditCustomersAndOrders, customer.AccountId), actor.May(Permission.Export, customer.AccountId)));
    }
}
