namespace Valance.Export.History;

/// <summary>How it reads that both sides had changed.</summary>
internal static class ChangeReadings
{
    public static void Declare()
    {
        HistoryReader.Reads<ValuesWereChosen>(Chosen);
        HistoryReader.Reads<Unlinked>(e => new(
            HistoryTone.Neutral, $"{e.By} unlinked it: in QuickBooks it was {(e.WasDeleted ? "deleted" : "voided")}.", new HistoryDetail("Id in QuickBooks", e.QuickBooksId)));
    }

    private static HistoryWords Chosen(ValuesWereChosen e) => new(
        e.NotTaken is null ? HistoryTone.Neutral : HistoryTone.Warning,
        $"{e.By} compared both sides and chose which values stand.",
        [
            .. e.Fields.Select(f => new HistoryDetail(f.Field, f.TheirsStands
                ? $"QuickBooks' \"{f.Theirs}\" stands; here it was \"{f.Ours}\", last sent \"{f.LastSent}\"."
                : $"Ours, \"{f.Ours}\", goes over QuickBooks' \"{f.Theirs}\"; last sent \"{f.LastSent}\".")),
            new("Not taken over here", e.NotTaken is null ? "" : $"{e.NotTaken} QuickBooks' values stand there all the same."),
        ]);
}
