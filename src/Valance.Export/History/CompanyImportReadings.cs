using System.Globalization;
using Valance.Core.CompanyImports;

namespace Valance.Export.History;

/// <summary>How an import from the company reads.</summary>
internal static class CompanyImportReadings
{
    public static void Declare()
    {
        HistoryReader.Reads<CompanyImportRequested>(e => new(HistoryTone.Neutral, (e.Takes, e.Everything) switch
        {
            (true, _) => $"{e.By} looked through the list and asked to import {string.Join(", ", e.Kinds.Select(Plural))}.",
            (_, true) => $"{e.By} asked which customers, vendors and items QuickBooks has, all of them again.",
            _ => $"{e.By} asked which customers, vendors and items QuickBooks has.",
        }));
        HistoryReader.Reads<CompanyRead>(e => new(HistoryTone.Neutral, string.Create(CultureInfo.InvariantCulture, $"{e.Count:N0} {Plural(e.Kind)} were read.")));
        HistoryReader.Reads<OffersFound>(e => new(
            HistoryTone.Good,
            $"{Say((e.New, "new"), (e.Sure, "surely yours"), (e.ToCheck, "to check"), (e.Changed, "changed in QuickBooks"), (e.Known, "known"), (e.LeftOut, "left out"))}. Nothing was imported yet."));
        HistoryReader.Reads<OffersTaken>(e => new(
            e.Refused > 0 ? HistoryTone.Warning : HistoryTone.Good,
            $"{Say((e.Taken, "imported"), (e.Updated, "brought up to date"), (e.Linked, "linked"), (e.Refused, "not taken"))}.",
            [.. e.Named.Select(n => new HistoryDetail("Not taken", n))]));
    }

    private static string Say(params IEnumerable<(int Count, string What)> counts)
    {
        var said = string.Join(", ", counts.Where(c => c.Count > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count:N0} {c.What}")));
        return said.Length > 0 ? said : "Nothing";
    }

    private static string Plural(OfferKind kind) => kind switch
    {
        OfferKind.Customer => "customers",
        OfferKind.Vendor => "vendors",
        _ => "items",
    };
}
