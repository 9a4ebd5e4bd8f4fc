using Valance.Export.Holders;
using Valance.QuickBooks.Entities;
using Payment = Valance.Core.Payments.Payment;
using Wanted = Valance.QuickBooks.Entities.Payment;

namespace Valance.Export.Translation;

/// <summary>A payment: a line for each order that it settles, never more than is open there; the rest stays unapplied, as does a deposit.</summary>
public static class PaymentToQuickBooks
{
    /// <summary>QuickBooks' payment methods hold so many characters.</summary>
    public const int MethodMost = 31;

    /// <summary>The method's name in QuickBooks.</summary>
    public static string MethodName(string ours) => PlainText.Cut(HeldRecord.WithoutMark(PlainText.Join("", ours)), MethodMost);

    public static Translated<Wanted> Translate(Payment payment, PaymentReferences references)
    {
        var notes = new Notebook();
        KeepMemo(payment, notes);
        NameMethod(payment, notes);
        var wanted = new Wanted
        {
            TxnDate = payment.ReceivedOn,
            CustomerRef = references.Customer,
            TotalAmt = payment.Amount - payment.Undone,
            PaymentRefNum = Reference(payment, notes),
            PaymentMethodRef = references.Method,
            DepositToAccountRef = references.DepositAccount,
            ARAccountRef = references.ReceivableAccount,
            Line = Lines(payment, references, notes),
        };
        return new(wanted with { PrivateNote = notes.PrivateNote(Marker.Of(payment)) }, notes.Notes);
    }

    private static List<Line>? Lines(Payment payment, PaymentReferences references, Notebook notes)
    {
        var lines = references.KeptLines.Select(l => new Line { Amount = l.Amount, LinkedTxn = l.LinkedTxn }).ToList();
        var left = payment.Amount - payment.Undone - lines.Sum(l => l.Amount ?? 0m);
        foreach (var invoice in references.Invoices)
        {
            var amount = Math.Max(0m, Math.Min(Math.Min(invoice.Wanted, invoice.Open ?? invoice.Wanted), left));
            if (amount < invoice.Wanted)
            {
                notes.Warning(Fields.Orders, $"{PlainText.Dollars(invoice.Wanted)} on order {invoice.OrderNumber}", PlainText.Dollars(amount),
                    "No more is open on its invoice in QuickBooks: the rest stays the customer's credit.");
            }

            if (amount > 0m)
            {
                lines.Add(RefundToQuickBooks.LinkedLine(amount, invoice.InvoiceId, invoice.TxnType));
                left -= amount;
            }
        }

        foreach (var cancelled in payment.Applications.Where(a => a.Order?.Status == Core.Orders.OrderStatus.Cancelled))
        {
            notes.LeftOut(Fields.Orders, $"{PlainText.Dollars(cancelled.Amount)} on order {cancelled.Order!.Number}",
                "The order is cancelled: the money stays the customer's credit.");
        }

        return lines.Count > 0 ? lines : null;
    }

    internal static void KeepMemo(Payment payment, Notebook notes) => notes.KeepText(Masked(Fields.Memo, payment.Memo.Trim(), notes));

    internal static string? Reference(Payment payment, Notebook notes)
    {
        var masked = Masked(Fields.ReferenceNumber, PlainText.Collapse(payment.ReferenceNumber), notes);
        return masked.Length > 0 ? masked : null;
    }

    private static string Masked(string field, string text, Notebook notes)
    {
        var masked = CardNumbers.Mask(text);
        if (!string.Equals(masked, text, StringComparison.Ordinal))
        {
            // The number itself must not get into History.
            notes.Changed(field, masked, masked, "It held a card number, which QuickBooks refuses: all but the last four digits are masked.");
        }

        return masked;
    }

    internal static void NameMethod(Payment payment, Notebook notes)
    {
        var whole = PlainText.Collapse(payment.Method);
        var sent = MethodName(whole);
        if (sent.Length < whole.Length)
        {
            notes.Keep(Fields.PaymentMethod, whole);
            notes.Cut(Fields.PaymentMethod, whole, sent, $"QuickBooks takes {MethodMost} characters. The whole stands in the memo.");
        }
    }
}
