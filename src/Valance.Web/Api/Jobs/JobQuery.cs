using System.ComponentModel;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Web.Api.Reading;

namespace Valance.Web.Api.Jobs;

/// <summary>What the list of background jobs can be asked. Several values of one filter: any of them.</summary>
public sealed record JobQuery
{
    [Description("Made on this day or later, in the Account's time zone.")]
    public DateOnly? From { get; init; }

    [Description("Made on this day or earlier.")]
    public DateOnly? To { get; init; }

    public OneOf<JobState>[]? State { get; init; }

    public OneOf<JobKind>[]? Kind { get; init; }

    [Description("About records of these kinds.")]
    public OneOf<RecordKind>[]? RecordKind { get; init; }

    [Description("With one recordKind: the jobs of one record.")]
    public long? RecordId { get; init; }

    [Description("Failed for one of these causes.")]
    public string[]? Cause { get; init; }

    [Description("Asked for by these people, by their ids.")]
    public long[]? UserId { get; init; }

    [Description("Asked for by these programs, such as “API key Web shop”.")]
    public string[]? RequestedBy { get; init; }

    [Description("Words that title, summary, code or intuit_tid must hold.")]
    public string? Search { get; init; }

    [Description("Leaves out failures that were dismissed or cleared by a later success.")]
    public bool? OnlyUnsettled { get; init; }

    [Description("Rows on a page, 1 to 200; 50 where nothing is said.")]
    public int? Limit { get; init; }

    [Description("The “next” of the page before, with the same filters.")]
    public string? Cursor { get; init; }

    public JobFilter ToFilter() => new()
    {
        From = From,
        To = To,
        States = [.. (State ?? []).Select(s => s.Value)],
        Kinds = [.. (Kind ?? []).Select(k => k.Value)],
        RecordKinds = [.. (RecordKind ?? []).Select(k => k.Value)],
        RecordId = RecordId,
        Causes = Cause ?? [],
        UserIds = UserId ?? [],
        Programs = RequestedBy ?? [],
        Text = Search ?? "",
        OnlyUnsettled = OnlyUnsettled ?? false,
    };
}
