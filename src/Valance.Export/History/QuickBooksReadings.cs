using System.Globalization;
using Valance.Export.Planning;

namespace Valance.Export.History;

/// <summary>What went to QuickBooks and what came back.</summary>
internal static class QuickBooksReadings
{
    public static void Declare()
    {
        HistoryReader.Reads<Sent>((e, scene) => new(
            HistoryTone.Neutral,
            $"{(e.IsRepeat ? "Sent again as it was" : "Sent")} to QuickBooks: {Verb(e.Operation)} {e.QuickBooksKind}{(e.BatchSize > 1 ? $", together with {Number(e.BatchSize - 1)} more" : "")}.",
            [.. Notes(e.Notes), new("Request", scene.Attempt?.Payload ?? "", IsBody: true), new("Request id", e.RequestId)]));
        HistoryReader.Reads<Accepted>((e, scene) => new(
            HistoryTone.Good,
            $"QuickBooks accepted it: {e.QuickBooksKind} {e.QuickBooksId}.",
            new HistoryDetail("Response", scene.Attempt?.Answer ?? "", IsBody: true),
            new HistoryDetail("Status", Status(e.HttpStatus)),
            new HistoryDetail("intuit_tid", e.IntuitTid ?? ""),
            new HistoryDetail("Duration", Duration(e.Duration))));
        HistoryReader.Reads<Refused>((e, scene) => new(
            HistoryTone.Bad,
            FailureWords.Sentence(e.Failure, scene.Title),
            [
                .. FailureWords.Details(e.Failure),
                new("Request", scene.Attempt?.Payload ?? "", IsBody: true),
                new("Response", scene.Attempt?.Answer ?? "", IsBody: true),
                new("Duration", Duration(e.Duration)),
                new("Note", e.MayHaveBeenSaved ? "The record may stand in QuickBooks all the same; it is looked up before it is sent again." : ""),
            ]));
        HistoryReader.Reads<NotReady>((e, scene) => e.Problems.Count == 1
            ? new(HistoryTone.Bad, $"Not ready: {FailureWords.Sentence(e.Problems[0], scene.Title)}", [.. FailureWords.Details(e.Problems[0])])
            : new(
                HistoryTone.Bad,
                $"Not ready, for {Number(e.Problems.Count)} reasons. Nothing was sent.",
                [.. e.Problems.Select(p => new HistoryDetail(p.Field ?? "Problem", FailureWords.Sentence(p, scene.Title)))]));
        HistoryReader.Reads<Stopped>((e, scene) => new(HistoryTone.Bad, FailureWords.Sentence(e.Failure, scene.Title), [.. FailureWords.Details(e.Failure)]));
        HistoryReader.Reads<AnswerLost>(e => new(
            HistoryTone.Warning,
            "The answer to the last request was lost. QuickBooks is asked whether the record arrived before anything is sent again.",
            new HistoryDetail("Request id", e.RequestId)));
        HistoryReader.Reads<LookedUp>(e => new(
            e.QuickBooksId.Length > 0 && e.IsOurs ? HistoryTone.Good : HistoryTone.Neutral,
            e switch
            {
                { QuickBooksId.Length: 0 } => $"Looked in QuickBooks: no such {e.QuickBooksKind} has arrived.",
                { IsOurs: true } => $"Looked in QuickBooks: it had arrived as {e.QuickBooksKind} {e.QuickBooksId}, and is linked now.",
                _ => $"Looked in QuickBooks: {e.QuickBooksKind} {e.QuickBooksId} is like it, but not surely ours.",
            },
            new HistoryDetail("intuit_tid", e.IntuitTid ?? "")));
        HistoryReader.Reads<ChangedMeanwhile>(e => new(
            HistoryTone.Warning, $"The {e.QuickBooksKind} was changed in QuickBooks meanwhile; it is read again and the export tried anew."));
        HistoryReader.Reads<BookedDifferently>(e => new(
            HistoryTone.Warning,
            e.Notes.Count == 1 ? "QuickBooks keeps something other than what stands here." : $"QuickBooks keeps {Number(e.Notes.Count)} things other than they stand here.",
            [.. Notes(e.Notes)]));
    }

    private static string Verb(string operation) => operation switch
    {
        "create" => "new",
        "update" => "changed",
        "void" => "void",
        "delete" => "delete",
        _ => operation,
    };

    private static IEnumerable<HistoryDetail> Notes(IReadOnlyList<PlanNote>? notes) =>
        (notes ?? []).Select(n => new HistoryDetail(n.Field, Note(n)));

    private static string Note(PlanNote note) => note.Kind switch
    {
        _ when note.Ours.Length + note.Sent.Length == 0 => note.Reason,
        PlanNoteKind.Cut => $"cut to \"{note.Sent}\" from \"{note.Ours}\". {note.Reason}",
        PlanNoteKind.Changed => $"\"{note.Ours}\" goes as \"{note.Sent}\". {note.Reason}",
        PlanNoteKind.LeftOut => $"\"{note.Ours}\" is left out. {note.Reason}",
        _ => note.Reason,
    };

    private static string Status(int? status) => status?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Duration(TimeSpan duration) =>
        duration == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms");

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}
