using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records;
using Xunit;

namespace Valance.Export.Tests.Accounting;

/// <summary>What our records say and what QuickBooks' books say, reckoned apart.</summary>
internal static class BothBooks
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>
    /// What the customer owes by our records: what was sold, less what came in and still stands, less the credits that were granted. It must also be what is open
    /// on orders less the credit that no order has taken.
    /// </summary>
    public static async Task<decimal> ReceivableAsync(Desk desk, long customerId)
    {
        await using var db = desk.Site.Store.CreateDbContext();
        var orders = await db.Orders.Where(o => o.CustomerId == customerId && o.Status == OrderStatus.Open).ToListAsync(Ct);
        var payments = await db.Payments.Include(p => p.Applications).Where(p => p.CustomerId == customerId && p.Status == PaymentStatus.Received).ToListAsync(Ct);
        decimal Sum(params RefundKind[] kinds) => payments.Where(p => kinds.Contains(p.Refund)).Sum(p => p.Amount);
        // Amounts of refunds are negative.
        var owed = orders.Sum(o => o.Total) - Sum(RefundKind.None) - Sum(RefundKind.UndoesPayment, RefundKind.ReturnsCredit) + Sum(RefundKind.GrantsCredit);
        Assert.Equal(owed, orders.Sum(o => o.Balance) - payments.Sum(p => p.Credit));
        return owed;
    }

    /// <summary>Each order's invoice, each customer's balance, the receivable account and every report agree to the cent.</summary>
    public static async Task AgreeAsync(Desk desk)
    {
        await using var db = desk.Site.Store.CreateDbContext();
        var links = (await db.Links.Where(l => l.RealmId == desk.Site.RealmId).ToListAsync(Ct)).ToDictionary(l => (l.RecordKind, l.RecordId));
        var invoices = ById(desk, "Invoice");
        foreach (var order in await db.Orders.AsNoTracking().ToListAsync(Ct))
        {
            var invoice = invoices[links[(RecordKind.Order, order.Id)].QuickBooksId];
            var isOpen = order.Status == OrderStatus.Open;
            Assert.Equal((order.Number, isOpen ? order.Total : 0m, order.Balance), (order.Number, Money(invoice, "TotalAmt"), Money(invoice, "Balance")));
            Assert.Equal(isOpen ? order.TaxAmount : 0m, Money((JsonObject)invoice["TxnTaxDetail"]!, "TotalTax"));
        }

        var customers = ById(desk, "Customer");
        var owed = 0m;
        foreach (var customer in await db.Customers.AsNoTracking().ToListAsync(Ct))
        {
            var ours = await ReceivableAsync(desk, customer.Id);
            Assert.Equal((customer.Name, ours), (customer.Name, Money(customers[links[(RecordKind.Customer, customer.Id)].QuickBooksId], "Balance")));
            owed += ours;
        }

        await ReportsAgreeAsync(desk, owed);
    }

    /// <summary>The ledger balances, and ageing, customers and balance sheet say what is owed.</summary>
    public static async Task ReportsAgreeAsync(Desk desk, decimal owed)
    {
        Assert.Equal(0m, desk.Site.Sandbox.Books.TrialBalance(desk.Site.RealmId));
        var (ageing, balance) = (await Reports.RowsAsync(desk, Reports.Ageing), await Reports.RowsAsync(desk, Reports.BalanceSheet));
        Assert.Equal(owed, Reports.Total(ageing));
        Assert.Equal(owed, balance.Where(r => r.Name == "Accounts Receivable (A/R)").Sum(r => r.Amount));
        Assert.Equal(
            balance.Single(r => r.Name == "TOTAL ASSETS").Amount, balance.Single(r => r.Name == "TOTAL LIABILITIES AND EQUITY").Amount);
        Assert.Equal(
            (await Reports.RowsAsync(desk, Reports.ProfitAndLoss)).Single(r => r.Name == "Net Income").Amount, balance.Where(r => r.Name == "Net Income").Sum(r => r.Amount));
    }

    private static Dictionary<string, JsonObject> ById(Desk desk, string entity) => desk.Site.Books(entity).ToDictionary(d => d["Id"]!.GetValue<string>(), StringComparer.Ordinal);

    private static decimal Money(JsonObject document, string field) => document[field]!.GetValue<decimal>();
}
