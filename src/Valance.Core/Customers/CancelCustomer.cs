using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.Customers;

/// <summary>Takes a customer out of use, or back into it. Nothing is deleted; orders and payments stay.</summary>
public sealed class CancelCustomer(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, long id, int version, bool cancelled, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var save = new RecordSave<Customer>(db, actor, Permission.EditCustomersAndOrders, c => new { c.IsCancelled });
        var begun = await save.BeginAsync(db.VisibleCustomers(actor), SaveTarget.Edit(id, version), ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        begun.Value.IsCancelled = cancelled;
        return await save.CommitAsync(begun.Value, time, ct);
    }
}
