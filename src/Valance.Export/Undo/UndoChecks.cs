using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Translation;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Undo;

/// <summary>What stands in the way of taking a record back, before anything is sent. Whether a payment was reconciled QuickBooks does not tell.</summary>
internal static class UndoChecks
{
    public static Failure? Of(IQuickBooksEntity held, CompanyProfile company) => held switch
    {
        Payment { LinkedTxn: { } linked } when linked.Any(t => string.Equals(t.TxnType, "Deposit", StringComparison.Ordinal)) =>
            new Failure("already-deposited", FailureCategory.Fixable),
        Payment p => Closed(p.TxnDate, Fields.ReceivedOn, company),
        Invoice i => Closed(i.TxnDate, Fields.CreatedOn, company),
        PurchaseOrder p => Closed(p.TxnDate, Fields.Date, company),
        _ => null,
    };

    /// <summary>Whether anything in QuickBooks leans on a customer that we did not bring there: a balance, or a document that counts.</summary>
    public static async Task<bool> IsUsedAsync(QuickBooksClient client, Customer customer, CancellationToken ct)
    {
        if (customer.Balance is { } balance && balance != 0m)
        {
            return true;
        }

        var options = new CallOptions { Priority = Priority.Low };
        var invoices = await client.QueryAsync(new QuickBooksQuery<Invoice>().WhereEqual("CustomerRef", customer.Id!).Take(100), options, ct);
        var payments = await client.QueryAsync(new QuickBooksQuery<Payment>().WhereEqual("CustomerRef", customer.Id!).Take(100), options, ct);
        // Without an answer it stays active: that does no harm.
        return !invoices.Succeeded || !payments.Succeeded || invoices.Value.Any(i => i.TotalAmt != 0m) || payments.Value.Any(p => p.TotalAmt != 0m);
    }

    public static async Task<bool> IsUsedAsync(QuickBooksClient client, Vendor vendor, CancellationToken ct)
    {
        if (vendor.Balance is { } balance && balance != 0m)
        {
            return true;
        }

        var orders = await client.QueryAsync(new QuickBooksQuery<PurchaseOrder>().WhereEqual("VendorRef", vendor.Id!).Take(1), new CallOptions { Priority = Priority.Low }, ct);
        return !orders.Succeeded || orders.Value.Count > 0;
    }

    private static Failure? Closed(DateOnly? day, string field, CompanyProfile company) =>
        day is { } date && company.BooksClosedUpTo is { } closed && date <= closed
            ? new Failure("books-closed", FailureCategory.Fixable, field, PlainText.Day(date))
            : null;
}
