using System.Linq.Expressions;
using Valance.Core.Accounts;
using Valance.Core.Records;

namespace Valance.Core.Jobs;

/// <summary>What the list of background jobs shows. Empty sets and nulls do not filter; the filters that are set must all hold.</summary>
public sealed record JobFilter
{
    /// <summary>First day on which the job was made, in the zone of <see cref="TimeZone"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>IANA name; null: the viewer's Account's, else that of the only Account filtered by, else a new Account's default.</summary>
    public string? TimeZone { get; init; }

    public IReadOnlyCollection<long> UserIds { get; init; } = [];

    /// <summary>Who asked, where it was no user: "command line", "schedule", "API key X".</summary>
    public IReadOnlyCollection<string> Programs { get; init; } = [];

    public IReadOnlyCollection<long> AccountIds { get; init; } = [];

    public IReadOnlyCollection<JobState> States { get; init; } = [];

    public IReadOnlyCollection<JobKind> Kinds { get; init; } = [];

    public IReadOnlyCollection<RecordKind> RecordKinds { get; init; } = [];

    public IReadOnlyCollection<string> Causes { get; init; } = [];

    /// <summary>With a single entry in <see cref="RecordKinds"/>: the jobs of one record.</summary>
    public long? RecordId { get; init; }

    /// <summary>The jobs of one bulk export.</summary>
    public long? BulkId { get; init; }

    /// <summary>Words that title, summary, code or intuit_tid must hold, all of them.</summary>
    public string Text { get; init; } = "";

    /// <summary>Leaves out failures that were dismissed or that a later success made void.</summary>
    public bool OnlyUnsettled { get; init; }

    internal IQueryable<Job> Apply(IQueryable<Job> jobs, TimeZoneInfo zone)
    {
        jobs = From is { } from ? After(jobs, AccountDays.StartOf(from, zone)) : jobs;
        jobs = To is { } to ? Before(jobs, AccountDays.StartOf(to.AddDays(1), zone)) : jobs;
        jobs = Asked(jobs);
        jobs = In(jobs, AccountIds, only => j => j.AccountId == only, j => AccountIds.Contains(j.AccountId));
        jobs = InStates(jobs);
        jobs = In(jobs, Kinds, only => j => j.Kind == only, j => Kinds.Contains(j.Kind));
        jobs = Kinds.Count > 0 && !Kinds.Contains(JobKind.Export) ? jobs.Where(j => j.Kind != JobKind.Export) : jobs;
        jobs = In(jobs, RecordKinds, only => j => j.RecordKind == only, j => j.RecordKind != null && RecordKinds.Contains(j.RecordKind.Value));
        jobs = In(jobs, Causes, only => j => j.Cause != "" && j.Cause == only, j => j.Cause != "" && Causes.Contains(j.Cause));
        jobs = RecordId is { } record ? jobs.Where(j => j.RecordId == record) : jobs;
        jobs = BulkId is { } bulk ? jobs.Where(j => j.BulkId == bulk) : jobs;
        jobs = OnlyUnsettled ? jobs.Where(j => j.DismissedAt == null && j.ClearedByJobId == null) : jobs;
        foreach (var word in SearchText.Of(Text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            jobs = jobs.Where(j => j.Search.Contains(word));
        }

        return jobs;
    }

    /// <summary>What is rare is asked for in the words of its index's filter, which must stand in the query as they are: a parameter tells the store nothing.</summary>
    private IQueryable<Job> InStates(IQueryable<Job> jobs) => States.Distinct().ToList() switch
    {
        [] => jobs,
        // What has succeeded bears no cause: the store need not look through a cause's failures to find none.
        [JobState.Succeeded] when Causes.Count > 0 => jobs.Where(j => false),
        [JobState.Failed] => jobs.Where(j => j.State == JobState.Failed),
        [JobState.Cancelled] => jobs.Where(j => j.State == JobState.Cancelled),
        var open when open.TrueForAll(s => s is JobState.Queued or JobState.Running or JobState.Waiting) => jobs.Where(j => j.EndedAt == null && States.Contains(j.State)),
        [var only] => jobs.Where(j => j.State == only),
        _ => jobs.Where(j => States.Contains(j.State)),
    };

    private IQueryable<Job> Asked(IQueryable<Job> jobs) => (UserIds.Count, Programs.Count) switch
    {
        (0, 0) => jobs,
        (1, 0) when UserIds.First() is var only => jobs.Where(j => j.RequestedByUserId == only),
        // Without an "or", which no index serves.
        (_, 0) => jobs.Where(j => UserIds.Contains(j.RequestedByUserId!.Value)),
        _ => jobs.Where(j =>
            (j.RequestedByUserId != null && UserIds.Contains(j.RequestedByUserId.Value))
            || (j.RequestedByUserId == null && Programs.Contains(j.RequestedBy))),
    };

    private static IQueryable<Job> After(IQueryable<Job> jobs, DateTime start) => jobs.Where(j => j.CreatedAt >= start);

    private static IQueryable<Job> Before(IQueryable<Job> jobs, DateTime end) => jobs.Where(j => j.CreatedAt < end);

    /// <summary>
    /// One value is asked for as equal: PostgreSQL looks for one of several (ANY) in no later column of an index that it reads in order, and would fetch each job to see.
    /// </summary>
    private static IQueryable<Job> In<T>(
        IQueryable<Job> jobs, IReadOnlyCollection<T> wanted, Func<T, Expression<Func<Job, bool>>> isOnly, Expression<Func<Job, bool>> isOneOf) =>
        wanted.Count switch
        {
            0 => jobs,
            1 => jobs.Where(isOnly(wanted.First())),
            _ => jobs.Where(isOneOf),
        };
}
