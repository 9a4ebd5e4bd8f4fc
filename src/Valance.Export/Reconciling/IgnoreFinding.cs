using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Reconciling;

namespace Valance.Export.Reconciling;

/// <summary>Somebody knows of a difference and leaves it, with a reason: later runs leave it too until its figures change. It can be brought back.</summary>
public sealed class IgnoreFinding(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public const int LongestReason = 500;

    public async Task<Result<bool>> HandleAsync(Actor actor, long findingId, string reason, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var found = await FindingDesk.FindAsync(db, actor, findingId, ct);
        if (!found.IsDone)
        {
            return found.Refused<bool>();
        }

        var why = reason.Trim();
        if (why.Length is 0 or > LongestReason)
        {
            return Result<bool>.Invalid(nameof(reason), why.Length == 0 ? "Say why it may stay as it is: whoever compares the books next wants to know." : $"At most {LongestReason} characters.");
        }

        var (finding, run) = found.Value;
        var ignore = await Of(db, run, finding).SingleOrDefaultAsync(ct);
        if (ignore is null)
        {
            ignore = new ReconcileIgnore
            {
                AccountId = run.AccountId,
                RealmId = run.RealmId,
                RecordKind = finding.RecordKind,
                RecordId = finding.RecordId ?? 0,
                QuickBooksId = finding.QuickBooksId,
                Figures = finding.Figures,
                Reason = why,
            };
            db.ReconcileIgnores.Add(ignore);
        }

        (ignore.Figures, ignore.Reason, ignore.By, ignore.At) = (finding.Figures, why, actor.Name, time.GetUtcNow().UtcDateTime);
        (finding.State, finding.StateNote, finding.StateBy, finding.DoneJobId) = (FindingState.Ignored, why, actor.Name, null);
        await db.SaveChangesAsync(ct);
        return Result<bool>.Done(true);
    }

    public async Task<Result<bool>> BringBackAsync(Actor actor, long findingId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var found = await FindingDesk.FindAsync(db, actor, findingId, ct);
        if (!found.IsDone)
        {
            return found.Refused<bool>();
        }

        var (finding, run) = found.Value;
        db.ReconcileIgnores.RemoveRange(await Of(db, run, finding).ToListAsync(ct));
        (finding.State, finding.StateNote, finding.StateBy, finding.DoneJobId) = (FindingState.Open, "", "", null);
        await db.SaveChangesAsync(ct);
        return Result<bool>.Done(true);
    }

    private static IQueryable<ReconcileIgnore> Of(ValanceDb db, ReconcileRun run, ReconcileFinding finding)
    {
        var recordId = finding.RecordId ?? 0;
        return db.ReconcileIgnores.Where(i => i.AccountId == run.AccountId && i.RealmId == run.RealmId && i.RecordKind == finding.RecordKind
            && i.RecordId == recordId && i.QuickBooksId == finding.QuickBooksId);
    }
}
