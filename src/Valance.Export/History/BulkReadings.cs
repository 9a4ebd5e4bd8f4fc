using System.Globalization;

namespace Valance.Export.History;

/// <summary>What happened to a bulk export as a whole; what happened to its records stands in their own jobs.</summary>
internal static class BulkReadings
{
    public static void Declare()
    {
        HistoryReader.Reads<BulkPrepared>(e => new(
            HistoryTone.Neutral,
            $"{Count(e.Jobs, "job")} made, parents before children." + (e.HadJob > 0 ? $" {Count(e.HadJob, "record")} had a job already." : "")));
        HistoryReader.Reads<BulkPaused>(e => new(HistoryTone.Warning, $"{e.By} paused it. What had left is finished; the rest waits."));
        HistoryReader.Reads<BulkResumed>(e => new(HistoryTone.Neutral, $"{e.By} let it go on."));
        HistoryReader.Reads<BulkCancelled>(e => new(
            HistoryTone.Warning, $"{e.By} cancelled it." + (e.InQuickBooks > 0 ? $" {Count(e.InQuickBooks, "record")} had been exported and stay in QuickBooks." : " Nothing had been exported.")));
        HistoryReader.Reads<BulkEnded>(e => new(e.Failed + e.HeldUp > 0 ? HistoryTone.Warning : HistoryTone.Good, Ended(e)));
    }

    /// <summary>One sentence, for the job's row too.</summary>
    internal static string Ended(BulkEnded e)
    {
        var text = e.Succeeded > 0 ? $"{Count(e.Succeeded, "record")} exported" : "Nothing exported";
        text += e.Failed > 0 ? $", {Number(e.Failed)} failed" : "";
        text += e.HeldUp > 0 ? $", {Number(e.HeldUp)} {(e.HeldUp == 1 ? "waits" : "wait")} for a record that failed" : "";
        return text + ".";
    }

    internal static string UndoEnded(BulkEnded e)
    {
        var text = e.Succeeded > 0 ? $"{Count(e.Succeeded, "record")} taken back" : "Nothing taken back";
        text += e.Failed > 0 ? $", {Number(e.Failed)} failed" : "";
        text += e.HeldUp > 0 ? $", {Number(e.HeldUp)} {(e.HeldUp == 1 ? "waits" : "wait")} for a record that failed" : "";
        return text + ".";
    }

    private static string Count(int n, string what) => $"{Number(n)} {what}{(n == 1 ? "" : "s")}";

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
