using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.QuickBooks;

namespace Valance.Export.Matching;

/// <summary>Somebody in QuickBooks who may be the record.</summary>
/// <param name="Detail">E-mail, phone and place, as far as QuickBooks has them.</param>
/// <param name="Reason">Why, in words: "same phone, name differs by 'Inc'".</param>
public sealed record CandidateView(string QuickBooksId, string Name, string Detail, int Score, string Reason);

/// <param name="Unread">Why QuickBooks could not be asked, in words; null where it was.</param>
/// <param name="MayLink">False for somebody who may look, but not export.</param>
public sealed record CandidatesView(IReadOnlyList<CandidateView> Candidates, bool MayLink, string? Unread);

/// <summary>Whether a customer or vendor that was never exported is perhaps in QuickBooks already.</summary>
public sealed class FindCandidates(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients)
{
    private const int Most = 4;

    // Reads are metered: whoever looks at one record after another asks once.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <returns>No candidates for a record that is linked, cancelled, or of an Account without a connection.</returns>
    public async Task<Result<CandidatesView>> HandleAsync(Actor actor, RecordKind kind, long recordId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var record = await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == recordId, ct);
        if (record is null)
        {
            return Result<CandidatesView>.NotFound("The record");
        }

        var mayLink = actor.May(Permission.Export, record.AccountId);
        var connection = await MatchScope.ConnectionAsync(db, actor, record.AccountId, ct);
        if (connection is null || !MatchScope.Kinds.Contains(kind) || record is Core.Customers.Customer { IsCancelled: true } or Core.Vendors.Vendor { IsCancelled: true }
            || await db.Links.AnyAsync(l => l.RealmId == connection.RealmId && l.RecordKind == kind && l.RecordId == recordId, ct))
        {
            return Result<CandidatesView>.Done(new([], mayLink, null));
        }

        var names = await catalogues.For(connection.RealmId).NamesAsync(clients.For(connection.RealmId), Priority.High, Fresh, ct);
        if (names.Value is null)
        {
            return Result<CandidatesView>.Done(new([], mayLink, Explanations.Of(names.Failure!, "The company's names").Why));
        }

        var found = names.Value.Index.Find(record, await RuledOutAsync(db, connection.RealmId, record, ct), Most);
        return Result<CandidatesView>.Done(new(
            [.. found.Select(c => new CandidateView(c.Name.Id, c.Name.DisplayName, MatchScope.Detail(c.Name), c.Match.Score, c.Match.Reason))], mayLink, null));
    }

    private static async Task<Func<string, bool>> RuledOutAsync(ValanceDb db, string realmId, Record record, CancellationToken ct)
    {
        var taken = await MatchScope.TakenAsync(db, realmId, record.Kind, ct);
        taken.UnionWith(await db.MatchProposals
            .Where(p => p.AccountId == record.AccountId && p.RealmId == realmId && p.RecordKind == record.Kind && p.RecordId == record.Id && p.Decision == MatchDecision.Rejected)
            .Select(p => p.QuickBooksId).ToListAsync(ct));
        return taken.Contains;
    }
}
