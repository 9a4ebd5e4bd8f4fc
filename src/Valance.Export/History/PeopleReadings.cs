namespace Valance.Export.History;

/// <summary>What people did with a job.</summary>
internal static class PeopleReadings
{
    public static void Declare()
    {
        HistoryReader.Reads<RetryRequested>(e => new(HistoryTone.Neutral, $"{e.By} asked to try again."));
        HistoryReader.Reads<Cancelled>(e => new(HistoryTone.Warning, $"{e.By} cancelled it before it was sent."));
        HistoryReader.Reads<ParentCancelled>(e => new(HistoryTone.Bad, $"{e.By} cancelled {e.Parent}, which must stand in QuickBooks first."));
        HistoryReader.Reads<Dismissed>(e => new(HistoryTone.Neutral, $"{e.By} dismissed it: {e.Reason}"));
        HistoryReader.Reads<DismissalTakenBack>(e => new(HistoryTone.Neutral, $"{e.By} took the dismissal back."));
        HistoryReader.Reads<LinkedToHeld>(e => new(
            HistoryTone.Good, $"{e.By} linked it to the {e.Kind} \"{e.Name}\" that QuickBooks holds already.", new HistoryDetail("Number in QuickBooks' books", e.QuickBooksId)));
        HistoryReader.Reads<Reactivated>(e => new(
            HistoryTone.Good,
            $"{e.By} made the {e.Kind} \"{e.Name}\" active again in QuickBooks.",
            new HistoryDetail("Number in QuickBooks' books", e.QuickBooksId),
            new HistoryDetail("intuit_tid", e.IntuitTid ?? "")));
        HistoryReader.Reads<MappedTo>(e => new(HistoryTone.Neutral, $"{e.By} mapped {e.Ours} to \"{e.QuickBooksName}\" in QuickBooks."));
        HistoryReader.Reads<SentAnew>(e => new(HistoryTone.Neutral, $"{e.By} let go of the deleted one: it is made in QuickBooks anew."));
        HistoryReader.Reads<DifferenceAccepted>(e => new(HistoryTone.Good, $"{e.By} lets what QuickBooks keeps stand."));
        HistoryReader.Reads<OursSentAgain>(e => new(HistoryTone.Neutral, $"{e.By} sends ours once more."));
        HistoryReader.Reads<FieldChanged>(e => new(
            HistoryTone.Neutral, $"{e.By} changed {e.Field} from \"{e.From}\" to \"{e.To}\"."));
    }
}
