using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Alerts;
using Valance.Core.Data;

namespace Valance.Core.Jobs;

/// <summary>
/// The one way to write jobs. Its transaction first raises the change counter, whose row lock lets one writer of jobs in at a time on either store:
/// what the work reads cannot change under it. After the commit it tells the changes and wakes the lanes.
/// </summary>
public sealed class JobWriter(IDbContextFactory<ValanceDb> store, JobSignals signals)
{
    /// <param name="work">Reads and changes tracked entities; called once, within the transaction. An exception writes nothing.</param>
    /// <param name="wakesLanes">False for a lane's own writes: it sees what it made ready.</param>
    public async Task<T> CommitAsync<T>(Func<ValanceDb, CancellationToken, Task<T>> work, CancellationToken ct, bool wakesLanes = true)
    {
        // What people ask for begins a trace, or goes on with that of their click; a lane's writes belong to its run.
        using var trace = wakesLanes ? JobTelemetry.Source.StartActivity("Write jobs") : null;
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.ChangeCounters.ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + 1), ct);
        var change = await db.ChangeCounters.Select(c => c.Value).SingleAsync(ct);
        var changed = new HashSet<Job>();
        var ended = new HashSet<Job>();
        void Stamp(object? sender, SavingChangesEventArgs e)
        {
            foreach (var entry in db.ChangeTracker.Entries<Job>().Where(j => j.State is EntityState.Added or EntityState.Modified))
            {
                entry.Entity.Change = change;
                changed.Add(entry.Entity);
                if (entry.State == EntityState.Added && entry.Entity.Trace.Length == 0)
                {
                    entry.Entity.Trace = Activity.Current?.Id ?? "";
                }

                if (entry.Entity.EndedAt is not null && (entry.State == EntityState.Added || entry.OriginalValues[nameof(Job.EndedAt)] is null))
                {
                    ended.Add(entry.Entity);
                }
            }
        }

        T result;
        db.SavingChanges += Stamp;
        try
        {
            result = await work(db, ct);
            await db.SaveChangesAsync(ct);
            if (await EndedJobs.TellAsync(db, ended, ct))
            {
                await db.SaveChangesAsync(ct);
            }

            CrashPoint.Pass("before-commit");
            await transaction.CommitAsync(ct);
            CrashPoint.Pass("committed");
        }
        finally
        {
            db.SavingChanges -= Stamp;
        }

        signals.Remember(change);
        foreach (var job in ended)
        {
            JobTelemetry.Tell(job);
        }

        foreach (var job in changed)
        {
            signals.Tell(JobChanged.Of(job));
        }

        if (wakesLanes)
        {
            WakeLanes(changed);
        }

        return result;
    }

    private void WakeLanes(IEnumerable<Job> changed)
    {
        foreach (var connection in changed.Where(j => j.State == JobState.Queued && j.ConnectionId is not null).Select(j => j.ConnectionId!.Value).Distinct())
        {
            signals.Wake(connection);
        }
    }
}
