using System.Globalization;
using Valance.Core.Records;
using Valance.Export.Translation;

namespace Valance.Export.History;

/// <summary>How a comparison of both books reads.</summary>
internal static class ReconcileReadings
{
    public static void Declare()
    {
        HistoryReader.Reads<ReconcileRequested>(e => new(HistoryTone.Neutral, $"{e.By} asked to compare both books from {PlainText.Day(e.From)} to {PlainText.Day(e.To)}."));
        HistoryReader.Reads<KindCompared>(e => new(
            e.Findings == 0 ? HistoryTone.Good : HistoryTone.Warning,
            string.Create(CultureInfo.InvariantCulture, $"{Plural(e.Kind)}: {e.Ours:N0} here, {e.Theirs:N0} in QuickBooks, {(e.Findings == 0 ? "no difference" : $"{e.Findings:N0} different")}."),
            new HistoryDetail("Sums differ by", e.Difference == 0m ? "" : PlainText.Dollars(e.Difference))));
        HistoryReader.Reads<ChangedWhileReading>(e => new(
            HistoryTone.Warning,
            string.Create(CultureInfo.InvariantCulture, $"{e.Records:N0} {(e.Records == 1 ? "record was" : "records were")} changed in QuickBooks while its books were read. Their rows may be old: compare again.")));
        HistoryReader.Reads<ReceivablesUnread>(e => new(HistoryTone.Warning, "QuickBooks gave no report of the receivables, so they are not compared.", new HistoryDetail("Why", e.Why)));
        HistoryReader.Reads<BooksCompared>(e => new(
            e.Open == 0 ? HistoryTone.Good : HistoryTone.Warning,
            string.Create(CultureInfo.InvariantCulture, $"{(e.Open == 0 ? "The two books agree" : e.Open == 1 ? "1 difference" : $"{e.Open:N0} differences")}{(e.Ignored > 0 ? $"; {e.Ignored:N0} more {(e.Ignored == 1 ? "is" : "are")} ignored" : "")}.")));
    }

    private static string Plural(RecordKind kind) => kind switch
    {
        RecordKind.Customer => "Customers",
        RecordKind.Vendor => "Vendors",
        RecordKind.Order => "Orders",
        RecordKind.Payment => "Payments",
        _ => "Purchase orders",
    };
}
