using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.History;
using Valance.Export.JobWork;
using Valance.Export.Planning;
using Valance.QuickBooks;

namespace Valance.Export.Changes;

/// <summary>What came of a choice.</summary>
/// <param name="JobId">The export that sends it.</param>
/// <param name="NotTaken">Why our record could not take QuickBooks' values; there they only stand. Null where it took all it can.</param>
public sealed record ValuesChosen(long JobId, string? NotTaken);

/// <summary>
/// A person has seen what was sent last, ours and QuickBooks' side by side, and says for each field which stands. Ours is sent over QuickBooks' value;
/// QuickBooks' goes into our record where its form has it, and else is remembered as standing, so that nobody is asked again.
/// </summary>
public sealed class ChooseValues(
    IDbContextFactory<ValanceDb> store, GetChanges getChanges, ExportPlanner planner, SaveTheirs saveTheirs, JobWriter jobs, QuickBooksClientFactory clients, TimeProvider time)
{
    /// <param name="seen">QuickBooks' version that the person looked at; another one is a conflict.</param>
    /// <param name="theirs">The fields in which QuickBooks' value stands; in all others that needed a choice ours does.</param>
    public async Task<Result<ValuesChosen>> HandleAsync(Actor actor, RecordKind kind, long id, string seen, IReadOnlyCollection<string> theirs, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (await db.VisibleRecords(actor, kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } record)
        {
            return Result<ValuesChosen>.NotFound("The record");
        }

        if (!JobRights.MayWork(actor, record.AccountId) && !actor.May(Permission.Export, record.AccountId))
        {
            return Result<ValuesChosen>.Forbidden(await WhoMay.SayAsync(db, record.AccountId, Permission.Export, "choose what is sent to QuickBooks", ct));
        }

        var looked = await getChanges.HandleAsync(actor, kind, id, withTheirs: true, ct);
        if (!looked.IsDone)
        {
            return looked.Refused<ValuesChosen>();
        }

        var changes = looked.Value;
        if (changes.Stopped is not null || changes.SyncToken.Length == 0)
        {
            return Result<ValuesChosen>.Conflict(changes.Stopped?.What ?? "There is nothing to choose any more.");
        }

        if (!string.Equals(changes.SyncToken, seen, StringComparison.Ordinal))
        {
            return Result<ValuesChosen>.Conflict("It was changed in QuickBooks once more while you chose. Look at the three sides again.");
        }

        var chosen = changes.Fields.Where(f => f.NeedsChoice).ToList();
        var connection = await db.Connections.AsNoTracking().SingleAsync(c => c.AccountId == record.AccountId && c.State != ConnectionState.Disconnected, ct);
        var held = await PlanAsync(record, connection.RealmId, ct);
        if (held is null || !string.Equals(held.Held!.SyncToken, seen, StringComparison.Ordinal))
        {
            return Result<ValuesChosen>.Conflict("It was changed in QuickBooks once more while you chose. Look at the three sides again.");
        }

        var takes = chosen.Select(f => f.Field).Where(theirs.Contains).Where(f => TheirsIntoOurs.Takes(kind, f)).ToList();
        var notTaken = takes.Count == 0 ? null : await saveTheirs.HandleAsync(actor, record, held.Held, takes, ct);
        // Ours may have changed by what it took: what stands is remembered beside ours as it is now.
        var now = takes.Count > 0 && notTaken is null ? await PlanAsync(record, connection.RealmId, ct) ?? held : held;
        return await jobs.CommitAsync((db, ct) => RememberAsync(db, actor, connection, record, chosen, theirs, now, notTaken, ct), ct);
    }

    private async Task<ExportPlan?> PlanAsync(Record record, string realmId, CancellationToken ct)
    {
        var request = new PlanRequest(record.AccountId, realmId, clients.For(realmId), record.Kind, record.Id) { IsPreview = true, Priority = Priority.High };
        return await planner.PlanAsync(request, ct) is PlanOutcome.Send { Plan: { Wanted: not null, Held: not null } plan } ? plan : null;
    }

    private async Task<Result<ValuesChosen>> RememberAsync(
        ValanceDb db, Actor actor, Connection connection, Record record, List<ChangedField> chosen, IReadOnlyCollection<string> theirs, ExportPlan plan, string? notTaken,
        CancellationToken ct)
    {
        if (await db.Jobs.AnyAsync(j => j.ConnectionId == connection.Id && j.RecordKind == record.Kind && j.RecordId == record.Id && j.EndedAt == null, ct))
        {
            return Result<ValuesChosen>.Conflict("Another export of this record is under way already.");
        }

        var link = await db.Links.SingleAsync(
            l => l.AccountId == record.AccountId && l.RealmId == connection.RealmId && l.RecordKind == record.Kind && l.RecordId == record.Id, ct);
        var keys = KindOfComparison.Of(record.Kind).Keys(plan.Wanted!, plan.Held!);
        link.Kept = KeptFields.Write(
        [
            .. KeptFields.Read(link.Kept).Where(k => chosen.All(c => !string.Equals(c.Field, k.Field, StringComparison.Ordinal))),
            .. chosen.Select(c => new KeptField(c.Field, keys[c.Field].Theirs, theirs.Contains(c.Field) ? keys[c.Field].Ours : null)),
        ]);
        (link.Seen, link.SeenAt) = (SeenInQuickBooks.AsSent, null);
        // What was sent last counts as not sent: else ours would not leave where nothing changed here.
        link.Fingerprint = "";
        var now = time.GetUtcNow().UtcDateTime;
        var job = RequestExport.NewJob(record, connection.Id, actor.UserId, actor.Name, RequestExport.SinglePriority, now);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        var choices = chosen.ConvertAll(c => new FieldChoice(c.Field, c.Sent, c.Ours, c.Theirs ?? "", theirs.Contains(c.Field)));
        db.History.Add(new ValuesWereChosen(actor.Name, choices, notTaken).ToEntry(job.Id, now));
        return Result<ValuesChosen>.Done(new(job.Id, notTaken));
    }
}
