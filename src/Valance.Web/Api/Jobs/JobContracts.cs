using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.JobWork;

namespace Valance.Web.Api.Jobs;

/// <summary>A background job as lists show it.</summary>
public record JobSummary
{
    public required long Id { get; init; }

    public JobKind Kind { get; init; }

    /// <summary>What it is about: "Customer George Foreman".</summary>
    public required string Title { get; init; }

    public JobState State { get; init; }

    /// <summary>What it waits for, while it waits.</summary>
    public WaitReason? WaitsFor { get; init; }

    /// <summary>One sentence: how it ended, or why it failed.</summary>
    public required string Summary { get; init; }

    /// <summary>The failure's cause; empty without one.</summary>
    public required string Cause { get; init; }

    public RecordKind? RecordKind { get; init; }

    public long? RecordId { get; init; }

    /// <summary>A person, or "API key" and its name.</summary>
    public required string RequestedBy { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public int AttemptCount { get; init; }

    public bool HasWarnings { get; init; }

    /// <summary>A failure that still asks for somebody: neither dismissed nor cleared by a later success.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>The job at the root of its wait, whose failure is to be cured.</summary>
    public long? BlockedByJobId { get; init; }

    public static JobSummary Of(JobRow r) => Fill(new JobSummary { Id = r.Id, Title = r.Title, Summary = r.Summary, Cause = r.Cause, RequestedBy = r.RequestedBy }, r);

    protected static T Fill<T>(T to, JobRow r)
        where T : JobSummary => to with
        {
            Kind = r.Kind,
            State = r.State,
            WaitsFor = r.WaitsFor,
            RecordKind = r.RecordKind,
            RecordId = r.RecordId,
            CreatedAt = r.CreatedAt,
            EndedAt = r.EndedAt,
            AttemptCount = r.AttemptCount,
            HasWarnings = r.HasWarnings,
            NeedsPerson = r.NeedsPerson,
            BlockedByJobId = r.Blocker?.JobId,
        };
}

/// <summary>A background job with what went wrong.</summary>
public sealed record JobAnswer : JobSummary
{
    /// <summary>What went wrong, the main one first; empty unless it failed.</summary>
    public IReadOnlyList<FailureAnswer> Failures { get; init; } = [];

    /// <summary>The record's id in QuickBooks, once it stands there.</summary>
    public string? QuickBooksId { get; init; }

    public DateTime? DismissedAt { get; init; }

    public required string DismissReason { get; init; }

    public static JobAnswer Of(JobDetail d) => Fill(
        new JobAnswer
        {
            Id = d.Job.Id,
            Title = d.Job.Title,
            Summary = d.Job.Summary,
            Cause = d.Job.Cause,
            RequestedBy = d.Job.RequestedBy,
            Failures = [.. d.Failures.Select(f => FailureAnswer.Of(f, d.Job.Title))],
            QuickBooksId = d.QuickBooksId,
            DismissedAt = d.Job.DismissedAt,
            DismissReason = d.Job.DismissReason,
        },
        d.Job);
}

/// <summary>One thing that went wrong, in words and in QuickBooks' own.</summary>
/// <param name="Cause">The key of its cause, as /help/causes lists them.</param>
/// <param name="What">One sentence with field and value.</param>
/// <param name="Field">Our field at fault, as the screen calls it.</param>
/// <param name="Code">QuickBooks' code, if it came from there.</param>
/// <param name="IntuitTid">What Intuit's support asks for.</param>
public sealed record FailureAnswer(
    string Cause, string Title, string What, string Why, string ToDo, string? Field, string? Value, string? Code, string? Message, string? Detail, string? IntuitTid)
{
    public static FailureAnswer Of(Failure f, string title)
    {
        var told = Explanations.Of(f, title);
        return new(f.Cause, told.Title, told.What, told.Why, told.ToDo, f.Field, f.Value, f.Code, f.Message, f.Detail, f.IntuitTid);
    }
}

/// <summary>What happened in a job, in order.</summary>
public sealed record HistoryAnswer(IReadOnlyList<HistoryEntryAnswer> Entries);

/// <param name="Attempt">The number of the attempt that it belongs to; null where it is about the job as a whole.</param>
public sealed record HistoryEntryAnswer(DateTime At, HistoryTone Tone, string Headline, int? Attempt, IReadOnlyList<HistoryDetailAnswer> Details)
{
    public static HistoryEntryAnswer Of(HistoryLine l) =>
        new(l.At, l.Tone, l.Headline, l.Attempt, [.. l.Details.Select(d => new HistoryDetailAnswer(d.Label, d.Value))]);
}

/// <summary>A detail: a value, or what was sent or came back.</summary>
public sealed record HistoryDetailAnswer(string Label, string Value);
