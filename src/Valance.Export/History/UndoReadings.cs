using System.Globalization;
using Valance.Export.Undo;

namespace Valance.Export.History;

/// <summary>How taking an export back reads.</summary>
internal static class UndoReadings
{
    public static void Declare()
    {
        HistoryReader.Reads<UndoRequested>(e => new(
            HistoryTone.Neutral,
            $"{e.By} looked through the undo and asked for it.",
            [.. e.Steps.Select(s => new HistoryDetail(NameOf(s.Key), s.Value.ToString("N0", CultureInfo.InvariantCulture)))]));
        HistoryReader.Reads<Undone>(e => new(HistoryTone.Good, e.Operation switch
        {
            "void" => "Voided in QuickBooks; the record here is unlinked and counts as never exported.",
            "delete" => "Deleted in QuickBooks; the record here is unlinked and counts as never exported.",
            _ => "Made inactive in QuickBooks; the record here is unlinked and counts as never exported.",
        }));
        HistoryReader.Reads<UndoneWithoutSending>(_ => new(
            HistoryTone.Neutral, "Nothing was to be taken back in QuickBooks: it is gone there, was there before us, or something else uses it. The record here is unlinked."));
        HistoryReader.Reads<UndoEnded>(e => new(e.Failed + e.HeldUp > 0 ? HistoryTone.Warning : HistoryTone.Good, BulkReadings.UndoEnded(new BulkEnded(e.Succeeded, e.Failed, e.HeldUp))));
    }

    private static string NameOf(string action) => action switch
    {
        nameof(UndoAction.Void) => "To be voided",
        nameof(UndoAction.Delete) => "To be deleted",
        nameof(UndoAction.Deactivate) => "To be made inactive",
        nameof(UndoAction.Loosen) => "To let go of what is undone",
        _ => "Only unlinked",
    };
}
