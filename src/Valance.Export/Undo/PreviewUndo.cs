using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Changes;
using Valance.Export.Failures;
using Valance.Export.JobWork;
using Valance.Export.Matching;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Undo;

/// <summary>Shows what an undo would take back, in order, and finds what stands in its way; sends nothing.</summary>
public sealed class PreviewUndo(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients)
{
    /// <summary>More than this at once nobody looks through.</summary>
    public const int Most = 5_000;

    private const int ChunkSize = 500;

    public async Task<Result<UndoPreview>> HandleAsync(Actor actor, UndoScope scope, CancellationToken ct)
    {
        var found = await FindAsync(actor, scope, ct);
        return found.IsDone ? Result<UndoPreview>.Done(found.Value.Preview) : found.Refused<UndoPreview>();
    }

    internal async Task<Result<UndoFound>> FindAsync(Actor actor, UndoScope scope, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var (title, account) = await TitleAsync(db, actor, scope, ct);
        if (title is null)
        {
            return Result<UndoFound>.NotFound(scope.Kind is null ? "The export" : "The record");
        }

        if (!actor.May(Permission.EditBooks, account))
        {
            return Result<UndoFound>.Forbidden(await WhoMay.SayAsync(db, account, Permission.EditBooks, "undo an export", ct));
        }

        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == account && c.State != ConnectionState.Disconnected, ct);
        if (connection is null)
        {
            return Result<UndoFound>.Invalid("", MatchScope.NotConnected);
        }

        var selection = scope.Kind is { } kind
            ? await UndoSelection.OfRecordAsync(db, account, connection.RealmId, kind, scope.Id, ct)
            : await UndoSelection.OfBulkAsync(db, account, connection.RealmId, scope.Id, ct);
        if (selection.Links.Count == 0)
        {
            return Result<UndoFound>.Invalid("", "Nothing of it stands in QuickBooks any more, so there is nothing to undo.");
        }

        if (selection.Links.Count > Most)
        {
            return Result<UndoFound>.Invalid("", $"It would take back {selection.Links.Count:N0} records, more than the {Most:N0} that are undone at once. Undo them by smaller parts.");
        }

        var client = clients.For(connection.RealmId);
        var lists = await catalogues.For(connection.RealmId).ListsAsync(client, Priority.High, ct: ct);
        if (lists.Value is null)
        {
            return Result<UndoFound>.Invalid("", $"QuickBooks gives no answer just now, so nothing can be checked. {Explanations.Of(lists.Failure!, title).Why}");
        }

        var steps = await StepsAsync(db, selection, client, lists.Value.Profile, ct);
        return steps is null
            ? Result<UndoFound>.Invalid("", "QuickBooks gives no answer just now, so nothing can be checked. Please try again.")
            : Result<UndoFound>.Done(new(new UndoPreview(title, account, steps), selection, connection.Id));
    }

    private static async Task<(string? Title, long Account)> TitleAsync(ValanceDb db, Actor actor, UndoScope scope, CancellationToken ct)
    {
        if (scope.Kind is { } kind)
        {
            var record = await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == scope.Id, ct);
            return (record?.Label, record?.AccountId ?? 0);
        }

        var job = await db.VisibleJobs(actor).AsNoTracking().SingleOrDefaultAsync(j => j.Id == scope.Id && j.Kind == JobKind.BulkExport, ct);
        return (job?.Title, job?.AccountId ?? 0);
    }

    /// <summary>Null where QuickBooks did not answer.</summary>
    private static async Task<IReadOnlyList<UndoStep>?> StepsAsync(ValanceDb db, UndoSelection selection, QuickBooksClient client, CompanyProfile company, CancellationToken ct)
    {
        var steps = new List<UndoStep>();
        foreach (var kind in selection.Links.GroupBy(l => l.RecordKind))
        {
            foreach (var chunk in kind.Chunk(ChunkSize))
            {
                var ids = chunk.Select(l => l.RecordId).ToList();
                var labels = await db.RecordsOf(kind.Key).AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Label, ct);
                var busy = await db.Jobs.Where(j => j.AccountId == selection.AccountId && j.RecordKind == kind.Key && j.EndedAt == null && ids.Contains(j.RecordId!.Value))
                    .Select(j => j.RecordId!.Value).ToHashSetAsync(ct);
                var held = await HeldAsync(client, kind.Key, [.. chunk.Select(l => l.QuickBooksId)], ct);
                if (held is null)
                {
                    return null;
                }

                var leaning = kind.Key == RecordKind.Payment ? await LeaningRefunds.OfAsync(db, selection.AccountId, selection.RealmId, ids, ct) : [];
                steps.AddRange(chunk.Select(link => Step(
                    link, labels.GetValueOrDefault(link.RecordId, "A record"), busy, leaning.GetValueOrDefault(link.RecordId), held.GetValueOrDefault(link.QuickBooksId), selection, company)));
            }
        }

        return steps;
    }

    private static UndoStep Step(Link link, string label, HashSet<long> busy, string? refund, object? held, UndoSelection selection, CompanyProfile company)
    {
        var step = new UndoStep(link.RecordKind, link.RecordId, label, ActionOf(link, selection));
        if (busy.Contains(link.RecordId))
        {
            return step with { Problem = Explanations.Of(new Failure("undo-on-its-way", FailureCategory.Fixable), label) };
        }

        if (link.Document.Length > 0)
        {
            return step with { Problem = Explanations.Of(new Failure(UndoPlans.StillUsed, FailureCategory.Fixable, Value: "a refund"), label) };
        }

        if (refund is not null && step.Action == UndoAction.Void)
        {
            return step with { Problem = Explanations.Of(new Failure(LeaningRefunds.Cause, FailureCategory.Fixable, Value: refund), label) };
        }

        if (held is not IQuickBooksEntity there || VoidedThere.Is(there))
        {
            return step with { Action = UndoAction.Unlink, Why = held is null && link.RecordKind is not (RecordKind.Customer or RecordKind.Vendor) ? "It was deleted in QuickBooks." : "It is voided or inactive in QuickBooks already." };
        }

        return step.Action switch
        {
            UndoAction.Unlink => step with { Why = "It was in QuickBooks before, and stays." },
            UndoAction.Loosen => step with { Why = "It settles other orders too, so it stays and lets go of what is undone." },
            UndoAction.Deactivate => step with { Why = "Unless something else in QuickBooks uses it: then it stays active." },
            _ => UndoChecks.Of(there, company) is { } failure ? step with { Problem = Explanations.Of(failure, label) } : step,
        };
    }

    private static UndoAction ActionOf(Link link, UndoSelection selection) => link.RecordKind switch
    {
        RecordKind.Payment => selection.Loosened.Contains(link.RecordId) ? UndoAction.Loosen : UndoAction.Void,
        RecordKind.Order => UndoAction.Void,
        RecordKind.PurchaseOrder => UndoAction.Delete,
        _ => link.IsMadeHere ? UndoAction.Deactivate : UndoAction.Unlink,
    };

    private static async Task<Dictionary<string, object>?> HeldAsync(QuickBooksClient client, RecordKind kind, IReadOnlyCollection<string> ids, CancellationToken ct) => kind switch
    {
        RecordKind.Customer => await HeldAsync<Customer>(client, ids, ct),
        RecordKind.Vendor => await HeldAsync<Vendor>(client, ids, ct),
        RecordKind.Order => await HeldAsync<Invoice>(client, ids, ct),
        RecordKind.Payment => await HeldAsync<Payment>(client, ids, ct),
        _ => await HeldAsync<PurchaseOrder>(client, ids, ct),
    };

    private static async Task<Dictionary<string, object>?> HeldAsync<T>(QuickBooksClient client, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var answer = await client.QueryAsync(new QuickBooksQuery<T>().WhereIn("Id", ids), new CallOptions { Priority = Priority.High }, ct);
        return answer.Succeeded ? answer.Value.ToDictionary(r => r.Id!, r => (object)r, StringComparer.Ordinal) : null;
    }
}

/// <summary>A preview, and what it was made of.</summary>
internal sealed record UndoFound(UndoPreview Preview, UndoSelection Selection, long ConnectionId);
