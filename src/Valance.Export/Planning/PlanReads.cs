using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Mappings;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Checks;

namespace Valance.Export.Planning;

/// <summary>What the store says about a handful of records that are planned together: read in a few queries for all, instead of a dozen for each.</summary>
internal sealed class PlanReads
{
    private readonly Dictionary<(RecordKind, long), Record> _records = [];
    private readonly Dictionary<(RecordKind, long), Link?> _links = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _methods = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<(RecordKind, long), NameHolder> _holders = new Dictionary<(RecordKind, long), NameHolder>();
    private IReadOnlyDictionary<(RecordKind, long), string> _numberHolders = new Dictionary<(RecordKind, long), string>();

    private PlanReads(long accountId, string realmId) => (AccountId, RealmId) = (accountId, realmId);

    public long AccountId { get; }

    public string RealmId { get; }

    public Account Account { get; private set; } = null!;

    public ExportSettings? Settings { get; private set; }

    public IReadOnlyList<Mapping> Mappings { get; private set; } = [];

    /// <summary>By the terms' names.</summary>
    public IReadOnlyDictionary<string, int> DueDays { get; private set; } = new Dictionary<string, int>();

    /// <summary>What QuickBooks holds, as far as it was read for all of them at once.</summary>
    public HeldRecords Held { get; set; } = HeldRecords.None;

    /// <summary>Who bears their numbers there, as far as that was asked for all of them at once.</summary>
    public NumbersHeld Numbers { get; set; } = NumbersHeld.None;

    public IEnumerable<Record> Records => _records.Values;

    public Record? RecordOf(RecordKind kind, long id) => _records.GetValueOrDefault((kind, id));

    public NameHolder? HolderOf(Record record) => _holders.GetValueOrDefault((record.Kind, record.Id));

    /// <summary>What of ours bears the record's number; see <see cref="OwnNumbers"/>.</summary>
    public string? NumberHolderOf(Record record) => _numberHolders.GetValueOrDefault((record.Kind, record.Id));

    /// <summary>The Account's methods that may be taken for this one; see <see cref="MethodNames"/>.</summary>
    public IReadOnlyList<string> MethodsLike(string method) => _methods.GetValueOrDefault(method, []);

    /// <summary>False where the link was not read with the others.</summary>
    public bool Knows(RecordKind kind, long id, out Link? link) => _links.TryGetValue((kind, id), out link);

    public static async Task<PlanReads> OfAsync(
        ValanceDb db, long accountId, string realmId, IReadOnlyCollection<(RecordKind Kind, long Id)> wanted, CancellationToken ct)
    {
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, ct) is not { } account)
        {
            return new PlanReads(accountId, realmId);
        }

        var reads = new PlanReads(accountId, realmId)
        {
            Account = account,
            Settings = await db.ExportSettings.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == accountId, ct),
            Mappings = await db.Mappings.AsNoTracking().Where(m => m.AccountId == accountId && m.RealmId == realmId).ToListAsync(ct),
            DueDays = await db.Terms.AsNoTracking().Where(t => t.AccountId == accountId).ToDictionaryAsync(t => t.Name, t => t.DueDays, StringComparer.OrdinalIgnoreCase, ct),
        };
        foreach (var kind in wanted.GroupBy(w => w.Kind, w => w.Id))
        {
            foreach (var record in (await RecordsToExport.LoadAsync(db, kind.Key, [.. kind], ct)).Where(r => r.AccountId == accountId))
            {
                reads._records[(kind.Key, record.Id)] = record;
            }
        }

        await reads.ReadLinksAsync(db, ct);
        reads._numberHolders = await OwnNumbers.FindAsync(db, accountId, [.. reads.Records], realmId, ct);
        reads._holders = await DisplayNameHolders.FindAsync(db, accountId, [.. reads.Records], realmId, ct);
        foreach (var method in reads.Records.OfType<Payment>().Select(p => p.Method).Distinct(StringComparer.Ordinal))
        {
            reads._methods[method] = await MethodNames.OfAsync(db, accountId, method, reads.Mappings, ct);
        }

        return reads;
    }

    /// <summary>The records' own links and their parents'.</summary>
    private async Task ReadLinksAsync(ValanceDb db, CancellationToken ct)
    {
        var keys = Records.SelectMany(r => ParentsOf(r).Prepend((r.Kind, r.Id))).ToHashSet();
        foreach (var kind in keys.GroupBy(k => k.Item1, k => k.Item2))
        {
            var ids = kind.ToList();
            ids.ForEach(id => _links[(kind.Key, id)] = null);
            foreach (var link in await db.Links.AsNoTracking()
                .Where(l => l.AccountId == AccountId && l.RealmId == RealmId && l.RecordKind == kind.Key && ids.Contains(l.RecordId)).ToListAsync(ct))
            {
                _links[(kind.Key, link.RecordId)] = link;
            }
        }
    }

    private static IEnumerable<(RecordKind, long)> RefundParentsOf(Payment payment) =>
    [
        .. payment.Refunds.Select(r => (RecordKind.Payment, r.Id)),
        .. payment.RefundsPaymentId is { } refunded ? [(RecordKind.Payment, refunded)] : Array.Empty<(RecordKind, long)>(),
        .. payment.RefundsOrderId is { } order ? [(RecordKind.Order, order)] : Array.Empty<(RecordKind, long)>(),
    ];

    private static IEnumerable<(RecordKind, long)> ParentsOf(Record record) => record switch
    {
        Order order => [(RecordKind.Customer, order.CustomerId)],
        Payment payment => [(RecordKind.Customer, payment.CustomerId), .. payment.Applications.Select(a => (RecordKind.Order, a.OrderId)), .. RefundParentsOf(payment)],
        PurchaseOrder { Order: { } order } purchase => [(RecordKind.Vendor, purchase.VendorId), (RecordKind.Customer, order.CustomerId)],
        PurchaseOrder purchase => [(RecordKind.Vendor, purchase.VendorId)],
        _ => [],
    };
}
