using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Reports;

/// <summary>Accounts of some types as rows: a parent with figures below it becomes a section of its own (recorded: "Truck", "Total Truck").</summary>
internal sealed class AccountRows(DatedLedger ledger, IReadOnlyDictionary<string, decimal> sums)
{
    /// <summary>The rows and their sum, each figure positive on the side that raises the type.</summary>
    public (List<ReportRow> Rows, decimal Total) Of(string type)
    {
        var side = DatedLedger.Types.First(t => string.Equals(t.Type, type, StringComparison.Ordinal)).Side;
        var accounts = ledger.AccountsOf(type).ToList();
        var ids = accounts.Select(a => a.Text("Id")!).ToHashSet(StringComparer.Ordinal);
        var children = accounts.ToLookup(a => a.Ref("ParentRef") is { } parent && ids.Contains(parent) ? parent : "", StringComparer.Ordinal);
        var rows = new List<ReportRow>();
        var total = 0m;
        foreach (var account in children[""])
        {
            total += Add(rows, account, children, side);
        }

        return (rows, total);
    }

    /// <summary>A section with a head and "Total ..."; null where it has no rows.</summary>
    public (ReportRow? Section, decimal Total) Section(string type, string title, string group)
    {
        var (rows, total) = Of(type);
        return (rows.Count == 0 ? null : Wrap(title, rows, total, group), total);
    }

    public static ReportRow Wrap(string title, IReadOnlyList<ReportRow> rows, decimal total, string group, string? totalTitle = null) =>
        ReportRow.Section([new(title), new("")], rows, [new(totalTitle ?? "Total " + title), Cell.Money(total)], group);

    private decimal Add(List<ReportRow> rows, JsonObject account, ILookup<string, JsonObject> children, int side)
    {
        var id = account.Text("Id")!;
        var name = account.Text("Name")!;
        var own = sums.GetValueOrDefault(id) * side;
        var below = new List<ReportRow>();
        var total = own + children[id].Sum(child => Add(below, child, children, side));
        if (below.Count > 0)
        {
            rows.Add(ReportRow.Section([new(name, id), Cell.MoneyOrEmpty(own)], below, [new("Total " + name), Cell.Money(total)]));
        }
        else if (own != 0)
        {
            rows.Add(ReportRow.Of([new(name, id), Cell.Money(own)], saysType: true));
        }

        return total;
    }
}
