using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Records;

namespace Valance.Export.Tests.Accounting;

/// <summary>A case as docs/accounting.md tells it. Nothing in it depends on the day or on ids.</summary>
internal static class AccountingSection
{
    public static async Task<string> OfAsync(Desk desk, AccountingCase one, CancellationToken ct)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {one.Name}\n\n{one.Words}\n\n");
        if (one.Differs is { } differs)
        {
            text.Append(CultureInfo.InvariantCulture, $"Differs, and says so: {differs}\n\n");
        }

        Table(text, "Our figures", ["record", "date", "amount", "tax", "open"], await OursAsync(desk, ct));
        Table(text, "Sent", ["document", "figures"], await SentAsync(desk, ct));
        Table(text, "QuickBooks' ledger", ["document", "account", "name", "debit", "credit"], Ledger(desk));
        Table(text, "QuickBooks' reports", ["report", "row", "amount"], await ReportsAsync(desk));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static async Task<List<string[]>> OursAsync(Desk desk, CancellationToken ct)
    {
        await using var db = desk.Site.Store.CreateDbContext();
        var rows = new List<string[]>();
        foreach (var order in await db.Orders.AsNoTracking().OrderBy(o => o.Id).ToListAsync(ct))
        {
            rows.Add([order.Label + (order.Status == OrderStatus.Cancelled ? " (cancelled)" : ""), Day(order.CreatedOn), Money(order.Total), Money(order.TaxAmount), Money(order.Balance)]);
        }

        foreach (var payment in await db.Payments.AsNoTracking().Include(p => p.Applications).OrderBy(p => p.Id).ToListAsync(ct))
        {
            var isCancelled = payment.Status == PaymentStatus.Cancelled;
            rows.Add([
                payment.Label + (isCancelled ? " (cancelled)" : ""), Day(payment.ReceivedOn), Money(payment.Amount), payment.RefundTax == 0m ? "" : Money(-payment.RefundTax),
                payment.Credit == 0m ? "" : $"{Money(payment.Credit)} credit",
            ]);
        }

        foreach (var customer in await db.Customers.AsNoTracking().OrderBy(c => c.Id).ToListAsync(ct))
        {
            rows.Add([$"{customer.Name} owes", "", "", "", Money(await BothBooks.ReceivableAsync(desk, customer.Id))]);
        }

        return rows;
    }

    private static async Task<List<string[]>> SentAsync(Desk desk, CancellationToken ct)
    {
        await using var db = desk.Site.Store.CreateDbContext();
        var sent = await (from attempt in db.JobAttempts
                          join job in db.Jobs on attempt.JobId equals job.Id
                          where attempt.Outcome == AttemptOutcome.Succeeded && job.RecordKind != RecordKind.Customer
                          orderby attempt.StartedAt, attempt.Id
                          select new { attempt.Operation, job.RecordKind, attempt.Document, attempt.Payload }).ToListAsync(ct);
        var words = new SentWords(desk);
        return sent.ConvertAll(s => words.Of(s.Operation, s.Document.Length > 0 ? s.Document : Export.Translation.Wire.NameOf(s.RecordKind!.Value), s.Payload));
    }

    private static List<string[]> Ledger(Desk desk)
    {
        var words = new SentWords(desk);
        var postings = desk.Site.Sandbox.Books.PostingsOf(desk.Site.RealmId);
        return [.. postings.GroupBy(p => (p.Type, p.Id, p.Account, p.Name)).Select(g => (g.Key, Sum: g.Sum(p => p.Amount))).Where(g => g.Sum != 0m)
            .Select(g => new[] { words.Name(g.Key.Type, g.Key.Id), g.Key.Account, g.Key.Name ?? "", g.Sum > 0m ? Money(g.Sum) : "", g.Sum < 0m ? Money(-g.Sum) : "" })];
    }

    private static async Task<List<string[]>> ReportsAsync(Desk desk)
    {
        var rows = new List<string[]>();
        foreach (var (title, report) in new[] { ("Receivable ageing", Reports.Ageing), ("Balance sheet", Reports.BalanceSheet), ("Profit and loss", Reports.ProfitAndLoss) })
        {
            rows.AddRange((await Reports.RowsAsync(desk, report)).Where(r => IsTold(r.Name)).Select(r => new[] { title, r.Name, Money(r.Amount) }));
        }

        return rows;
    }

    /// <summary>Accounts and the last sums; the sums between say nothing more here.</summary>
    private static bool IsTold(string row) => !row.StartsWith("Total ", StringComparison.Ordinal) && row is not ("Gross Profit" or "Net Operating Income");

    private static void Table(StringBuilder text, string title, string[] columns, List<string[]> rows)
    {
        if (rows.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"**{title}**\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
            rows.ForEach(row => text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n"));
            text.Append('\n');
        }
    }

    private static string Day(DateOnly day) => day.ToString("M/d/yyyy", CultureInfo.InvariantCulture);

    internal static string Money(decimal amount) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture);
}
