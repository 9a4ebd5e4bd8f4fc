using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Holders;
using Valance.Export.Translation;

namespace Valance.Export.Matching;

/// <summary>What every step of matching needs to know, and how a row shows the two sides.</summary>
internal static class MatchScope
{
    public const string NotConnected = "QuickBooks is not connected. The account administrator connects it under Tools > QuickBooks connection.";

    /// <summary>The kinds that have names, and so can be known again.</summary>
    public static readonly RecordKind[] Kinds = [RecordKind.Customer, RecordKind.Vendor];

    public static NameKind KindOf(RecordKind kind) => kind == RecordKind.Vendor ? NameKind.Vendor : NameKind.Customer;

    public static Task<Connection?> ConnectionAsync(ValanceDb db, Actor actor, long accountId, CancellationToken ct) => db.VisibleConnections(actor).AsNoTracking()
        .SingleOrDefaultAsync(c => c.AccountId == accountId && c.State != ConnectionState.Disconnected, ct);

    /// <summary>Ids in QuickBooks that stand for a record of ours already: each may stand for one only.</summary>
    public static async Task<HashSet<string>> TakenAsync(ValanceDb db, string realmId, RecordKind kind, CancellationToken ct) =>
        [.. await db.Links.Where(l => l.RealmId == realmId && l.RecordKind == kind).Select(l => l.QuickBooksId).ToListAsync(ct)];

    /// <summary>Customers or vendors in use that stand for nothing in the company yet.</summary>
    public static IQueryable<Record> Unlinked(ValanceDb db, long accountId, string realmId, RecordKind kind)
    {
        IQueryable<Record> records = kind == RecordKind.Vendor
            ? db.Vendors.Where(v => v.AccountId == accountId && !v.IsCancelled)
            : db.Customers.Where(c => c.AccountId == accountId && !c.IsCancelled);
        return records.Where(r => !db.Links.Any(l => l.AccountId == accountId && l.RealmId == realmId && l.RecordKind == kind && l.RecordId == r.Id));
    }

    public static string Detail(Record record) => record switch
    {
        Core.Customers.Customer c => Detail(c.Emails.FirstOrDefault(), c.Phones.Select(p => p.Number).FirstOrDefault(), Place(c.BillingAddress)),
        Core.Vendors.Vendor v => Detail(v.Email, v.Phones.Select(p => p.Number).FirstOrDefault(), Place(v.Address)),
        _ => "",
    };

    public static string Detail(ListedName name)
    {
        var place = name.Addresses.Count == 0 ? "" : PlainText.Join(", ", name.Addresses[0].Line1 ?? "", name.Addresses[0].City ?? "");
        return Detail(name.Email, name.Phones.Count == 0 ? "" : name.Phones[0], place);
    }

    public static string Detail(HeldRecord held) => Detail(held.Email, held.Phone, held.Address);

    private static string Place(Address address) => PlainText.Join(", ", address.Line1, address.City);

    private static string Detail(params IEnumerable<string?> parts) => PlainText.Join(" · ", parts.Select(p => p ?? ""));
}
