using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Links;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Valance.Export.Matching;
using Valance.QuickBooks;

namespace Valance.Export.Reconciling;

/// <summary>Does what brings the two sides of a difference together, by the ways that exist: an export, a link. The next run tells whether it helped.</summary>
public sealed class SettleFinding(
    IDbContextFactory<ValanceDb> store, RequestExport export, RequestBulkExport bulk, LinkRecord link, QuickBooksClientFactory clients)
{
    private const string NotFound = "610";

    /// <param name="action">The row's own, or Export for something of ours that only looks like what QuickBooks has.</param>
    /// <returns>The background job that does it.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, long findingId, ReconcileAction action, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var found = await FindingDesk.FindAsync(db, actor, findingId, ct);
        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var (finding, run) = found.Value;
        if (finding.RecordId is not { } recordId || (action != finding.Action && !(action == ReconcileAction.Export && finding.Action == ReconcileAction.Link)))
        {
            return Result<long>.Conflict("That cannot be done about this difference. Look at it in QuickBooks, or ignore it with a reason.");
        }

        if (action == ReconcileAction.Link)
        {
            var linked = await link.HandleAsync(actor, finding.RecordKind, recordId, finding.QuickBooksId, ct);
            return await DoneAsync(db, finding, actor, "Linked.", linked, ct);
        }

        if (action == ReconcileAction.ExportAnew && await StillThereAsync(run.RealmId, finding, ct) is { } still)
        {
            return Result<long>.Conflict(still);
        }

        await PrepareAsync(run, action, finding.RecordKind, [recordId], ct);
        var asked = await export.HandleAsync(actor, finding.RecordKind, [recordId], ct);
        return await DoneAsync(db, finding, actor, "Export asked for.", asked.IsDone ? Result<long>.Done(asked.Value.JobIds.Count > 0 ? asked.Value.JobIds[0] : 0) : asked.Refused<long>(), ct);
    }

    /// <summary>All open rows of one kind that are only here, or that ours is sent over.</summary>
    /// <returns>How many were asked for.</returns>
    public async Task<Result<int>> AllAsync(Actor actor, long runId, RecordKind kind, ReconcileAction action, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (await FindingDesk.VisibleRuns(db, actor).SingleOrDefaultAsync(r => r.Id == runId, ct) is not { } run)
        {
            return Result<int>.NotFound("The comparison");
        }

        if (!actor.May(Permission.EditBooks, run.AccountId))
        {
            return Result<int>.Forbidden("Your role may not settle differences. A bookkeeper or the account administrator can.");
        }

        if (action is not (ReconcileAction.Export or ReconcileAction.Update))
        {
            return Result<int>.Invalid(nameof(action), "Only exports and updates are asked for together; the others are looked at one by one.");
        }

        var open = db.ReconcileFindings.Where(f => f.RunId == runId && f.RecordKind == kind && f.Action == action && f.State == FindingState.Open && f.RecordId != null);
        var ids = await open.Select(f => f.RecordId!.Value).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return Result<int>.Invalid("", "Nothing is left to do here.");
        }

        await PrepareAsync(run, action, kind, ids, ct);
        var asked = await bulk.HandleSelectionAsync(actor, kind, ids, ct);
        if (!asked.IsDone)
        {
            return asked.Refused<int>();
        }

        await open.ExecuteUpdateAsync(
            set => set.SetProperty(f => f.State, FindingState.Done).SetProperty(f => f.StateNote, "Export asked for.").SetProperty(f => f.StateBy, actor.Name)
                .SetProperty(f => f.DoneJobId, asked.Value.JobId),
            ct);
        return Result<int>.Done(ids.Count);
    }

    /// <summary>An update must be sent though ours did not change; what is gone there must be let go of first.</summary>
    private async Task PrepareAsync(ReconcileRun run, ReconcileAction action, RecordKind kind, IReadOnlyCollection<long> recordIds, CancellationToken ct)
    {
        foreach (var chunk in recordIds.Chunk(500))
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var links = Links(db, run, kind, chunk);
            if (action == ReconcileAction.Update)
            {
                // The person has seen both figures and asked for ours: nobody is asked once more whether it may go over theirs.
                await links.ExecuteUpdateAsync(
                    set => set.SetProperty(l => l.Fingerprint, "").SetProperty(l => l.SentPayload, "").SetProperty(l => l.Kept, "")
                        .SetProperty(l => l.RecordVersion, 0).SetProperty(l => l.IsVoided, false),
                    ct);
            }
            else if (action == ReconcileAction.ExportAnew)
            {
                await links.ExecuteDeleteAsync(ct);
            }
        }
    }

    private static IQueryable<Link> Links(ValanceDb db, ReconcileRun run, RecordKind kind, long[] recordIds) =>
        db.Links.Where(l => l.AccountId == run.AccountId && l.RealmId == run.RealmId && l.RecordKind == kind && recordIds.Contains(l.RecordId));

    /// <summary>Only what is gone, or void, may be made again: else it would stand there twice. Null where it is gone.</summary>
    private async Task<string?> StillThereAsync(string realmId, ReconcileFinding finding, CancellationToken ct)
    {
        var (held, failure) = await ReadHeld.OfAsync(clients.For(realmId), finding.RecordKind, finding.QuickBooksId, ct);
        return (held, failure) switch
        {
            ({ Total: 0m }, _) when finding.Difference == DifferenceKind.Voided => null,
            ({ }, _) => "QuickBooks has it again by now. Compare the books again.",
            (null, { Code: NotFound }) => null,
            _ => $"QuickBooks gives no answer just now, so nothing was done. {Explanations.Of(failure!, finding.Name).Why}",
        };
    }

    private async Task<Result<long>> DoneAsync(ValanceDb db, ReconcileFinding finding, Actor actor, string what, Result<long> outcome, CancellationToken ct)
    {
        if (outcome.IsDone)
        {
            (finding.State, finding.StateNote, finding.StateBy, finding.DoneJobId) = (FindingState.Done, what, actor.Name, outcome.Value);
            await db.SaveChangesAsync(ct);
        }

        return outcome;
    }
}
