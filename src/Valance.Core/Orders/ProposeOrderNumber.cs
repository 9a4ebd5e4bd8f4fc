using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Core.Orders;

/// <summary>The next order number, after the one entered last. Only a proposal: the save makes sure that it is unique.</summary>
public sealed class ProposeOrderNumber(IDbContextFactory<ValanceDb> store)
{
    public async Task<string> HandleAsync(Actor actor, long? accountId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var id = await db.VisibleAccounts(actor).Where(a => a.Id == (accountId ?? actor.AccountId)).Select(a => a.Id).SingleOrDefaultAsync(ct);
        var orders = db.Orders.Where(o => o.AccountId == id);
        var last = await orders.OrderByDescending(o => o.Id).Select(o => o.Number).FirstOrDefaultAsync(ct);
        return await DocumentNumbers.NextFreeAsync(last, (number, stop) => orders.AnyAsync(o => o.Number == number, stop), ct);
    }
}
