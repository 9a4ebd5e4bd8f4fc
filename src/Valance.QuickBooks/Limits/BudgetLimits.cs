namespace Valance.QuickBooks;

/// <summary>How much one company may be asked.</summary>
/// <remarks>Source: Intuit, limits and throttles. The minute counts over all apps of the company, so other apps eat from it unseen.</remarks>
public sealed record BudgetLimits
{
    public static readonly BudgetLimits Intuit = new();

    public static readonly BudgetLimits None = new() { PerSecond = int.MaxValue, PerMinute = int.MaxValue, BatchesPerMinute = int.MaxValue, Margin = TimeSpan.Zero };

    private static readonly TimeSpan WidestMargin = TimeSpan.FromSeconds(1);

    /// <summary>Requests in any second, batches among them.</summary>
    public int PerSecond { get; init; } = 10;

    /// <summary>Requests in any 60 seconds, batches among them.</summary>
    public int PerMinute { get; init; } = 500;

    /// <summary>Batches in any 60 seconds.</summary>
    public int BatchesPerMinute { get; init; } = 40;

    /// <summary>
    /// How much longer one request may be on its way than another. QuickBooks counts when they arrive: two that left a second apart may arrive closer together, and
    /// a 429 costs a minute. Ten requests in 1.2 s are still 500 in a minute.
    /// </summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The same with twice the margin, at most a second: QuickBooks has throttled although all was counted, so requests are longer on their way here than the margin
    /// allows for, or another app sends too.
    /// </summary>
    public BudgetLimits Widened => this with { Margin = Margin * 2 is var twice && twice < WidestMargin ? twice : WidestMargin };

    /// <summary>How long a request counts against the second's limit.</summary>
    public TimeSpan Second => TimeSpan.FromSeconds(1) + Margin;

    /// <summary>How long it counts against the minute's limits.</summary>
    public TimeSpan Minute => TimeSpan.FromMinutes(1) + Margin;

    /// <summary>Of the requests of a minute, how many bulk work leaves for people; at most a fiftieth.</summary>
    public int ForPeople { get; init; } = 10;

    /// <summary>What is left of a minute to bulk work.</summary>
    public int BulkPerMinute => PerMinute - Math.Min(ForPeople, PerMinute / 50);
}

/// <summary>How many more may leave just now.</summary>
/// <param name="Requests">Requests, batches among them.</param>
/// <param name="Batches">Of them, how many may be batches.</param>
/// <param name="Beside">Of them, how many may be single requests without taking a batch's place in the minute.</param>
/// <param name="FreeIn">How long until the next one has room; zero while there is.</param>
public sealed record BudgetRoom(int Requests, int Batches, int Beside, TimeSpan FreeIn);

/// <summary>What is used of a company's budget just now.</summary>
/// <param name="LastSecond">Requests in the last second.</param>
/// <param name="LastMinute">Requests in the last 60 seconds.</param>
/// <param name="BatchesLastMinute">Batches in the last 60 seconds.</param>
/// <param name="Waiting">Calls that wait for their turn.</param>
/// <param name="ClosedUntil">UTC; QuickBooks asked to wait until then. Null where it did not.</param>
public sealed record BudgetUse(BudgetLimits Limits, int LastSecond, int LastMinute, int BatchesLastMinute, int Waiting, DateTime? ClosedUntil);
