using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Matching;
using Valance.Export.Planning;

namespace Valance.Export.Checks;

/// <summary>
/// Whether records could be exported as they stand, for their pages, for badges in lists and for a whole selection. Asks QuickBooks nothing: what is
/// not known of the company is not checked. The queries do not grow with the number of records.
/// </summary>
public sealed class RecordReadiness(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues)
{
    /// <summary>Every problem at once; empty where it is ready as far as we know.</summary>
    public async Task<IReadOnlyList<Finding>> OfAsync(RecordKind kind, long id, CancellationToken ct) =>
        (await OfAsync(kind, [id], ct)).GetValueOrDefault(id, []);

    /// <summary>The problems of each; a record that is not there has no entry. Hand it visible records: it shows only what the caller already saw.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<Finding>>> OfAsync(RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<long, IReadOnlyList<Finding>>();
        }

        await using var db = await store.CreateDbContextAsync(ct);
        return await new Run(db, catalogues).OfAsync(kind, ids, ct);
    }

    /// <summary>One look at many records; parents that several share are looked at once for each kind.</summary>
    private sealed class Run(ValanceDb db, CompanyCatalogues catalogues)
    {
        private readonly Dictionary<long, AccountFacts> _accounts = [];

        public async Task<IReadOnlyDictionary<long, IReadOnlyList<Finding>>> OfAsync(RecordKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
        {
            var found = new Dictionary<long, IReadOnlyList<Finding>>();
            var records = await RecordsToExport.LoadAsync(db, kind, ids, ct);
            foreach (var group in records.GroupBy(r => r.AccountId))
            {
                var ofAccount = group.ToList();
                var facts = await FactsAsync(group.Key, ct);
                var taken = await DisplayNameHolders.FindAsync(db, group.Key, ofAccount, facts.RealmId, ct);
                var numbers = await OwnNumbers.FindAsync(db, group.Key, ofAccount, facts.RealmId, ct);
                var early = await CutOff.LeftOutAsync(db, kind, [.. ofAccount.Select(r => r.Id)], ct);
                var parents = await ParentsAsync(ofAccount, facts, ct);
                var links = facts.Names is null && facts.Lists is null ? [] : await LinksAsync(facts, kind, [.. ofAccount.Select(r => r.Id)], ct);
                foreach (var record in ofAccount)
                {
                    if (early.ContainsKey(record.Id))
                    {
                        // It stays here: nothing has to be put right for QuickBooks.
                        found[record.Id] = [];
                        continue;
                    }

                    var context = new CheckContext
                    {
                        Company = facts.Lists?.Profile,
                        NameHolder = taken.GetValueOrDefault((record.Kind, record.Id)),
                        HolderInQuickBooks = facts.Names?.HolderOf(DisplayNames.Of(record), (MatchScope.KindOf(kind), links.GetValueOrDefault(record.Id))),
                        NumberHolder = facts.NumberHolder(record, links.GetValueOrDefault(record.Id)),
                        OwnNumberHolder = NumbersHeld.AreOurs(kind, facts.Lists?.Profile) ? numbers.GetValueOrDefault((record.Kind, record.Id)) : null,
                        PaymentMethods = record is Payment payment ? await MethodNames.OfAsync(db, group.Key, payment.Method, facts.Mappings, ct) : [],
                    };
                    found[record.Id] = [.. RecordChecks.Of(record, context), .. References(record, facts), .. NotReady(record, parents)];
                }
            }

            return found;
        }

        private static IEnumerable<Finding> References(Record record, AccountFacts facts) =>
            facts.Resolver() is { } resolver && !Cancelling.IsCancelled(record)
                ? ReferenceFindings.Of(record, resolver, facts.Lists!).Select(f => RecordChecks.ToFinding(f, blocks: true, record) with { IsAboutMappings = f.Cause != "before-inventory-start" })
                : [];

        private static IEnumerable<Finding> NotReady(Record record, Dictionary<RecordKey, Finding> parents) => Cancelling.IsCancelled(record)
            ? []
            : Parents.Of(record).Where(p => parents.ContainsKey(p.Parent)).DistinctBy(p => p.Parent).Select(p =>
            {
                var its = parents[p.Parent];
                var failure = new Failure("parent-not-ready", FailureCategory.Fixable, p.Field, its.Record, Detail: its.Sentence);
                return RecordChecks.ToFinding(failure, blocks: true, record) with { Parent = p.Parent };
            });

        /// <summary>The first problem of each parent that does not stand in QuickBooks yet and is not ready itself.</summary>
        private async Task<Dictionary<RecordKey, Finding>> ParentsAsync(List<Record> records, AccountFacts facts, CancellationToken ct)
        {
            var notReady = new Dictionary<RecordKey, Finding>();
            foreach (var group in records.SelectMany(r => Parents.Of(r).Select(p => p.Parent)).Distinct().GroupBy(p => p.Kind))
            {
                var ids = group.Select(p => p.Id).ToList();
                var linked = await LinksAsync(facts, group.Key, ids, ct);
                foreach (var (id, findings) in await OfAsync(group.Key, [.. ids.Where(i => !linked.ContainsKey(i))], ct))
                {
                    if (findings.FirstOrDefault(f => f.Blocks) is { } first)
                    {
                        notReady[new(group.Key, id)] = first;
                    }
                }
            }

            return notReady;
        }

        /// <summary>The ids in QuickBooks, by the records that stand there.</summary>
        private Task<Dictionary<long, string>> LinksAsync(AccountFacts facts, RecordKind kind, List<long> ids, CancellationToken ct) => db.Links
            .Where(l => l.AccountId == facts.AccountId && l.RealmId == facts.RealmId && l.RecordKind == kind && ids.Contains(l.RecordId))
            .ToDictionaryAsync(l => l.RecordId, l => l.QuickBooksId, ct);

        private async Task<AccountFacts> FactsAsync(long accountId, CancellationToken ct)
        {
            if (!_accounts.TryGetValue(accountId, out var facts))
            {
                _accounts[accountId] = facts = await AccountFacts.ReadAsync(db, accountId, catalogues, ct);
            }

            return facts;
        }
    }
}
