using Valance.Export.Checks;
using Valance.Export.Planning;
using Valance.Export.Previewing;

namespace Valance.Web.Api.Records;

/// <summary>What a check found.</summary>
/// <param name="Cause">The rule, which is also the cause that a failed job would have.</param>
/// <param name="Field">As the screen calls it.</param>
/// <param name="Suggestion">A value that would pass; null where somebody must think.</param>
/// <param name="Blocks">False: the record is exported all the same, with something left out.</param>
public sealed record FindingAnswer(string Cause, string Title, string Sentence, string Field, string? Value, string Cure, string? Suggestion, bool Blocks)
{
    public static FindingAnswer Of(Finding f) => new(f.Name, f.Title, f.Sentence, f.Field, f.Value, f.Cure, f.Suggestion, f.Blocks);
}

/// <summary>Whether a record could be exported as it stands.</summary>
/// <param name="Findings">Every problem at once.</param>
public sealed record ChecksAnswer(bool IsReady, IReadOnlyList<FindingAnswer> Findings);

/// <summary>Says that QuickBooks gets something other than what stands in the record, and why.</summary>
public sealed record NoteAnswer(PlanNoteKind Kind, string Field, string Ours, string Sent, string Reason)
{
    public static NoteAnswer Of(PlanNote n) => new(n.Kind, n.Field, n.Ours, n.Sent, n.Reason);
}

/// <summary>One field three times.</summary>
/// <param name="Held">What QuickBooks holds now; null where nothing stands there yet.</param>
public sealed record PreviewFieldAnswer(string Field, string Ours, string Sent, string? Held, IReadOnlyList<NoteAnswer> Notes);

/// <summary>One line three times.</summary>
public sealed record PreviewLineAnswer(string Ours, string Sent, string? Held);

/// <summary>What an export would do now.</summary>
/// <param name="Summary">In one sentence.</param>
/// <param name="Stopped">Why what would be sent cannot be shown; null where it is.</param>
public sealed record PreviewAnswer(
    string Summary, bool IsReady, IReadOnlyList<PreviewFieldAnswer> Fields, IReadOnlyList<PreviewLineAnswer> Lines, IReadOnlyList<NoteAnswer> OtherNotes,
    IReadOnlyList<FindingAnswer> Findings, string? Stopped)
{
    public static PreviewAnswer Of(RecordPreview p) => new(
        p.Summary, p.IsReady,
        [.. p.Fields.Where(f => !f.IsEmpty).Select(f => new PreviewFieldAnswer(f.Field, f.Ours, f.Sent, f.Held, [.. f.Notes.Select(NoteAnswer.Of)]))],
        [.. p.Lines.Select(l => new PreviewLineAnswer(l.Ours, l.Sent, l.Held))],
        [.. p.OtherNotes.Select(NoteAnswer.Of)],
        [.. p.Findings.Select(FindingAnswer.Of)],
        p.Stopped is { } stopped ? $"{stopped.What} {stopped.Why}" : null);
}
