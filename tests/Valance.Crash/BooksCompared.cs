using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QuickBooks.Sandbox;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;

namespace Valance.Crash;

/// <summary>Holds the company's books against ours: every record once, every link to a document of its own, every total the same, every job at its end.</summary>
internal static class BooksCompared
{
    private static readonly (RecordKind Kind, string Entity)[] Kinds =
    [
        (RecordKind.Customer, "Customer"), (RecordKind.Vendor, "Vendor"), (RecordKind.Order, "Invoice"), (RecordKind.Payment, "Payment"), (RecordKind.PurchaseOrder, "PurchaseOrder"),
    ];

    public static async Task<IReadOnlyList<string>> CompareAsync(ValanceDb db, SandboxBooks books, string realmId)
    {
        var wrong = new List<string>();
        foreach (var (kind, entity) in Kinds)
        {
            var there = books.DocumentsOf(realmId, entity);
            var links = await db.Links.Where(l => l.RecordKind == kind && l.RealmId == realmId).ToListAsync();
            var records = await db.RecordsOf(kind).CountAsync();
            Check(there.Count == records, $"{kind}: {records} records, {there.Count} documents");
            Check(links.Count == records, $"{kind}: {records} records, {links.Count} links");
            Check(links.Select(l => l.QuickBooksId).ToHashSet(StringComparer.Ordinal).SetEquals(there.Select(d => d["Id"]!.GetValue<string>())), $"{kind}: the links and the documents are not the same");
        }

        var orders = await db.Orders.AsNoTracking().ToDictionaryAsync(o => o.Number, StringComparer.Ordinal);
        foreach (var invoice in books.DocumentsOf(realmId, "Invoice"))
        {
            var number = invoice["DocNumber"]!.GetValue<string>();
            Check(orders.TryGetValue(number, out var order) && order.Total == Money(invoice, "TotalAmt") && order.Balance == Money(invoice, "Balance"), $"Invoice {number} is not order {number}");
        }

        var paid = books.DocumentsOf(realmId, "Payment").Sum(p => Money(p, "TotalAmt"));
        Check(paid == await db.Payments.SumAsync(p => p.Amount), $"the payments come to {paid.ToString(CultureInfo.InvariantCulture)}");
        Check(books.DocumentsOf(realmId, "Payment").Sum(p => Money(p, "UnappliedAmt")) == 0m, "a payment is not applied");
        Check(books.TrialBalance(realmId) == 0m, "the sandbox's books do not balance");
        foreach (var job in await db.Jobs.Where(j => j.State != JobState.Succeeded).OrderBy(j => j.Id).Take(5).ToListAsync())
        {
            wrong.Add($"{job.Title} is {job.State}: {job.Summary}");
        }

        return wrong;

        void Check(bool holds, string what)
        {
            if (!holds)
            {
                wrong.Add(what);
            }
        }
    }

    private static decimal Money(JsonObject document, string field) => document[field]?.GetValue<decimal>() ?? 0m;
}
