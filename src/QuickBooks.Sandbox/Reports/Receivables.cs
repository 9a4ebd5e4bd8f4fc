using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Reports;

/// <summary>
/// What customers owe at a day, document by document: an open invoice, or a credit that is not used up. Their sum is the receivables account of that
/// day, whatever was applied since.
/// </summary>
internal static class Receivables
{
    private static readonly string[] Spans = ["Current", "1 - 30", "31 - 60", "61 - 90", "91 and over"];

    public static Report CustomerBalance(DatedLedger ledger, ReportPeriod period, IReadOnlySet<string>? only)
    {
        var rows = new CustomerRows(ledger, only, 1);
        foreach (var (customer, _, amount) in Open(ledger, period.End))
        {
            rows.Add(customer, 0, amount);
        }

        return Listed("CustomerBalance", [new("Total", "Money")], rows, period, only);
    }

    /// <summary>By days past due at the day that ages: current, four spans of 30 days, total.</summary>
    public static Report AgedReceivables(DatedLedger ledger, ReportPeriod period, DateOnly agedAt, IReadOnlySet<string>? only)
    {
        var rows = new CustomerRows(ledger, only, Spans.Length + 1);
        foreach (var (customer, due, amount) in Open(ledger, period.End))
        {
            var days = agedAt.DayNumber - due.DayNumber;
            rows.Add(customer, days <= 0 ? 0 : Math.Min((days + 29) / 30, Spans.Length - 1), amount);
            rows.Add(customer, Spans.Length, amount);
        }

        return Listed("AgedReceivables", [.. Spans.Select(s => new ReportColumn(s, "Money")), new("Total", "Money")], rows, period, only);
    }

    private static Report Listed(string name, IEnumerable<ReportColumn> columns, CustomerRows rows, ReportPeriod period, IReadOnlySet<string>? only)
    {
        var written = rows.Write();
        return new(name, [new("", "Customer"), .. columns], written)
        {
            Head = only is null ? [] : [("Customer", string.Join(',', only))],
            Options = [("report_date", Json.Iso(period.End))],
            IsEmpty = written.Count == 0,
        };
    }

    private static IEnumerable<(string Customer, DateOnly Due, decimal Amount)> Open(DatedLedger ledger, DateOnly at)
    {
        var receivable = ledger.AccountsOf("Accounts Receivable").Select(a => a.Text("Id")!).ToHashSet(StringComparer.Ordinal);
        var documents = ledger.Documents(null, at).ToDictionary(d => (d.Type, d.Doc.Text("Id")!));
        var amounts = new Dictionary<(string Type, string Id, string Customer), decimal>();
        foreach (var (key, (_, _, postings)) in documents)
        {
            foreach (var posting in postings.Where(p => receivable.Contains(p.AccountId)))
            {
                Move(amounts, (key.Type, key.Item2, posting.NameId ?? ""), posting.Amount);
            }
        }

        // A payment's lines move its credit to what they settle; a line on a later document has not happened yet.
        foreach (var payment in ledger.Company.Table("Payment")!.InOrder().Where(p => p.DateOf("TxnDate") <= at))
        {
            var customer = payment.Ref("CustomerRef") ?? "";
            foreach (var (type, id, amount) in Links.Amounts(payment).Where(a => documents.ContainsKey((a.Type, a.Id))))
            {
                var signed = type is "CreditMemo" ? -amount : amount;
                Move(amounts, (type, id, customer), -signed);
                Move(amounts, ("Payment", payment.Text("Id")!, customer), signed);
            }
        }

        foreach (var ((type, id, customer), amount) in amounts.Where(a => a.Value != 0))
        {
            var doc = ledger.Company.Find(type, id);
            yield return (customer, doc.DateOf("DueDate") ?? doc.DateOf("TxnDate") ?? at, amount);
        }
    }

    private static void Move(Dictionary<(string Type, string Id, string Customer), decimal> amounts, (string Type, string Id, string Customer) key, decimal amount) =>
        amounts[key] = amounts.GetValueOrDefault(key) + amount;
}

/// <summary>Customers with figures; sub-customers stand below their parent, which sums them up.</summary>
internal sealed class CustomerRows(DatedLedger ledger, IReadOnlySet<string>? only, int columns)
{
    private readonly Dictionary<string, decimal[]> figures = new(StringComparer.Ordinal);

    public void Add(string customer, int column, decimal amount)
    {
        if (only is null || only.Contains(customer))
        {
            if (!figures.TryGetValue(customer, out var of))
            {
                figures[customer] = of = new decimal[columns];
            }

            of[column] += amount;
        }
    }

    /// <summary>By name, with the grand total last; empty where nobody owes anything.</summary>
    public List<ReportRow> Write()
    {
        var table = ledger.Company.Table("Customer")!;
        var children = table.InOrder().ToLookup(c => c.Ref("ParentRef") ?? "", StringComparer.Ordinal);
        var rows = new List<ReportRow>();
        var total = new decimal[columns];
        foreach (var customer in children[""])
        {
            Sum(total, Write(rows, customer, children));
        }

        if (rows.Count > 0)
        {
            rows.Add(ReportRow.Total("GrandTotal", [new Cell("TOTAL"), .. total.Select(Cell.Money)]));
        }

        return rows;
    }

    private decimal[] Write(List<ReportRow> rows, JsonObject customer, ILookup<string, JsonObject> children)
    {
        var id = customer.Text("Id")!;
        var name = customer.Text("DisplayName")!;
        var own = figures.GetValueOrDefault(id);
        var below = new List<ReportRow>();
        var total = (decimal[]?)own?.Clone() ?? new decimal[columns];
        foreach (var child in children[id])
        {
            Sum(total, Write(below, child, children));
        }

        IEnumerable<Cell> Figures(decimal[]? of) => (of ?? new decimal[columns]).Select(Cell.MoneyOrEmpty);
        if (below.Count > 0)
        {
            rows.Add(ReportRow.Section([new(name, id), .. Figures(own)], below, [new("Total " + name), .. total.Select(Cell.Money)]));
        }
        else if (own is not null && own.Any(f => f != 0))
        {
            rows.Add(ReportRow.Of([new(name, id), .. Figures(own)]));
        }

        return total;
    }

    private static void Sum(decimal[] into, decimal[] from)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] += from[i];
        }
    }
}
