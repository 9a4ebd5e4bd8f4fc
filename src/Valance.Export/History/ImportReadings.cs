using System.Globalization;
using Valance.Core.Import;

namespace Valance.Export.History;

/// <summary>What an import did. That it was asked for stands in the first line of every History.</summary>
internal static class ImportReadings
{
    public static void Declare()
    {
        HistoryReader.ReadsImport<ImportStarted>(e => new(HistoryTone.Neutral, $"Reading {string.Join(", ", e.Files)}."));
        HistoryReader.ReadsImport<ImportEnded>(Ended);
        HistoryReader.ReadsImport<ImportRefused>(e => new(
            HistoryTone.Bad,
            e.Kind is null ? $"{e.Key} could not be read." : $"{Spaced(e.Kind.Value.ToString())} {e.Key} was refused.",
            [.. e.Problems.Select(p => new HistoryDetail("Reason", p.ToString()))]));
    }

    private static HistoryWords Ended(ImportEnded e)
    {
        if (e.Defect is not null)
        {
            return new(HistoryTone.Bad, $"The import stopped through a fault of the program ({e.Defect}). What was taken is kept; run it again for the rest.");
        }

        var refused = e.Counts.Values.Sum(c => c.Refused);
        return new(
            refused > 0 || e.IsCancelled ? HistoryTone.Warning : HistoryTone.Good,
            string.Create(CultureInfo.InvariantCulture, $"The import {(e.IsCancelled ? "was cancelled in the middle; what was taken is kept" : "is done")}: {e.Counts.Values.Sum(c => c.Added + c.Updated + c.Unchanged):N0} taken, {refused:N0} refused."),
            [
                .. e.Counts.Select(c => new HistoryDetail(Spaced(c.Key), string.Create(
                    CultureInfo.InvariantCulture, $"{c.Value.Added:N0} added, {c.Value.Updated:N0} updated, {c.Value.Unchanged:N0} unchanged, {c.Value.Refused:N0} refused"))),
                .. e.Notes.Select(n => new HistoryDetail("Note", n)),
                new HistoryDetail("Refused", e.NotNamed == 0 ? "" : string.Create(
                    CultureInfo.InvariantCulture, $"The first are named below. {e.NotNamed:N0} more stand in the file of refused rows on the import page.")),
            ]);
    }

    private static string Spaced(string kind) => kind == "PurchaseOrder" ? "Purchase order" : kind;
}
