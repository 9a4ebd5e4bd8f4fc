namespace Valance.Export.Lane;

/// <summary>How a lane works. The limits of requests are the client's (RequestBudget).</summary>
public sealed class LaneSettings
{
    /// <summary>A run yields after this long if another lane waits, so that no company keeps another waiting.</summary>
    public TimeSpan RunTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Jobs that are taken at once; more saves rounds, but a job that is taken can no longer be cancelled.</summary>
    public int ChunkSize { get; set; } = 120;

    /// <summary>Records in one batch, 1 to 30. 1 sends each alone.</summary>
    public int BatchSize { get; set; } = 30;

    /// <summary>
    /// Requests of one company that are under way at the same time. QuickBooks works some 150 ms on each record of a batch: 40 full batches a minute and
    /// 460 single requests beside them need about eight.
    /// </summary>
    public int InFlight { get; set; } = 8;

    /// <summary>
    /// Single requests that go beside as many batches as may be under way. Without them the seconds in which batches fill all places would bring no single
    /// request, of which a minute has 460 and a second only ten.
    /// </summary>
    public int SinglesBeside { get; set; } = 4;

    /// <summary>
    /// So many of the last that are ready go by single requests instead of one more batch: in the seconds that a batch takes they are through as well, and the batch,
    /// of which a minute has 40, is there for thirty others. Where nothing limits requests they go in the batch.
    /// </summary>
    public int LeftForSingles { get; set; } = 30;

    /// <summary>How often a lane that waits for answers looks for what people asked meanwhile, also from another process.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Lists that are older when a run begins are brought up to date by what changed since (CDC).</summary>
    public TimeSpan ListsFresh { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Plans that are made at the same time.</summary>
    public int PlansAtOnce { get; set; } = 4;

    /// <summary>The pauses before a passing fault is tried again; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> Backoff { get; set; } =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>After so many pauses a person is told.</summary>
    public int MostWaits { get; set; } = 12;

    /// <summary>How long after a request of which only a part arrived the rest may still be worked on: QuickBooks gives up after 120 s.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How often a company that refuses everything (subscription, maintenance) is tried with one job.</summary>
    public TimeSpan BlockedProbe { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a record that QuickBooks changed meanwhile is planned anew before a person is asked.</summary>
    public int MostConflicts { get; set; } = 3;

    public TimeSpan Pause(int waits) => Backoff[Math.Min(waits, Backoff.Count - 1)];
}
