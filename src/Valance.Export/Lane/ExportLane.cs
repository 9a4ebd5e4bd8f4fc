using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Catalogue;
using Valance.Export.Connections;
using Valance.Export.Planning;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>Works off one connection's jobs in order. Whoever calls it sees to it that no two runs of a lane are begun at once; if they are, the older one is fenced off.</summary>
public sealed class ExportLane(
    IDbContextFactory<ValanceDb> store,
    JobWriter jobs,
    JobSignals signals,
    ExportPlanner planner,
    QuickBooksClientFactory clients,
    RequestBudgets budgets,
    CompanyCatalogues catalogues,
    LaneSettings settings,
    TimeProvider time)
{
    private readonly Outcomes _outcomes = new(store, catalogues, settings);

    /// <summary>Works until nothing is ready, its time is up, or QuickBooks asks to wait. Cancelling it loses nothing: the next run takes up what was under way.</summary>
    /// <param name="endSoon">The node stops: the run yields when what is under way has its answer, so that nothing is left in doubt.</param>
    /// <param name="othersWait">Whether another lane waits for this one's place; without it, yes. To yield for nobody would cost the seconds in which nothing is under way.</param>
    public async Task<LaneRun> RunAsync(long connectionId, CancellationToken ct, CancellationToken endSoon = default, Func<bool>? othersWait = null)
    {
        try
        {
            if (await LaneSession.BeginAsync(jobs, clients, time, connectionId, ct) is not { } lane)
            {
                return new LaneRun(LaneEnd.NoConnection);
            }

            if (!lane.IsAccountInUse)
            {
                await AccountWaits.ParkAsync(lane, ct);
                return new LaneRun(LaneEnd.NoAccount);
            }

            await AccountWaits.ReleaseAsync(store, lane, ct);
            var budget = budgets.For(lane.RealmId);
            await EarlierRequests.RememberAsync(store, lane, budget, ct);
            var departures = new Departures(lane, _outcomes, settings, budget, time);
            var ahead = new EntriesAhead(store, planner, settings);
            LaneEnd end;
            try
            {
                end = Answers(lane) ? await WorkAsync(lane, departures, ahead, othersWait ?? (() => true), ct, endSoon) : LaneEnd.NoConnection;
            }
            catch
            {
                await ArriveQuietlyAsync(departures, ahead);
                throw;
            }

            await ArriveAsync(departures, ahead);
            await departures.ReturnAsync(null, ct);
            return await EndAsync(lane, end, ct);
        }
        catch (LaneFencedException)
        {
            return new LaneRun(LaneEnd.Fenced);
        }
    }

    private async Task<LaneEnd> WorkAsync(LaneSession lane, Departures departures, EntriesAhead ahead, Func<bool> othersWait, CancellationToken ct, CancellationToken endSoon)
    {
        var began = time.GetTimestamp();
        var lost = new LostAnswers(store, _outcomes, settings);
        var chunk = new PlannedChunk(planner, _outcomes, settings);
        // A company that was blocked is tried with one job; that is how it is found to answer again.
        var (wasBlocked, probed) = (lane.State == ConnectionState.CompanyBlocked, false);
        using var wake = new LaneWake(signals, lane.ConnectionId);
        await FreshenListsAsync(lane, ct);
        while (await HasHeldAsync(lane, ct) && await lane.CommitAsync((db, ct) => BulkRuns.CancelNextAsync(db, lane.ConnectionId, lane.Now, ct), ct))
        {
        }

        var looks = true;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var probes = wasBlocked && lane.State == ConnectionState.CompanyBlocked && !(probed && departures.IsIdle);
            if (lane.PausedUntil is not null || !(lane.State == ConnectionState.Connected || probes))
            {
                return LaneEnd.Paused;
            }

            var isOver = time.GetElapsedTime(began) > settings.RunTime;
            if (endSoon.IsCancellationRequested || (isOver && othersWait()))
            {
                return LaneEnd.Yielded;
            }

            if (isOver)
            {
                began = time.GetTimestamp();
                await FreshenListsAsync(lane, ct);
            }

            var again = lane.HasDoubts || departures.IsIdle ? await lost.SettleAsync(lane, ct) : [];
            departures.Add(again);
            var moved = again.Count > 0;
            if ((wake.Take() || looks) && !(probes && (probed || moved)) && lane.PausedUntil is null)
            {
                var taken = await TakeAsync(lane, departures, ct);
                moved |= taken.Count > 0;
                if (taken.Count > 0)
                {
                    CrashPoint.Pass("taken");
                    ahead.Begin(lane, taken, ct);
                    departures.Add(await chunk.PlanAsync(lane, taken, ct));
                }
            }

            probed |= probes && moved;
            moved |= lane.PausedUntil is null && Answers(lane) && await departures.DepartAsync(ct);
            moved |= !probes && await BulkRuns.PrepareAsync(store, lane, ct);
            looks = moved;
            if (moved)
            {
                continue;
            }

            if (departures.IsIdle)
            {
                return LaneEnd.Quiet;
            }

            await departures.WaitAsync(wake.Task, ct);
            looks = true;
        }
    }

    /// <summary>With enough waiting for departure only what people asked for by itself is taken.</summary>
    private async Task<IReadOnlyList<Job>> TakeAsync(LaneSession lane, Departures departures, CancellationToken ct)
    {
        var peopleOnly = departures.Waiting >= settings.ChunkSize;
        var taken = await TakeJobs.TakeAsync(store, lane, settings, departures.Level, peopleOnly, ct);
        departures.MoreFollow = peopleOnly || taken.Jobs.Count >= settings.ChunkSize;
        if (taken.HeldBulks.Count > 0)
        {
            await departures.ReturnAsync(r => !r.IsForPerson && r.Job.BulkId is { } bulk && taken.HeldBulks.Contains(bulk), ct);
        }

        return taken.Jobs;
    }

    private async Task<bool> HasHeldAsync(LaneSession lane, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return (await BulkRuns.HeldAsync(db, lane.ConnectionId, ct)).Count > 0;
    }

    /// <summary>Lists and names are kept between runs; what changed in them since is asked for once, not with every record.</summary>
    private async Task FreshenListsAsync(LaneSession lane, CancellationToken ct)
    {
        var catalogue = catalogues.For(lane.RealmId);
        if (lane.State != ConnectionState.Connected)
        {
            return;
        }

        if (catalogue.Known is { } known && time.GetUtcNow() - known.ReadAt > settings.ListsFresh)
        {
            await catalogue.FreshenAsync(lane.Client, Priority.Low, ct);
        }

        if (catalogue.KnownNames is not null)
        {
            await catalogue.NamesAsync(lane.Client, Priority.Low, settings.ListsFresh, ct);
        }
    }

    private async Task<LaneRun> EndAsync(LaneSession lane, LaneEnd end, CancellationToken ct)
    {
        if (lane.State != ConnectionState.Connected)
        {
            await ParkAsync(lane, ct);
            return new LaneRun(LaneEnd.NoConnection, await NextDueAsync(lane, ct));
        }

        if (lane.PausedUntil is { } until)
        {
            return new LaneRun(LaneEnd.Paused, until);
        }

        if (end == LaneEnd.Yielded)
        {
            return new LaneRun(LaneEnd.Yielded);
        }

        await BulkRuns.EndAsync(store, lane, ct);
        return new LaneRun(LaneEnd.Quiet, await NextDueAsync(lane, ct));
    }

    /// <summary>What is under way is let come to its end, whatever else has failed: each answer that is written need not be looked up.</summary>
    private static async Task ArriveQuietlyAsync(Departures departures, EntriesAhead ahead)
    {
        try
        {
            await ArriveAsync(departures, ahead);
        }
        catch (Exception another) when (another is not OutOfMemoryException)
        {
            // The first failure is the one that is told.
        }
    }

    private static async Task ArriveAsync(Departures departures, EntriesAhead ahead)
    {
        try
        {
            await departures.ArriveAsync();
        }
        finally
        {
            await ahead.EndAsync();
        }
    }

    private static bool Answers(LaneSession lane) => lane.State is ConnectionState.Connected or ConnectionState.CompanyBlocked;

    private async Task ParkAsync(LaneSession lane, CancellationToken ct)
    {
        var (cause, probeAt) = lane.State == ConnectionState.CompanyBlocked
            ? ("company-blocked", lane.Now + settings.BlockedProbe)
            : ("not-connected", (DateTime?)null);
        while (await lane.CommitAsync((db, ct) => ConnectionWaits.ParkAsync(db, lane.ConnectionId, cause, probeAt, lane.Now, ct), ct) == ConnectionWaits.ChunkSize)
        {
        }
    }

    private async Task<DateTime?> NextDueAsync(LaneSession lane, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await TakeJobs.NextDueAsync(db, lane.ConnectionId, ct);
    }
}
