using System.Globalization;

namespace Valance.Export.History;

/// <summary>What the lane did with a job without asking QuickBooks.</summary>
internal static class LaneReadings
{
    public static void Declare()
    {
        HistoryReader.Reads<NothingSent>(_ => new(HistoryTone.Good, "QuickBooks already holds this record as it is; nothing was sent."));
        HistoryReader.Reads<LeftOut>(e => new(HistoryTone.Neutral, e.Early.Why));
        HistoryReader.Reads<ListsReadAnew>(_ => new(
            HistoryTone.Warning, "Something that it leans on was changed in QuickBooks; QuickBooks' lists and settings are read again and the export tried anew."));
        HistoryReader.Reads<WaitingForParent>(e => new(HistoryTone.Neutral, $"Waits until {e.Parent} stands in QuickBooks."));
        HistoryReader.Reads<ParentArrived>(e => new(HistoryTone.Good, $"{e.Parent} stands in QuickBooks now; going on."));
        HistoryReader.Reads<WaitingForTime>(e => new(HistoryTone.Neutral, "Will be tried again by itself.", new HistoryDetail("Not before", Utc(e.NotBefore))));
        HistoryReader.Reads<WaitingForConnection>(_ => new(HistoryTone.Warning, "Waits for the QuickBooks connection; it goes on by itself when the company answers again."));
        HistoryReader.Reads<ConnectionResumed>(e => new(HistoryTone.Good, $"The QuickBooks connection works again ({e.By}); going on."));
        HistoryReader.Reads<WaitingForAccount>(e => new(
            HistoryTone.Warning, $"The Account was deactivated by {e.DeactivatedBy} before this was done; it goes on by itself when the Account is in use again."));
        HistoryReader.Reads<AccountInUseAgain>(_ => new(HistoryTone.Good, "The Account is in use again; going on."));
        HistoryReader.Reads<TakenUpAgain>(_ => new(HistoryTone.Neutral, "Valance was stopped while it worked on this; taken up again."));
        HistoryReader.Reads<Cleared>(e => new(
            HistoryTone.Good, "A later export of this record succeeded, so this failure is settled.", new HistoryDetail("Job", Id(e.ByJobId))));
        HistoryReader.Reads<DefectHappened>(e => new(
            HistoryTone.Bad,
            "Valance made a mistake of its own here. Nothing is wrong with your record; please send these details to support.",
            new HistoryDetail("Error", $"{e.Type}: {e.Message}"),
            new HistoryDetail("Details for support", e.Trace ?? "", IsBody: true)));
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Utc(DateTime at) => at.ToString("MM/dd/yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
