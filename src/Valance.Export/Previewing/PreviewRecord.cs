using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks;

namespace Valance.Export.Previewing;

/// <summary>Shows what an export would send, without sending it. What QuickBooks holds of a record that stands there is read now.</summary>
public sealed class PreviewRecord(
    IDbContextFactory<ValanceDb> store, ExportPlanner planner, RecordReadiness readiness, CompanyCatalogues catalogues, QuickBooksClientFactory clients)
{
    public async Task<Result<RecordPreview>> HandleAsync(Actor actor, RecordKind kind, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleRecords(actor, kind).AnyAsync(r => r.Id == id, ct))
        {
            return Result<RecordPreview>.NotFound("The record");
        }

        var record = (await RecordsToExport.LoadAsync(db, kind, [id], ct)).Single();
        var realmId = await db.Connections.Where(c => c.AccountId == record.AccountId && c.State != ConnectionState.Disconnected)
            .Select(c => c.RealmId).FirstOrDefaultAsync(ct);
        if (realmId is null)
        {
            return Result<RecordPreview>.Invalid(
                "", "QuickBooks is not connected. The account administrator connects it under Tools > QuickBooks connection.");
        }

        var request = new PlanRequest(record.AccountId, realmId, clients.For(realmId), kind, id) { IsPreview = true, Priority = Priority.High };
        var reads = await planner.ReadAsync(record.AccountId, request.Client, [(kind, id)], request.Priority, ct);
        var outcome = await planner.PlanAsync(request, reads, ct);
        // After the plan: it reads the company's lists if they were not known, and the checks use them.
        // Who bears its number was asked just now.
        IReadOnlyList<Finding> findings =
            [.. (await readiness.OfAsync(kind, id, ct)).Where(f => f.Name != DuplicateNumber.Cause), .. await planner.LookAsync(request, reads, ct)];
        return Result<RecordPreview>.Done(await PreviewAsync(db, record, outcome, catalogues.For(realmId).Known, findings, ct));
    }

    private static async Task<RecordPreview> PreviewAsync(
        ValanceDb db, Record record, PlanOutcome outcome, CompanyLists? lists, IReadOnlyList<Finding> findings, CancellationToken ct)
    {
        var plan = (outcome as PlanOutcome.Send)?.Plan;
        var sent = plan?.Operation == ExportOperation.Void ? null : plan?.Wanted ?? plan?.Payload;
        var held = plan?.Held;
        var names = new ListNames(lists);
        var notes = plan?.Notes ?? [];
        var rows = (await RecordRows.OfAsync(db, record, names, ct)).Read(sent, held)
            .Select(r => new PreviewField(r.Field, r.Ours, r.Sent, r.Held, [.. notes.Where(n => string.Equals(n.Field, r.Field, StringComparison.Ordinal))]))
            .Where(f => !f.IsEmpty)
            .ToList();
        return new(record.Kind, record.Id, record.Label, Summary(record, outcome), held is not null)
        {
            Fields = rows,
            Lines = LineRows.Of(record, lists?.Profile, sent, held, names),
            OtherNotes = [.. notes.Where(n => rows.All(r => !string.Equals(r.Field, n.Field, StringComparison.Ordinal)))],
            Findings = findings,
            Checks = Checks(record, findings),
            Stopped = outcome is PlanOutcome.Stopped stopped ? Explanations.Of(stopped.Failure, record.Label) : null,
        };
    }

    /// <summary>The record's own rules, what it points at, and what goes first: what passed is told for all three.</summary>
    private static IReadOnlyList<CheckOutcome> Checks(Record record, IReadOnlyList<Finding> findings)
    {
        var rules = RecordChecks.All(record.Kind);
        var others = findings.Where(f => f is { IsAboutMappings: false, Parent: null } && !rules.Any(r => IsOf(f, r)));
        return
        [
            .. rules.Select(c => new CheckOutcome(c.Field, c.Rule, !findings.Any(f => IsOf(f, c)), c.Blocks)),
            .. others.Select(f => new CheckOutcome(f.Field, f.Title, false, f.Blocks)),
            new("Mappings", "What it points at is in QuickBooks, or is made there by the export", !findings.Any(f => f.IsAboutMappings), true),
            .. Parents.Of(record).Any() ? [new CheckOutcome("What goes first", "It is in QuickBooks, or ready to go there", findings.All(f => f.Parent is null), true)] : Array.Empty<CheckOutcome>(),
        ];
    }

    private static bool IsOf(Finding finding, ICheck check) =>
        string.Equals(finding.Name, check.Name, StringComparison.Ordinal) && finding.Field.StartsWith(check.Field, StringComparison.Ordinal);

    private static string Summary(Record record, PlanOutcome outcome)
    {
        var kind = (record, Wire.NameOf(record.Kind)) switch
        {
            (Payment { IsRefund: true } refund, _) => RefundRows.WordOf(refund.Refund),
            (_, "PurchaseOrder") => "purchase order",
            (_, var name) => name.ToLowerInvariant(),
        };
        return outcome switch
        {
            PlanOutcome.NothingToSend { Summary: { } summary } => summary,
            PlanOutcome.Send { Plan.IsUnchanged: true } or PlanOutcome.NothingToSend { Fingerprint.Length: > 0 } => "QuickBooks holds it as it stands here: nothing would be sent.",
            PlanOutcome.BeforeCutOff early => early.Early.Why,
            PlanOutcome.NothingToSend => "It was cancelled before it ever stood in QuickBooks: nothing would be sent.",
            PlanOutcome.Send { Plan.Operation: ExportOperation.Create } => $"It would be entered in QuickBooks as a new {kind}.",
            PlanOutcome.Send { Plan.Operation: ExportOperation.Update } => $"The {kind} in QuickBooks would be changed.",
            PlanOutcome.Send { Plan.Operation: ExportOperation.Delete } => $"The {kind} in QuickBooks would be deleted.",
            PlanOutcome.Send => $"The {kind} in QuickBooks would be voided.",
            PlanOutcome.NeedsParent { Kind: RecordKind.Payment } when record is Payment { Refund: RefundKind.UndoesPayment } =>
                "It has no document of its own: the payment that it is about would be sent anew, lower or void.",
            PlanOutcome.NeedsParent { Kind: RecordKind.Payment } when record is Payment { IsRefund: true } =>
                "The payment or credit that it is about would be sent anew first, so that the two are linked.",
            PlanOutcome.NeedsParent { Kind: RecordKind.Payment } => "A payment on it is sent anew first, so that it lets go of the invoice. Then the invoice is voided.",
            _ => "What would be sent cannot be shown now.",
        };
    }
}
