using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Changes;
using Valance.Export.Lane;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Customer = Valance.Core.Customers.Customer;
using Vendor = Valance.Core.Vendors.Vendor;

namespace Valance.Export.CompanyImports;

/// <summary>
/// Links a record with what it was taken from as if it had just been exported: the fingerprint is of what an export would send, so it sends nothing until
/// one side changes. What QuickBooks holds otherwise (a phone we have no place for) is kept as its own.
/// </summary>
internal sealed class StandingLink
{
    private readonly ValanceDb _db;
    private readonly CompanyImportScope _scope;
    private readonly CompanyProfile _profile;
    private readonly ReferenceResolver _resolver;
    private readonly DateTime _now;

    private StandingLink(ValanceDb db, CompanyImportScope scope, CompanyProfile profile, ReferenceResolver resolver, DateTime now) =>
        (_db, _scope, _profile, _resolver, _now) = (db, scope, profile, resolver, now);

    public static async Task<StandingLink> BeginAsync(ValanceDb db, CompanyImportScope scope, CompanyLists lists, DateTime now, CancellationToken ct)
    {
        var days = await db.Terms.AsNoTracking().Where(t => t.AccountId == scope.AccountId).ToDictionaryAsync(t => t.Name, t => t.DueDays, ct);
        return new(db, scope, lists.Profile, new ReferenceResolver(lists, await scope.MappingsAsync(db, ct), days, createsMissing: false), now);
    }

    /// <param name="link">The one that it has already; else a new one is made.</param>
    public void Put(Link? link, Record record, TheirName theirs)
    {
        IQuickBooksEntity wanted = record switch
        {
            Customer customer => CustomerToQuickBooks.Translate(customer, _profile, NamePlans.Resolve(_resolver, customer.Terms)).Ours,
            Vendor vendor => VendorToQuickBooks.Translate(vendor, NamePlans.Resolve(_resolver, vendor.Terms)).Ours,
            _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, null),
        };
        if (link is null)
        {
            link = new Link
            {
                AccountId = _scope.AccountId,
                RealmId = _scope.RealmId,
                RecordKind = record.Kind,
                RecordId = record.Id,
                QuickBooksId = theirs.Id,
                LinkedAt = _now,
                ExportedAt = _now,
            };
            _db.Links.Add(link);
        }

        (link.SyncToken, link.RecordVersion) = (theirs.SyncToken, record.Version);
        (link.Fingerprint, link.SentPayload) = (Fingerprint.Of(wanted), Wire.Write(wanted));
        link.Kept = KeptFields.Write(KindOfRecord.Of(record.Kind).Kept(link.SentPayload, theirs.Entity, []));
        (link.Seen, link.SeenAt) = (SeenInQuickBooks.AsSent, null);
    }
}
