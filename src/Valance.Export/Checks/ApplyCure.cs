using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;
using Valance.Export.JobWork.Correcting;
using Valance.Export.Planning;

namespace Valance.Export.Checks;

/// <summary>Makes the cure that a check offered, once a person has seen what the value becomes. Saved through the form's own rules, in that person's name.</summary>
public sealed class ApplyCure(IDbContextFactory<ValanceDb> store, SaveRecords save)
{
    /// <summary>Whether a cure of this field can be made without the record's form.</summary>
    public static bool Can(RecordKind kind, string field) =>
        (kind is RecordKind.Customer or RecordKind.Vendor && IsDisplayName(field)) || CorrectableFields.Has(kind, field);

    /// <param name="finding">As it was shown; the value must still be the one that it was about.</param>
    public async Task<Result<Saved>> HandleAsync(Actor actor, RecordKey key, Finding finding, CancellationToken ct)
    {
        if (finding.Suggestion is not { } cured || !Can(key.Kind, finding.Field))
        {
            return Result<Saved>.Invalid(finding.Field, "This must be put right in the record's form.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleRecords(actor, key.Kind).AnyAsync(r => r.Id == key.Id, ct))
        {
            return Result<Saved>.NotFound("The record");
        }

        var record = (await RecordsToExport.LoadAsync(db, key.Kind, [key.Id], ct)).Single();
        if (!RecordChecks.Of(record, CheckContext.Nothing with { NameHolder = HolderOf(finding) }).Any(f => Same(f, finding)))
        {
            return Result<Saved>.Conflict("Somebody changed this record meanwhile. Look at it again.");
        }

        if (IsDisplayName(finding.Field))
        {
            return await RenameAsync(actor, record, cured, ct);
        }

        var form = await RecordForm.OpenAsync(db, save, record, finding.Field, ct);
        return form!.Put(cured) is { } problem ? Result<Saved>.Invalid(finding.Field, problem) : await form.SaveAsync(actor, ct);
    }

    private async Task<Result<Saved>> RenameAsync(Actor actor, Record record, string name, CancellationToken ct)
    {
        var target = SaveTarget.Edit(record.Id, record.Version);
        if (record is Customer customer)
        {
            var input = CustomerInput.From(customer);
            input.DisplayName = name;
            return await save.Customers.HandleAsync(actor, target, input, ct);
        }

        var vendor = VendorInput.From((Vendor)record);
        vendor.DisplayName = name;
        return await save.Vendors.HandleAsync(actor, target, vendor, ct);
    }

    // Who holds a name is another record's matter: that the value is still the same is enough.
    private static NameHolder? HolderOf(Finding finding) =>
        finding.Name == "duplicate-name" ? new NameHolder(RecordKind.Customer, 0, "", "") : null;

    private static bool Same(Finding found, Finding shown) => string.Equals(found.Name, shown.Name, StringComparison.Ordinal)
        && string.Equals(found.Field, shown.Field, StringComparison.Ordinal) && string.Equals(found.Value, shown.Value, StringComparison.Ordinal);

    private static bool IsDisplayName(string field) => string.Equals(field, Fields.DisplayName, StringComparison.Ordinal);
}
