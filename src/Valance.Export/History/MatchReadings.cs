using System.Globalization;

namespace Valance.Export.History;

/// <summary>How matching with what QuickBooks has reads.</summary>
internal static class MatchReadings
{
    private const int MostNamed = 50;

    public static void Declare()
    {
        HistoryReader.Reads<Matched>(e => new(
            HistoryTone.Good, $"{e.By} linked it with \"{e.QuickBooksName}\" in QuickBooks. Nothing was sent yet.", new HistoryDetail("Id in QuickBooks", e.QuickBooksId)));
        HistoryReader.Reads<LinkTakenBack>(e => new(
            HistoryTone.Warning,
            $"{e.By} took the link{(e.QuickBooksName.Length > 0 ? $" with \"{e.QuickBooksName}\"" : "")} back: {e.Reason}",
            new HistoryDetail("Id in QuickBooks", e.QuickBooksId)));
        HistoryReader.Reads<MatchingRequested>(e => new(HistoryTone.Neutral, e.LinkFrom is { } from
            ? string.Create(CultureInfo.InvariantCulture, $"{e.By} looked through the list and asked to link what scores {from} or more.")
            : $"{e.By} asked which customers and vendors QuickBooks has already."));
        HistoryReader.Reads<NamesRead>(e => new(
            HistoryTone.Neutral, string.Create(CultureInfo.InvariantCulture, $"QuickBooks has {e.Customers:N0} customers and {e.Vendors:N0} vendors.")));
        HistoryReader.Reads<CandidatesFound>(e => new(
            HistoryTone.Good, string.Create(CultureInfo.InvariantCulture, $"{e.Sure:N0} sure, {e.ToCheck:N0} to check, {e.None:N0} without a match. Nothing was linked yet.")));
        HistoryReader.Reads<MatchesLinked>(e => new(
            e.Skipped.Count > 0 ? HistoryTone.Warning : HistoryTone.Good,
            string.Create(CultureInfo.InvariantCulture, $"{e.Linked:N0} linked{(e.Skipped.Count > 0 ? $", {e.Skipped.Count:N0} left as they were" : "")}."),
            [.. e.Skipped.Take(MostNamed).Select(s => new HistoryDetail("Not linked", s))]));
    }
}
