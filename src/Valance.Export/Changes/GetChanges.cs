using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Planning;
using Valance.Export.Previewing;
using Valance.QuickBooks;

namespace Valance.Export.Changes;

/// <summary>What changed in an exported record since it was sent, here and in QuickBooks.</summary>
public sealed class GetChanges(IDbContextFactory<ValanceDb> store, ExportPlanner planner, CompanyCatalogues catalogues, QuickBooksClientFactory clients)
{
    /// <param name="withTheirs">QuickBooks is asked what it holds; else only ours is compared with what was sent last.</param>
    public async Task<Result<RecordChanges>> HandleAsync(Actor actor, RecordKind kind, long id, bool withTheirs, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleRecords(actor, kind).AnyAsync(r => r.Id == id, ct))
        {
            return Result<RecordChanges>.NotFound("The record");
        }

        var record = (await RecordsToExport.LoadAsync(db, kind, [id], ct)).Single();
        var realmId = await db.Connections.Where(c => c.AccountId == record.AccountId && c.State != ConnectionState.Disconnected)
            .Select(c => c.RealmId).FirstOrDefaultAsync(ct);
        var link = realmId is null ? null : await db.Links.AsNoTracking().SingleOrDefaultAsync(
            l => l.AccountId == record.AccountId && l.RealmId == realmId && l.RecordKind == kind && l.RecordId == id, ct);
        return link is null
            ? Result<RecordChanges>.Invalid("", $"{record.Label} does not stand in QuickBooks, so there is nothing to compare.")
            : Result<RecordChanges>.Done(await CompareAsync(db, record, link, withTheirs, ct));
    }

    private async Task<RecordChanges> CompareAsync(ValanceDb db, Record record, Link link, bool withTheirs, CancellationToken ct)
    {
        var request = new PlanRequest(record.AccountId, link.RealmId, clients.For(link.RealmId), record.Kind, record.Id)
        {
            IsPreview = true,
            IsOursAlone = !withTheirs,
            Priority = Priority.High,
        };
        var isCancelled = Cancelling.IsCancelled(record);
        var outcome = isCancelled && !withTheirs ? null : await planner.PlanAsync(request, ct);
        var changes = new RecordChanges(record.Kind, record.Id, record.Label, (outcome as PlanOutcome.Send)?.Plan.Held?.SyncToken ?? "")
        {
            SentAt = link.ExportedAt,
            IsCancelled = isCancelled,
            WasNeverSent = link.SentPayload.Length == 0,
        };
        return outcome switch
        {
            PlanOutcome.Stopped { Failure: var failure } => changes with { Seen = SeenOf(failure), Stopped = Explanations.Of(failure, record.Label) },
            PlanOutcome.Send { Plan: { Wanted: not null } plan } when !isCancelled && link.Document.Length == 0 => changes with
            {
                Fields = await FieldsAsync(db, record, link, plan, catalogues.For(link.RealmId).Known, ct),
            },
            _ => changes,
        };
    }

    private static SeenInQuickBooks SeenOf(Failure failure) => failure.Cause switch
    {
        "deleted-in-quickbooks" => SeenInQuickBooks.Deleted,
        "inactive-in-quickbooks" => SeenInQuickBooks.Inactive,
        Holders.Survivor.Cause => SeenInQuickBooks.Merged,
        VoidedThere.Cause => SeenInQuickBooks.Voided,
        _ => SeenInQuickBooks.AsSent,
    };

    private static async Task<IReadOnlyList<ChangedField>> FieldsAsync(ValanceDb db, Record record, Link link, ExportPlan plan, CompanyLists? lists, CancellationToken ct)
    {
        var comparison = KindOfComparison.Of(record.Kind).Compare(link, plan);
        var names = new ListNames(lists);
        var rows = await RecordRows.OfAsync(db, record, names, ct);
        // Three times through the same rows: each side reads in the same words.
        var sent = rows.Read(comparison.Before, null).ToList();
        var ours = rows.Read(plan.Wanted, plan.Held).ToList();
        var fields = sent.Zip(ours, (before, now) => (now.Field, Sent: before.Sent, Ours: now.Sent, Theirs: now.Held))
            .Append((Field: Export.Fields.Lines, Sent: Lines(comparison.Before, names), Ours: Lines(plan.Wanted, names), Theirs: plan.Held is null ? null : Lines(plan.Held, names)))
            .Where(f => !string.Equals(f.Field, Export.Fields.QuickBooksNote, StringComparison.Ordinal));
        return [.. fields.Select(f => Of(f.Field, f.Sent, f.Ours, f.Theirs, comparison.Sides.FirstOrDefault(s => string.Equals(s.Field, f.Field, StringComparison.Ordinal))))
            .Where(f => f.OursChanged || f.TheirsChanged || f.TheirsStands)];
    }

    /// <summary>A figure that follows from others, such as the total, is shown where it differs and never chosen.</summary>
    private static ChangedField Of(string field, string sent, string ours, string? theirs, FieldSides? sides) => sides is null
        ? new(field, sent, ours, theirs, sent.Length > 0 && !string.Equals(sent, ours, StringComparison.Ordinal), false, false, false)
        : new(field, sent, ours, theirs, sides.OursChanged, theirs is not null && sides.TheirsChanged, theirs is not null && sides.NeedsChoice, sides.TheirsStands);

    private static string Lines(QuickBooks.Entities.IQuickBooksEntity? document, ListNames names) => string.Join("\n", LineRows.Texts(document, names));
}
