using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;

namespace Valance.Core.Audit;

/// <summary>A change as it is shown.</summary>
/// <param name="AccountName">Empty for what belongs to the site.</param>
public sealed record AuditRow(
    long Id, DateTime At, string By, AuditSubject Subject, long SubjectId, string Label, AuditAction Action, IReadOnlyList<AuditChange> Changes, long? AccountId, string AccountName)
{
    /// <summary>The record that was changed; null for anything else.</summary>
    public RecordKind? Kind => Subject <= AuditSubject.PurchaseOrder ? (RecordKind)Subject : null;
}

/// <summary>Where a page ends: the next one begins behind it.</summary>
public sealed record AuditCursor(DateTime At, long Id);

/// <param name="Next">Null on the last page.</param>
/// <param name="Count">How many match, counted up to <see cref="AuditSearch.MostCounted"/>.</param>
public sealed record AuditList(IReadOnlyList<AuditRow> Rows, AuditCursor? Next, int Count)
{
    public bool IsCountCapped => Count > AuditSearch.MostCounted;
}

/// <summary>Who changed what: an Account's whole for its administrators, a record's own for whoever sees the record. Newest first, filtered and paged in the store.</summary>
public sealed class AuditSearch(IDbContextFactory<ValanceDb> store)
{
    public const int MostCounted = 10_000;

    private const int FilePage = 500;

    public async Task<AuditList> HandleAsync(Actor actor, AuditFilter filter, AuditCursor? after, int pageSize, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var matching = filter.Apply(db.VisibleAudit(actor));
        var count = await matching.Take(MostCounted + 1).CountAsync(ct);
        var rows = await PageAsync(db, Behind(matching, after), pageSize + 1, ct);
        return rows.Count > pageSize
            ? new(rows[..pageSize], new(rows[pageSize - 1].At, rows[pageSize - 1].Id), count)
            : new(rows, null, count);
    }

    /// <summary>All that match, for a file: read by key, a page at a time.</summary>
    public async IAsyncEnumerable<AuditRow> AllAsync(Actor actor, AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        for (AuditCursor? after = null; ;)
        {
            var page = await PageAsync(db, Behind(filter.Apply(db.VisibleAudit(actor)), after), FilePage, ct);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < FilePage)
            {
                yield break;
            }

            after = new(page[^1].At, page[^1].Id);
        }
    }

    /// <summary>The latest changes of one record; none of a record that the asker does not see.</summary>
    public async Task<IReadOnlyList<AuditRow>> OfAsync(Actor actor, RecordKind kind, long recordId, int most, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleRecords(actor, kind).AnyAsync(r => r.Id == recordId, ct))
        {
            return [];
        }

        var subject = (AuditSubject)kind;
        return await PageAsync(db, db.AuditEntries.Where(e => e.Subject == subject && e.SubjectId == recordId), most, ct);
    }

    private static IQueryable<AuditEntry> Behind(IQueryable<AuditEntry> rows, AuditCursor? after) =>
        after is null ? rows : rows.Where(e => e.At <= after.At && (e.At < after.At || e.Id < after.Id));

    private static async Task<List<AuditRow>> PageAsync(ValanceDb db, IQueryable<AuditEntry> rows, int most, CancellationToken ct)
    {
        var found = await rows.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(most)
            .Select(e => new { Entry = e, Account = db.Accounts.Where(a => a.Id == e.AccountId).Select(a => a.Name).FirstOrDefault() }).AsNoTracking().ToListAsync(ct);
        return found.ConvertAll(f => new AuditRow(
            f.Entry.Id, f.Entry.At, f.Entry.By, f.Entry.Subject, f.Entry.SubjectId, f.Entry.Label, f.Entry.Action, AuditTrail.Read(f.Entry.Changes), f.Entry.AccountId, f.Account ?? ""));
    }
}
