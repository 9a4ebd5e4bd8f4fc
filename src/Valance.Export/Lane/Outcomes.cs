using Microsoft.EntityFrameworkCore;
using Valance.Core.Alerts;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Catalogue;
using Valance.Export.Changes;
using Valance.Export.Connections;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Planning;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>Turns answers into what becomes of the jobs. A failure's category decides, and nothing else.</summary>
internal sealed class Outcomes(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, LaneSettings settings)
{
    // Once more is enough: what fresh lists do not cure, they do not cure the second time either.
    private const int MostLooksAgain = 1;

    // Refusals that our lists and settings, five minutes old at most, would have prevented had they been fresh.
    private static readonly HashSet<string> OfOldLists = new(StringComparer.Ordinal)
    {
        "invalid-reference", "inactive-reference", "books-closed", "departments-off", "discounts-off", "purchase-orders-off", "sales-tax-off",
    };

    /// <summary>Writes what became of one request's records, in one commit.</summary>
    /// <param name="wasLookedUp">The answers were found by looking into QuickBooks after the first ones were lost.</param>
    public async Task WriteAsync(
        LaneSession lane, IReadOnlyList<(Outgoing Item, SendAnswer Answer)> answers, CancellationToken ct, bool wasLookedUp = false)
    {
        RecordsAsSent records;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            records = await RecordsAsSent.LoadAsync(db, lane.RealmId, [.. answers.Where(a => a.Answer.Entity is not null).Select(a => a.Item)], ct);
        }

        await lane.CommitAsync((db, ct) => WriteAsync(db, lane, answers, records, wasLookedUp, ct), ct);
    }

    /// <summary>A failure before anything of the job was sent.</summary>
    public async Task StopAsync(ValanceDb db, LaneSession lane, Job job, Failure failure, CancellationToken ct)
    {
        db.History.Add(new Stopped(failure).ToEntry(job.Id, lane.Now));
        await DecideAsync(db, lane, job, failure, ct);
        if (failure.Category == FailureCategory.Transient)
        {
            lane.PauseFor(settings.Pause(Math.Max(0, job.Waits - 1)));
        }
    }

    /// <summary>What a failure's category does to the job, the lane and the connection.</summary>
    public async Task DecideAsync(ValanceDb db, LaneSession lane, Job job, Failure failure, CancellationToken ct)
    {
        switch (failure.Category)
        {
            case FailureCategory.Transient when job.Waits < settings.MostWaits:
                JobMoves.WaitForTime(db, job, failure, lane.Now + settings.Pause(job.Waits), lane.Now);
                break;
            case FailureCategory.Throttled when job.Waits < settings.MostWaits:
                var pause = failure.RetryAfter ?? settings.Pause(job.Waits);
                lane.PauseFor(pause);
                JobMoves.WaitForTime(db, job, failure, lane.Now + pause, lane.Now);
                break;
            case FailureCategory.Conflict when job.Waits < settings.MostConflicts:
                // The planner reads QuickBooks' copy again.
                job.Waits++;
                JobMoves.Queue(job);
                db.History.Add(new ChangedMeanwhile(KindOfRecord.Of(job.RecordKind!.Value).WireName).ToEntry(job.Id, lane.Now));
                break;
            case FailureCategory.Fixable when OfOldLists.Contains(failure.Cause) && job.Waits < MostLooksAgain:
                // Our lists may be older than the change in QuickBooks: planned anew with fresh ones it succeeds, or says which entry or setting it is.
                catalogues.Forget(lane.RealmId);
                job.Waits++;
                JobMoves.Queue(job);
                db.History.Add(new ListsReadAnew().ToEntry(job.Id, lane.Now));
                break;
            case FailureCategory.Fixable when failure.Cause == "over-applied" && job.Waits < MostLooksAgain:
                // Somebody applied money to the invoice after its balance was read: planned anew with the balance of now, the rest stays the customer's credit.
                job.Waits++;
                JobMoves.Queue(job);
                db.History.Add(new ChangedMeanwhile(QuickBooks.Entities.Invoice.WireName).ToEntry(job.Id, lane.Now));
                break;
            case FailureCategory.Reconnect:
                await LoseAsync(db, lane, ConnectionState.NeedsReconnection, failure, ct);
                ConnectionWaits.Park(db, job, failure, null, lane.Now);
                break;
            case FailureCategory.CompanyBlocked:
                await LoseAsync(db, lane, ConnectionState.CompanyBlocked, failure, ct);
                ConnectionWaits.Park(db, job, failure, lane.Now + settings.BlockedProbe, lane.Now);
                break;
            default:
                JobMoves.Fail(job, [failure], lane.Now);
                break;
        }
    }

    /// <summary>A company that was blocked has answered.</summary>
    public static async Task AnsweredAsync(ValanceDb db, LaneSession lane, CancellationToken ct)
    {
        if (lane.State != ConnectionState.CompanyBlocked)
        {
            return;
        }

        lane.State = ConnectionState.Connected;
        var connection = await db.Connections.SingleAsync(c => c.Id == lane.ConnectionId, ct);
        (connection.State, connection.StateReason) = (ConnectionState.Connected, "");
        await ConnectionWaits.ReleaseAsync(db, lane.ConnectionId, "the company answers again", lane.Now, ct);
    }

    private static async Task LoseAsync(ValanceDb db, LaneSession lane, ConnectionState state, Failure failure, CancellationToken ct)
    {
        lane.State = state;
        var connection = await db.Connections.SingleAsync(c => c.Id == lane.ConnectionId, ct);
        var isNews = connection.State != state;
        (connection.State, connection.StateReason) = (state, failure.Detail ?? failure.Message ?? failure.Cause);
        if (isNews && ConnectionAlerts.Of(connection, lane.Now) is { } alert)
        {
            db.Alerts.Add(alert);
        }
    }

    private async Task WriteAsync(
        ValanceDb db, LaneSession lane, IReadOnlyList<(Outgoing Item, SendAnswer Answer)> answers, RecordsAsSent records, bool wasLookedUp, CancellationToken ct)
    {
        var jobIds = answers.Select(a => a.Item.JobId).ToList();
        var attemptIds = answers.Select(a => a.Item.AttemptId).ToList();
        var jobs = await db.Jobs.Where(j => jobIds.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
        var attempts = await db.JobAttempts.Where(a => attemptIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var accepted = answers.Where(a => a.Answer.Entity is not null).Select(a => (a.Item.Kind, a.Item.RecordId)).ToList();
        var links = await Successes.LinksAsync(db, lane, accepted, ct);
        var succeeded = new List<Job>();
        var undone = new List<Job>();
        foreach (var (item, answer) in answers)
        {
            var (job, attempt) = (jobs[item.JobId], attempts[item.AttemptId]);
            Record(attempt, answer, lane.Now);
            if (answer.Entity is not null)
            {
                Accept(db, lane, job, attempt, item, answer, wasLookedUp);
                if (Successes.IsUndone(job, item))
                {
                    undone.Add(job);
                    db.History.Add(new Undone(attempt.Operation).ToEntry(job.Id, lane.Now, attempt.Id));
                    succeeded.Add(job);
                    continue;
                }

                Successes.Link(db, lane, links, item, answer.Entity);
                Compare(db, lane, job, attempt, item, answer, records, KeptFields.Standing(links[(item.Kind, item.RecordId)].Kept));
                if (!attempt.GoesOn)
                {
                    succeeded.Add(job);
                }
            }
            else
            {
                await RefuseAsync(db, lane, job, attempt, item, answer, ct);
            }
        }

        if (answers.Any(a => a.Answer.Entity is not null))
        {
            await AnsweredAsync(db, lane, ct);
        }

        await CloseBatchAsync(db, attempts.Values, lane.Now, ct);
        await db.SaveChangesAsync(ct);
        await Successes.UnlinkAsync(db, lane, undone, ct);
        await Successes.SetFreeAsync(db, lane, succeeded, ct);
    }

    private static void Record(JobAttempt attempt, SendAnswer answer, DateTime now)
    {
        attempt.HttpStatus = answer.Exchange.Status ?? answer.Refusal?.Status;
        attempt.IntuitTid = answer.Exchange.IntuitTid ?? "";
        attempt.Answer = answer.Body;
        attempt.EndedAt = now;
    }

    private static void Accept(ValanceDb db, LaneSession lane, Job job, JobAttempt attempt, Outgoing item, SendAnswer answer, bool wasLookedUp)
    {
        var (name, id) = (item.Sort.WireName, answer.Entity!.Id!);
        attempt.Outcome = AttemptOutcome.Succeeded;
        db.History.Add((wasLookedUp
            ? new LookedUp(name, id, IsOurs: true, answer.Exchange.IntuitTid)
            : (JobEvent)new Accepted(
                attempt.Operation, name, id, answer.Entity.SyncToken ?? "", attempt.HttpStatus, answer.Exchange.IntuitTid, answer.Exchange.Duration))
            .ToEntry(job.Id, lane.Now, attempt.Id));
        if (attempt.GoesOn)
        {
            JobMoves.Queue(job);
        }
        else
        {
            JobMoves.Succeed(job, Summary(item.Operation, name, answer.Entity), lane.Now);
        }
    }

    /// <summary>A fault of the comparison must not undo a success: the record stands in QuickBooks.</summary>
    private static void Compare(ValanceDb db, LaneSession lane, Job job, JobAttempt attempt, Outgoing item, SendAnswer answer, RecordsAsSent records, IReadOnlyCollection<string> standing)
    {
        try
        {
            var differences = records.Differences(item, answer).Where(d => !IsChosen(d.Field, standing)).ToList();
            if (differences.Count > 0)
            {
                job.HasWarnings = true;
                db.History.Add(new BookedDifferently(differences).ToEntry(job.Id, lane.Now, attempt.Id));
            }
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            job.HasWarnings = true;
            db.History.Add(Defects.Event(defect).ToEntry(job.Id, lane.Now, attempt.Id));
        }
    }

    /// <summary>A person let QuickBooks' value stand: that it differs is no news. Amounts follow from lines.</summary>
    private static bool IsChosen(string field, IReadOnlyCollection<string> standing) =>
        standing.Contains(field) || (field is Fields.Total or Fields.Tax or Fields.Balance && (standing.Contains(Fields.Lines) || standing.Contains(Fields.TaxCode)));

    private async Task RefuseAsync(ValanceDb db, LaneSession lane, Job job, JobAttempt attempt, Outgoing item, SendAnswer answer, CancellationToken ct)
    {
        var refusal = answer.Refusal!;
        var failure = FailureClassifier.Of(refusal, item.AsPlan());
        db.History.Add(new Refused(failure, refusal.Exchange.Duration, refusal.MayHaveBeenSaved).ToEntry(job.Id, lane.Now, attempt.Id));
        if (refusal.MayHaveBeenSaved)
        {
            // The attempt stays pending: QuickBooks is asked before anything else happens, and only then the failure counts.
            lane.HasDoubts = true;
            attempt.FaultReceived = refusal.Kind == RefusalKind.Fault;
            if (refusal.Status >= 500)
            {
                lane.PauseFor(settings.Pause(0));
            }

            var known = attempt.FaultReceived && failure.Category is not FailureCategory.Transient;
            if (job.Waits >= settings.MostWaits)
            {
                JobMoves.Fail(job, [failure], lane.Now);
            }
            else
            {
                JobMoves.WaitForTime(db, job, failure, known ? lane.Now : lane.Now + settings.Pause(job.Waits), lane.Now);
            }

            return;
        }

        attempt.Outcome = refusal.NotSent || refusal.Kind is RefusalKind.NoAnswer or RefusalKind.Throttled or RefusalKind.NeedsReconnection
            ? AttemptOutcome.NotSent
            : AttemptOutcome.Refused;
        if (failure.Category is FailureCategory.Fixable or FailureCategory.Defect or FailureCategory.Conflict)
        {
            await AnsweredAsync(db, lane, ct);
        }

        await DecideAsync(db, lane, job, failure, ct);
        if (failure.Category == FailureCategory.Transient)
        {
            // What one record met, the next one will meet too: no use in trying ten thousand.
            lane.PauseFor(settings.Pause(Math.Max(0, job.Waits - 1)));
        }
    }

    private static async Task CloseBatchAsync(ValanceDb db, IEnumerable<JobAttempt> attempts, DateTime now, CancellationToken ct)
    {
        foreach (var id in attempts.Where(a => a.BatchId is not null && a.Outcome != AttemptOutcome.Pending).Select(a => a.BatchId!.Value).Distinct())
        {
            (await db.SentBatches.SingleAsync(b => b.Id == id, ct)).AnsweredAt ??= now;
        }
    }

    private static string Summary(ExportOperation operation, string name, QuickBooks.Entities.IQuickBooksEntity entity)
    {
        var label = entity switch
        {
            QuickBooks.Entities.Customer { DisplayName: { } display } => $"{name} \"{display}\"",
            QuickBooks.Entities.Vendor { DisplayName: { } display } => $"{name} \"{display}\"",
            QuickBooks.Entities.Invoice { DocNumber: { } number } => $"{name} {number}",
            QuickBooks.Entities.PurchaseOrder { DocNumber: { } number } => $"Purchase order {number}",
            QuickBooks.Entities.PurchaseOrder => "Purchase order",
            QuickBooks.Entities.Purchase => "Refund",
            QuickBooks.Entities.RefundReceipt => "Refund receipt",
            QuickBooks.Entities.CreditMemo => "Credit memo",
            _ => name,
        };
        return operation switch
        {
            ExportOperation.Create => $"{label} was created in QuickBooks.",
            ExportOperation.Update => $"{label} was updated in QuickBooks.",
            ExportOperation.Void => $"{label} was voided in QuickBooks.",
            _ => $"{label} was deleted in QuickBooks.",
        };
    }
}
