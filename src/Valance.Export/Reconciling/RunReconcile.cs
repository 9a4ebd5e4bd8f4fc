using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Lane;
using Valance.Export.Matching;
using Valance.QuickBooks;

namespace Valance.Export.Reconciling;

/// <summary>How far a reconcile is: rows looked at, on both sides together.</summary>
public sealed record ReconcileProgress(RecordKind Kind, int Done, int Total);

/// <summary>Does one reconcile: reads both books page by page, writes down in what they differ, and adds both up. A run that was interrupted begins anew.</summary>
public sealed class RunReconcile(
    IDbContextFactory<ValanceDb> store, JobWriter jobs, CompanyCatalogues catalogues, QuickBooksClientFactory clients, LaneSettings settings, TimeProvider time)
{
    /// <summary>The clocks of the two may differ by so much.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private static readonly RecordKind[] Kinds = Enum.GetValues<RecordKind>();

    private static readonly string[] WireNames =
    [
        QuickBooks.Entities.Customer.WireName, QuickBooks.Entities.Vendor.WireName, QuickBooks.Entities.Invoice.WireName, QuickBooks.Entities.Payment.WireName,
        QuickBooks.Entities.PurchaseOrder.WireName,
    ];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Nothing happens to a job that is at an end, or is no reconcile.</summary>
    public async Task HandleAsync(long jobId, IProgress<ReconcileProgress>? progress, CancellationToken ct)
    {
        if (await BeginAsync(jobId, ct) is not { } scope)
        {
            return;
        }

        try
        {
            if (await CompareAsync(jobId, scope, progress, ct) is { } failure)
            {
                await jobs.CommitAsync(
                    async (db, ct) =>
                    {
                        Fail(db, await db.Jobs.SingleAsync(j => j.Id == jobId, ct), failure);
                        return jobId;
                    },
                    ct);
            }
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            await jobs.CommitAsync(
                async (db, ct) =>
                {
                    Defects.Fail(db, await db.Jobs.SingleAsync(j => j.Id == jobId, ct), defect, Now);
                    return jobId;
                },
                ct);
            throw;
        }
    }

    private Task<ReconcileScope?> BeginAsync(long jobId, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == jobId && j.Kind == JobKind.Reconcile && j.EndedAt == null, ct);
            if (job is null || await db.ReconcileRuns.SingleOrDefaultAsync(r => r.JobId == jobId, ct) is not { } run)
            {
                return null;
            }

            if (await MatchScope.ConnectionAsync(db, Actor.Schedule, job.AccountId, ct) is not { } connection || !string.Equals(connection.RealmId, run.RealmId, StringComparison.Ordinal))
            {
                Fail(db, job, new Failure("not-connected", FailureCategory.Fixable));
                return null;
            }

            (job.State, job.StartedAt) = (JobState.Running, job.StartedAt ?? Now);
            (job.ProgressDone, job.ProgressTotal, job.ProgressOf, job.ProgressAt) = (0, 0, "", null);
            return new ReconcileScope(run.Id, job.AccountId, run.RealmId, new Period(run.From, run.To));
        },
        ct);

    private async Task<Failure?> CompareAsync(long jobId, ReconcileScope scope, IProgress<ReconcileProgress>? progress, CancellationToken ct)
    {
        var (client, reads, began) = (clients.For(scope.RealmId), new PatientReads(settings, time), time.GetUtcNow());
        var lists = await catalogues.For(scope.RealmId).ListsAsync(client, Priority.Low, settings.ListsFresh, ct);
        if (lists.Value is null)
        {
            return lists.Failure;
        }

        var writer = await FindingWriter.BeginAsync(store, scope, ct);
        var comparison = new BooksComparison(lists.Value.Profile, scope.Period);
        var walks = Kinds.Select(kind => (Kind: kind, Walk: new CompareKind(store, client, reads, comparison, writer, scope, kind))).ToList();
        var (total, done) = (0, 0);
        foreach (var (_, walk) in walks)
        {
            var (count, failure) = await walk.CountAsync(ct);
            if (failure is not null)
            {
                return failure;
            }

            total += count;
        }

        var kinds = new List<KindTotals>();
        foreach (var (kind, walk) in walks)
        {
            var before = writer.Open + writer.Ignored;
            var (totals, failure) = await walk.RunAsync(rows => progress?.Report(new ReconcileProgress(kind, done += rows, total)), ct);
            if (totals is null)
            {
                return failure;
            }

            kinds.Add(totals);
            await TellAsync(jobId, new KindCompared(kind, totals.Ours, totals.Theirs, totals.Difference, writer.Open + writer.Ignored - before), ct);
        }

        await writer.FlushAsync(ct);
        await TellOfChangesAsync(jobId, scope, client, reads, began, ct);
        var receivables = await ReceivablesAsync(jobId, scope, client, reads, ct);
        await EndAsync(jobId, scope, new ReconcileTotals(kinds, receivables), new BooksCompared(writer.Open, writer.Ignored), ct);
        return null;
    }

    /// <summary>What was made or changed there since the reading began may stand in the rows as it was before, or not at all: the rows say so.</summary>
    private async Task TellOfChangesAsync(long jobId, ReconcileScope scope, QuickBooksClient client, PatientReads reads, DateTimeOffset began, CancellationToken ct)
    {
        var (changes, _) = await reads.AskAsync(options => client.ChangesAsync(WireNames, began - Overlap, options, ct), ct);
        if (changes is null)
        {
            return;
        }

        var since = began - Overlap;
        var changed = new List<(RecordKind Kind, string Id)>();
        changed.AddRange(changes.Of<QuickBooks.Entities.Customer>().Where(c => IsSince(c.MetaData, since)).Select(c => (RecordKind.Customer, c.Id!)));
        changed.AddRange(changes.Of<QuickBooks.Entities.Vendor>().Where(c => IsSince(c.MetaData, since)).Select(c => (RecordKind.Vendor, c.Id!)));
        changed.AddRange(changes.Of<QuickBooks.Entities.Invoice>().Where(c => IsSince(c.MetaData, since)).Select(c => (RecordKind.Order, c.Id!)));
        changed.AddRange(changes.Of<QuickBooks.Entities.Payment>().Where(c => IsSince(c.MetaData, since)).Select(c => (RecordKind.Payment, c.Id!)));
        changed.AddRange(changes.Of<QuickBooks.Entities.PurchaseOrder>().Where(c => IsSince(c.MetaData, since)).Select(c => (RecordKind.PurchaseOrder, c.Id!)));
        if (changed.Count == 0)
        {
            return;
        }

        await using (var db = await store.CreateDbContextAsync(ct))
        {
            foreach (var kind in changed.GroupBy(c => c.Kind, c => c.Id))
            {
                var ids = kind.ToList();
                await db.ReconcileFindings.Where(f => f.RunId == scope.RunId && f.RecordKind == kind.Key && ids.Contains(f.QuickBooksId))
                    .ExecuteUpdateAsync(set => set.SetProperty(f => f.Reason, f => f.Reason + " It was changed in QuickBooks while its books were read: compare again."), ct);
            }
        }

        await TellAsync(jobId, new ChangedWhileReading(changed.Count), ct);
    }

    private static bool IsSince(QuickBooks.Entities.MetaData? meta, DateTimeOffset since) => meta?.LastUpdatedTime is not { } at || at >= since;

    private async Task<ReceivableTotals?> ReceivablesAsync(long jobId, ReconcileScope scope, QuickBooksClient client, PatientReads reads, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var (totals, failure) = await Receivables.ReadAsync(db, scope.AccountId, client, reads, scope.Period, ct);
        if (failure is not null)
        {
            await TellAsync(jobId, new ReceivablesUnread(Explanations.Of(failure, "The report").Why), ct);
        }

        return totals;
    }

    private async Task TellAsync(long jobId, JobEvent happened, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        db.History.Add(happened.ToEntry(jobId, Now));
        await db.SaveChangesAsync(ct);
    }

    private Task EndAsync(long jobId, ReconcileScope scope, ReconcileTotals totals, BooksCompared compared, CancellationToken ct) => jobs.CommitAsync(
        async (db, ct) =>
        {
            var job = await db.Jobs.SingleAsync(j => j.Id == jobId, ct);
            var run = await db.ReconcileRuns.SingleAsync(r => r.Id == scope.RunId, ct);
            (run.EndedAt, run.Totals) = (Now, totals.Write());
            (job.State, job.EndedAt, job.Cause, job.Failure) = (JobState.Succeeded, Now, "", "");
            (job.Summary, job.HasWarnings) = (HistoryReader.Sentence(compared), compared.Open > 0);
            job.RefreshSearch();
            db.History.Add(compared.ToEntry(jobId, Now));
            return jobId;
        },
        ct);

    private void Fail(ValanceDb db, Job job, Failure failure)
    {
        JobMoves.Fail(job, [failure], Now);
        db.History.Add(new Stopped(failure).ToEntry(job.Id, Now));
    }
}
