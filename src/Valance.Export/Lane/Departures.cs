using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>
/// What is ready to leave, and what is on its way. As long as batches have room within the limits records go by thirty; when they have none, or all places
/// for them are taken, single requests go beside them. What people asked for by itself goes first and waits for no batch to fill.
/// </summary>
internal sealed class Departures(LaneSession lane, Outcomes outcomes, LaneSettings settings, RequestBudget budget, TimeProvider time)
{
    private readonly List<ReadyToSend> _ready = [];
    private readonly Queue<Parcel> _again = new();
    private readonly Dictionary<Task, UnderWay> _underWay = [];
    private TimeSpan _budgetFreeIn = TimeSpan.Zero;

    /// <summary>Bulk that waits for its departure.</summary>
    public int Waiting => _ready.Count;

    public bool IsIdle => _ready.Count + _again.Count + _underWay.Count == 0;

    /// <summary>What is ready is not all: more of the same level stands in the queue.</summary>
    public bool MoreFollow { get; set; }

    /// <summary>The lowest level of what is not at its end: jobs of a higher one lean on it. Null where nothing is.</summary>
    public int? Level => _underWay.Values.SelectMany(u => u.Levels).Concat(_ready.Where(r => !r.IsForPerson).Select(r => r.Level)).Cast<int?>().Min();

    public void Add(IEnumerable<ReadyToSend> sends) => _ready.AddRange(sends);

    /// <summary>Requests that were sent before without an answer, as they were.</summary>
    public void Add(IEnumerable<Parcel> again)
    {
        foreach (var parcel in again)
        {
            _again.Enqueue(parcel);
        }
    }

    /// <summary>Lets leave what may; false where nothing could.</summary>
    public async Task<bool> DepartAsync(CancellationToken ct)
    {
        // Without limits nothing is gained by single requests.
        var free = settings.InFlight + (budget.RoomFor(Priority.Low).Beside > 0 ? settings.SinglesBeside : 0) - _underWay.Count;
        var moved = false;
        while (free > 0 && _again.TryDequeue(out var parcel))
        {
            Start(parcel, ct);
            (free, moved) = (free - 1, true);
        }

        var groups = Choose(free);
        if (groups.Count == 0)
        {
            return moved;
        }

        CrashPoint.Pass("before-store");
        foreach (var parcel in await Outbox.StoreAsync(lane, groups, ct))
        {
            Start(parcel, ct);
        }

        return true;
    }

    /// <summary>Until an answer is written, the limits have room again, or somebody asks for something.</summary>
    public async Task WaitAsync(Task woken, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pause = _ready.Count > 0 && _budgetFreeIn > TimeSpan.Zero && _budgetFreeIn < settings.LookEvery ? _budgetFreeIn : settings.LookEvery;
        await Task.WhenAny([.. _underWay.Keys, woken, Task.Delay(pause, time, enough.Token)]);
        await enough.CancelAsync();
        ct.ThrowIfCancellationRequested();
        await CollectAsync();
    }

    /// <summary>Lets what is under way come to its end. The first failure among it is thrown when all have.</summary>
    public async Task ArriveAsync()
    {
        try
        {
            await Task.WhenAll(_underWay.Keys);
        }
        finally
        {
            _underWay.Clear();
        }
    }

    /// <summary>What has not left goes back into the queue; with a filter only that.</summary>
    public async Task ReturnAsync(Predicate<ReadyToSend>? which, CancellationToken ct)
    {
        var back = _ready.FindAll(which ?? (_ => true));
        var doubts = which is null ? _again.ToList() : [];
        if (back.Count + doubts.Count == 0)
        {
            return;
        }

        await lane.CommitAsync((db, ct) => ReturnAsync(db, [.. back.Select(b => b.Job.Id), .. doubts.SelectMany(d => d.Items).Select(i => i.JobId)], ct), ct);
        _ready.RemoveAll(back.Contains);
        if (which is null)
        {
            _again.Clear();
        }
    }

    private static async Task ReturnAsync(ValanceDb db, List<long> jobIds, CancellationToken ct) =>
        (await db.Jobs.Where(j => jobIds.Contains(j.Id) && j.State == JobState.Running).ToListAsync(ct)).ForEach(JobMoves.Queue);

    private async Task CollectAsync()
    {
        foreach (var done in _underWay.Keys.Where(t => t.IsCompleted).ToList())
        {
            _underWay.Remove(done);
            await done;
        }
    }

    private void Start(Parcel parcel, CancellationToken ct) => _underWay.Add(
        Task.Run(() => GoAsync(parcel, ct), ct),
        new UnderWay(parcel.BatchId is not null, parcel.Priority == Priority.High && !parcel.IsRepeat ? [] : [.. parcel.Items.Select(i => KindOfRecord.Level(i.Kind)).Distinct()]));

    private async Task GoAsync(Parcel parcel, CancellationToken ct)
    {
        using var trace = LaneTelemetry.StartSend(parcel);
        CrashPoint.Pass("before-send");
        var answers = await CrashPoint.While("during-send", Sending.SendAsync(lane.Client, parcel, ct));
        CrashPoint.Pass("answered");
        await outcomes.WriteAsync(lane, answers, ct);
    }

    /// <summary>What leaves now, a group for each request.</summary>
    private List<IReadOnlyList<ReadyToSend>> Choose(int free)
    {
        var groups = new List<IReadOnlyList<ReadyToSend>>();
        while (groups.Count < free && Take(_ready.FindAll(r => r.IsForPerson)) is { } people)
        {
            groups.Add(people);
        }

        var room = budget.RoomFor(Priority.Low);
        var (requests, batches, beside) = (room.Requests - groups.Count, room.Batches, room.Beside - groups.Count);
        var places = settings.InFlight - _underWay.Values.Count(u => u.IsBatch) - groups.Count;
        _budgetFreeIn = room.FreeIn;
        while (groups.Count < free && requests > 0 && _ready.Count > 0)
        {
            var isLast = beside > 0 && !MoreFollow && _ready.Count <= settings.LeftForSingles;
            var group = batches > 0 && places > 0 && !isLast ? Take(_ready)! : beside > 0 ? Take(_ready[..1])! : null;
            if (group is null)
            {
                break;
            }

            groups.Add(group);
            requests--;
            var isBatch = group.Count > 1;
            (batches, places, beside) = isBatch ? (batches - 1, places - 1, beside) : (batches, places, beside - 1);
        }

        return groups;
    }

    /// <summary>Takes the next group out of these: a batch of what may go in one, else one alone.</summary>
    private List<ReadyToSend>? Take(List<ReadyToSend> from)
    {
        if (from.Count == 0)
        {
            return null;
        }

        var group = KindOfRecord.GoesAlone(from[0].Plan)
            ? [from[0]]
            : from.Where(r => !KindOfRecord.GoesAlone(r.Plan)).Take(settings.BatchSize).ToList();
        _ready.RemoveAll(group.Contains);
        return group;
    }

    /// <param name="Levels">Of what people did not ask for by itself.</param>
    private sealed record UnderWay(bool IsBatch, IReadOnlyList<int> Levels);
}
