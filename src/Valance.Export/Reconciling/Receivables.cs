using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Reconciling;
using Valance.Export.Failures;
using Valance.QuickBooks;

namespace Valance.Export.Reconciling;

/// <summary>What customers owe, by days past due, on both sides: ours from orders and payments, theirs from QuickBooks' own report.</summary>
internal static class Receivables
{
    private const string ReportName = "AgedReceivables";
    private const int Spans = 5;

    public static async Task<(ReceivableTotals? Totals, Failure? Failure)> ReadAsync(
        ValanceDb db, long accountId, QuickBooksClient client, PatientReads reads, Period period, CancellationToken ct)
    {
        var before = period.From.AddDays(-1);
        var (theirsBefore, failure) = await TheirsAsync(client, reads, before, ct);
        if (theirsBefore is null)
        {
            return (null, failure);
        }

        (var theirs, failure) = await TheirsAsync(client, reads, period.To, ct);
        return theirs is null
            ? (null, failure)
            : (new ReceivableTotals((await OursAsync(db, accountId, before, ct)).Total, theirsBefore.Total, await OursAsync(db, accountId, period.To, ct), theirs), null);
    }

    /// <summary>Row by row, so that no list of all open orders is held; only what was paid on each, added up in one query. Asked for order by order, the store would look through all payments each time.</summary>
    public static async Task<Ageing> OursAsync(ValanceDb db, long accountId, DateOnly at, CancellationToken ct)
    {
        var dueDays = await db.Set<Core.Accounts.Terms>().Where(t => t.AccountId == accountId).ToDictionaryAsync(t => t.Name, t => t.DueDays, StringComparer.OrdinalIgnoreCase, ct);
        var received = db.Payments.Where(p => p.AccountId == accountId && p.Status == PaymentStatus.Received && p.ReceivedOn <= at);
        var orders = db.Orders.Where(o => o.AccountId == accountId && o.Status == OrderStatus.Open && o.CreatedOn <= at);
        var paid = await received.SelectMany(p => p.Applications).GroupBy(a => a.OrderId).Select(g => new { g.Key, Amount = g.Sum(a => a.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Amount, ct);
        var ageing = Ageing.None;
        await foreach (var order in orders.Select(o => new { o.Id, o.CreatedOn, o.Terms, o.Total }).AsAsyncEnumerable().WithCancellation(ct))
        {
            var due = order.CreatedOn.AddDays(dueDays.GetValueOrDefault(order.Terms));
            ageing = ageing.Plus(at.DayNumber - due.DayNumber, order.Total - paid.GetValueOrDefault(order.Id));
        }

        // What no order of that day takes is the customer's credit, and lowers what is owed.
        await foreach (var payment in received
            .Select(p => new { p.ReceivedOn, p.Amount, p.Refund, Applied = p.Applications.Where(a => a.Order!.Status == OrderStatus.Open && a.Order.CreatedOn <= at).Sum(a => a.Amount) })
            .AsAsyncEnumerable().WithCancellation(ct))
        {
            ageing = ageing.Plus(at.DayNumber - payment.ReceivedOn.DayNumber, payment.Refund switch
            {
                // Paid out of the bank for what was sold too dear: nothing that a customer owes.
                RefundKind.ReturnsMoney => 0m,
                // Its amount is below zero, and it lowers what is owed.
                RefundKind.GrantsCredit => payment.Applied + payment.Amount,
                _ => payment.Applied - payment.Amount,
            });
        }

        return ageing;
    }

    private static async Task<(Ageing? Ageing, Failure? Failure)> TheirsAsync(QuickBooksClient client, PatientReads reads, DateOnly at, CancellationToken ct)
    {
        KeyValuePair<string, string>[] asked = [new("report_date", at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), new("aging_method", "Report_Date")];
        var (report, failure) = await reads.AskAsync(options => client.ReportAsync(ReportName, asked, options, ct), ct);
        return report switch
        {
            null => (null, failure),
            { GrandTotal: [var current, var to30, var to60, var to90, var over, ..] } => (new(current, to30, to60, to90, over), null),
            _ => (null, new Failure("answer-unreadable", FailureCategory.Transient, Detail: string.Create(CultureInfo.InvariantCulture, $"{ReportName} has {report.Columns.Count - 1} columns, not {Spans}."))),
        };
    }
}
