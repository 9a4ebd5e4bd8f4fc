using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.Vendors;

/// <summary>Takes a vendor out of use, or back into it. Nothing is deleted; purchase orders stay.</summary>
public sealed class CancelVendor(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, long id, int version, bool cancelled, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var save = new RecordSave<Vendor>(db, actor, Permission.EditBooks, v => new { v.IsCancelled });
        var begun = await save.BeginAsync(db.VisibleVendors(actor), SaveTarget.Edit(id, version), ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        begun.Value.IsCancelled = cancelled;
        return await save.CommitAsync(begun.Value, time, ct);
    }
}
