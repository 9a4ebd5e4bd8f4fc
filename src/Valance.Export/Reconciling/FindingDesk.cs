using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Reconciling;

namespace Valance.Export.Reconciling;

/// <summary>A finding with its run, for somebody who may do something about it.</summary>
internal static class FindingDesk
{
    public static async Task<Result<(ReconcileFinding Finding, ReconcileRun Run)>> FindAsync(ValanceDb db, Actor actor, long findingId, CancellationToken ct)
    {
        var finding = await db.ReconcileFindings.SingleOrDefaultAsync(f => f.Id == findingId, ct);
        var run = finding is null ? null : await VisibleRuns(db, actor).SingleOrDefaultAsync(r => r.Id == finding.RunId, ct);
        return run is null
            ? Result<(ReconcileFinding, ReconcileRun)>.NotFound("The difference")
            : !actor.May(Permission.EditBooks, run.AccountId)
                ? Result<(ReconcileFinding, ReconcileRun)>.Forbidden("Your role may not settle differences. A bookkeeper or the account administrator can.")
                : Result<(ReconcileFinding, ReconcileRun)>.Done((finding!, run));
    }

    /// <summary>Whoever sees an Account's books sees how they were compared.</summary>
    public static IQueryable<ReconcileRun> VisibleRuns(ValanceDb db, Actor actor) =>
        actor.May(Permission.ViewBooks) ? db.ReconcileRuns.Where(r => db.VisibleAccounts(actor).Any(a => a.Id == r.AccountId)) : db.ReconcileRuns.Where(_ => false);
}
