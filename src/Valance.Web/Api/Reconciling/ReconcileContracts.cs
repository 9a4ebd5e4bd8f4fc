using System.ComponentModel;
using System.Text.Json.Serialization;
using Valance.Core.Jobs;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Reconciling;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Reading;

namespace Valance.Web.Api.Reconciling;

/// <summary>The days whose documents are compared, both included.</summary>
public sealed record ReconcileContent
{
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }
}

/// <summary>A comparison of both books as lists show it.</summary>
/// <param name="EndedAt">Null while it is under way, or where it stopped.</param>
public sealed record ReconcileSummaryAnswer(long Id, DateOnly From, DateOnly To, DateTime StartedAt, DateTime? EndedAt)
{
    public static ReconcileSummaryAnswer Of(ReconcileRunRow r) => new(r.Id, r.From, r.To, r.StartedAt, r.EndedAt);
}

/// <summary>A comparison of both books.</summary>
/// <param name="JobId">The background job that does it.</param>
/// <param name="Agrees">It is at its end, and nothing is open; what is ignored is known.</param>
public sealed record ReconcileAnswer(
    long Id, DateOnly From, DateOnly To, DateTime StartedAt, DateTime? EndedAt, long JobId, JobState JobState, string JobSummary, string Company, int Open, int Ignored, bool Agrees,
    IReadOnlyList<DifferenceCountAnswer> Counts)
{
    public static ReconcileAnswer Of(ReconcileView v) => new(
        v.RunId, v.From, v.To, v.StartedAt, v.EndedAt, v.JobId, v.JobState, v.JobSummary, v.CompanyName, v.Open, v.Ignored, v.Agrees,
        [.. v.Counts.Select(c => new DifferenceCountAnswer(c.Kind, c.Difference, c.State, c.Count, c.Effect))]);
}

/// <summary>How many rows of a kind and difference there are.</summary>
/// <param name="Effect">How much of the difference of the two sums they make up: ours less theirs, in dollars.</param>
public sealed record DifferenceCountAnswer(RecordKind RecordKind, DifferenceKind Difference, FindingState State, int Count, [property: JsonConverter(typeof(Dollars))] decimal Effect);

/// <summary>What the list of a comparison's differences can be asked.</summary>
public sealed record DifferenceQuery
{
    public OneOf<RecordKind>? RecordKind { get; init; }

    public OneOf<DifferenceKind>? Difference { get; init; }

    [Description("Open, ignored or done; all where nothing is said.")]
    public OneOf<FindingState>? State { get; init; }

    [Description("Words that names or ids must hold.")]
    public string? Search { get; init; }

    [Description("The “next” of the page before, with the same filters.")]
    public string? Cursor { get; init; }
}

/// <summary>One difference of the two books.</summary>
/// <param name="Action">What brings the two together again; lookThere where only a person can, in QuickBooks.</param>
/// <param name="RecordId">Ours; null for what only QuickBooks has.</param>
/// <param name="QuickBooksId">Theirs; empty for what only we have.</param>
/// <param name="Reason">Why, in a sentence, where the kind of difference does not say enough.</param>
/// <param name="StateNote">Of an ignored one the reason, of a done one what was done.</param>
/// <param name="JobId">The background job that settles it.</param>
public sealed record DifferenceAnswer(
    long Id, RecordKind RecordKind, DifferenceKind Difference, ReconcileAction Action, long? RecordId, string QuickBooksId, string Name, string Party, DateOnly? Date,
    [property: JsonConverter(typeof(Dollars))] decimal? OurAmount, [property: JsonConverter(typeof(Dollars))] decimal? TheirAmount, [property: JsonConverter(typeof(Dollars))] decimal Effect,
    IReadOnlyList<FieldDifference> Fields, string Reason, FindingState State, string StateNote, string StateBy, long? JobId)
{
    public static DifferenceAnswer Of(FindingRow f) => new(
        f.Id, f.Kind, f.Difference, f.Action, f.RecordId, f.QuickBooksId, f.Name, f.Party, f.Date, f.OurAmount, f.TheirAmount, f.Effect, f.Fields, f.Reason, f.State, f.StateNote, f.StateBy, f.JobId);
}

/// <summary>What is to be done about a difference.</summary>
public sealed record SettleContent
{
    /// <summary>The difference's own, or export for something of ours that only looks like what QuickBooks has.</summary>
    public required ReconcileAction Action { get; init; }
}

/// <summary>Why a difference may stay.</summary>
public sealed record IgnoreContent
{
    /// <summary>Whoever compares the books next reads it.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>What was done about a difference; the next comparison tells whether it helped.</summary>
/// <param name="JobId">The background job that does it.</param>
public sealed record SettledAnswer(long Id, long? JobId);
