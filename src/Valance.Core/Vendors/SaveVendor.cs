using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.Vendors;

/// <summary>Enters a vendor or changes one.</summary>
public sealed class SaveVendor(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, SaveTarget target, VendorInput input, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var save = new RecordSave<Vendor>(db, actor, Permission.EditBooks, VendorInput.From);
        var begun = await save.BeginAsync(db.VisibleVendors(actor), target, ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        var vendor = begun.Value;
        var terms = await db.Terms.Where(t => t.AccountId == vendor.AccountId).Select(t => t.Name).ToListAsync(ct);
        var problems = input.Check(terms, vendor.Terms);
        if (problems.Count > 0)
        {
            return Result<Saved>.Invalid(problems);
        }

        var before = (vendor.Name, vendor.CompanyName);
        input.WriteTo(vendor, terms);
        var saved = await save.CommitAsync(vendor, time, ct);
        if (saved.IsDone && target.Id is { } id && before != (vendor.Name, vendor.CompanyName))
        {
            await SearchedNames.RefreshOfVendorAsync(db, id, ct);
        }

        return saved;
    }
}
