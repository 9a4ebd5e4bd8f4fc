using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.Customers;

/// <summary>Enters a customer or changes one. The person who enters it owns it.</summary>
public sealed class SaveCustomer(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, SaveTarget target, CustomerInput input, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var save = new RecordSave<Customer>(db, actor, Permission.EditCustomersAndOrders, CustomerInput.From);
        var begun = await save.BeginAsync(db.VisibleCustomers(actor), target, ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        var customer = begun.Value;
        var terms = await db.Terms.Where(t => t.AccountId == customer.AccountId).Select(t => t.Name).ToListAsync(ct);
        var problems = input.Check(terms, customer.Terms);
        if (problems.Count > 0)
        {
            return Result<Saved>.Invalid(problems);
        }

        var before = (customer.Name, customer.CompanyName);
        input.WriteTo(customer, terms);
        var saved = await save.CommitAsync(customer, time, ct);
        if (saved.IsDone && target.Id is { } id && before != (customer.Name, customer.CompanyName))
        {
            await SearchedNames.RefreshOfCustomerAsync(db, id, ct);
        }

        return saved;
    }
}
