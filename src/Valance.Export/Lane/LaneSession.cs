using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>One run's hold on its lane: every write goes through <see cref="CommitAsync{T}"/>, which refuses it once a newer run has begun.</summary>
internal sealed class LaneSession
{
    private readonly JobWriter _jobs;
    private readonly TimeProvider _time;

    private LaneSession(JobWriter jobs, TimeProvider time, Connection connection, bool isInUse, QuickBooksClient client)
    {
        (_jobs, _time, IsAccountInUse) = (jobs, time, isInUse);
        (ConnectionId, AccountId, RealmId, Epoch, State, Client) =
            (connection.Id, connection.AccountId, connection.RealmId, connection.Epoch, connection.State, client);
    }

    public long ConnectionId { get; }

    public long AccountId { get; }

    public string RealmId { get; }

    public long Epoch { get; }

    public QuickBooksClient Client { get; }

    /// <summary>As this run knows it; changed by the failures it meets.</summary>
    public ConnectionState State { get; set; }

    /// <summary>As this run found it: the lane of a deactivated Account does nothing. One that is deactivated meanwhile has no more jobs taken.</summary>
    public bool IsAccountInUse { get; }

    /// <summary>QuickBooks asks the whole lane to wait until then.</summary>
    public DateTime? PausedUntil { get; private set; }

    /// <summary>Answers of this run, or of one before it, may be missing: QuickBooks is to be asked about them.</summary>
    public bool HasDoubts { get; set; } = true;

    public DateTime Now => _time.GetUtcNow().UtcDateTime;

    public void PauseFor(TimeSpan pause) => PausedUntil = PausedUntil is { } until && until > Now + pause ? until : Now + pause;

    /// <summary>Raises the epoch and takes up what an earlier run left. Null where the connection is gone.</summary>
    public static async Task<LaneSession?> BeginAsync(
        JobWriter jobs, QuickBooksClientFactory clients, TimeProvider time, long connectionId, CancellationToken ct)
    {
        var (connection, isInUse) = await jobs.CommitAsync(
            async (db, ct) =>
            {
                if (await db.Connections.SingleOrDefaultAsync(c => c.Id == connectionId, ct) is not { } found)
                {
                    return ((Connection?)null, false);
                }

                found.Epoch++;
                await TakeUpAsync(db, connectionId, time.GetUtcNow().UtcDateTime, ct);
                return ((Connection?)found, await AccountWaits.IsInUseAsync(db, found.AccountId, ct));
            },
            ct,
            wakesLanes: false);
        return connection is null ? null : new LaneSession(jobs, time, connection, isInUse, clients.For(connection.RealmId));
    }

    public Task<T> CommitAsync<T>(Func<ValanceDb, CancellationToken, Task<T>> work, CancellationToken ct) =>
        _jobs.CommitAsync(
            async (db, ct) =>
            {
                // JobWriter lets one writer in at a time, and a run begins through it: the epoch cannot rise before this commit.
                var epoch = await db.Connections.Where(c => c.Id == ConnectionId).Select(c => c.Epoch).SingleOrDefaultAsync(ct);
                return epoch == Epoch ? await work(db, ct) : throw new LaneFencedException();
            },
            ct,
            wakesLanes: false);

    public Task CommitAsync(Func<ValanceDb, CancellationToken, Task> work, CancellationToken ct) =>
        CommitAsync<bool>(
            async (db, ct) =>
            {
                await work(db, ct);
                return true;
            },
            ct);

    private static async Task TakeUpAsync(ValanceDb db, long connectionId, DateTime now, CancellationToken ct)
    {
        var left = await db.Jobs.Where(j => j.ConnectionId == connectionId && j.EndedAt == null && j.State == JobState.Running && j.RecordId != null && (j.Kind == JobKind.Export || j.Kind == JobKind.Undo)).ToListAsync(ct);
        var ids = left.ConvertAll(j => j.Id);
        var pending = await db.JobAttempts.Where(a => ids.Contains(a.JobId) && a.Outcome == AttemptOutcome.Pending)
            .Select(a => new { a.JobId, a.Id, a.RequestId }).ToListAsync(ct);
        foreach (var job in left)
        {
            job.State = JobState.Queued;
            var sent = pending.Find(a => a.JobId == job.Id);
            db.History.Add(sent is null ? new TakenUpAgain().ToEntry(job.Id, now) : new AnswerLost(sent.RequestId).ToEntry(job.Id, now, sent.Id));
        }
    }
}
