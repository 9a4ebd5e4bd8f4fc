using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Vendors;

namespace Valance.Core.Import;

/// <summary>Writes customers and vendors.</summary>
internal sealed class NameWriter(ImportRun run, NamedLists lists)
{
    public Task WriteCustomersAsync(StagedUnits units, CancellationToken ct) => run.InChunksAsync(
        RecordKind.Customer, units.Count(RecordKind.Customer), units.Customers(), (chunk, ct) => lists.AddTermsAsync(chunk.Select(c => c.Terms), ct), WriteCustomersAsync, ct);

    public Task WriteVendorsAsync(StagedUnits units, CancellationToken ct) => run.InChunksAsync(
        RecordKind.Vendor, units.Count(RecordKind.Vendor), units.Vendors(), (chunk, ct) => lists.AddTermsAsync(chunk.Select(v => v.Terms), ct), WriteVendorsAsync, ct);

    private async Task WriteCustomersAsync(ValanceDb db, IReadOnlyList<CustomerUnit> units, ImportReport tally, CancellationToken ct)
    {
        var keys = units.Select(u => u.Key).ToList();
        var known = await db.Customers.Where(c => c.AccountId == run.AccountId && keys.Contains(c.ExternalId!)).ToDictionaryAsync(c => c.ExternalId!, ct);
        foreach (var unit in units)
        {
            var customer = known.GetValueOrDefault(unit.Key);
            if (!tally.NeedsWriting(customer, RecordKind.Customer, unit.Fingerprint))
            {
                continue;
            }

            customer ??= db.Customers.Add(new Customer()).Entity;
            unit.Apply(customer);
            run.Stamp(customer, unit.Fingerprint);
        }
    }

    private async Task WriteVendorsAsync(ValanceDb db, IReadOnlyList<VendorUnit> units, ImportReport tally, CancellationToken ct)
    {
        var keys = units.Select(u => u.Key).ToList();
        var known = await db.Vendors.Where(v => v.AccountId == run.AccountId && keys.Contains(v.ExternalId!)).ToDictionaryAsync(v => v.ExternalId!, ct);
        foreach (var unit in units)
        {
            var vendor = known.GetValueOrDefault(unit.Key);
            if (!tally.NeedsWriting(vendor, RecordKind.Vendor, unit.Fingerprint))
            {
                continue;
            }

            vendor ??= db.Vendors.Add(new Vendor()).Entity;
            unit.Apply(vendor);
            run.Stamp(vendor, unit.Fingerprint);
        }
    }
}
