using Valance.Core;
using Valance.Core.Payments.Refunds;
using Valance.QuickBooks.Entities;
using Payment = Valance.Core.Payments.Payment;
using Settling = Valance.QuickBooks.Entities.Payment;

namespace Valance.Export.Translation;

/// <summary>
/// Refunds that are documents of their own. A credit that is given back is a check or an expense to receivables, with the customer as the payee; a sale that
/// is taken back is a refund receipt where money goes with it, else a credit memo.
/// </summary>
public static class RefundToQuickBooks
{
    /// <summary>What a sale that is taken back goes out as; mapped like an additional amount.</summary>
    public const string ItemName = "Refunds and allowances";

    /// <summary>How a payment's line names the check or expense of a refund (Intuit's Payment page).</summary>
    public static string LinkType(Payment refund) => IsCheck(refund) ? "Check" : "Expense";

    public static Translated<Purchase> ToPurchase(Payment refund, RefundReferences references)
    {
        var notes = new Notebook();
        PaymentToQuickBooks.KeepMemo(refund, notes);
        var number = PaymentToQuickBooks.Reference(refund, notes);
        return new(
            new Purchase
            {
                TxnDate = refund.ReceivedOn,
                PaymentType = IsCheck(refund) ? "Check" : "Cash",
                AccountRef = references.PaidFrom,
                EntityRef = references.Customer with { Type = Customer.WireName },
                DocNumber = number,
                Line =
                [
                    new Line
                    {
                        Amount = -refund.Amount,
                        Description = $"Given back to the customer: {refund.RefundsPayment?.Label ?? "a credit"}",
                        DetailType = LineDetailType.AccountBasedExpense,
                        AccountBasedExpenseLineDetail = new AccountBasedExpenseLineDetail { AccountRef = references.ReceivableAccount },
                    },
                ],
                PrivateNote = notes.PrivateNote(Marker.Of(refund)),
            },
            notes.Notes);
    }

    public static Translated<RefundReceipt> ToReceipt(Payment refund, RefundReferences references)
    {
        var notes = new Notebook();
        PaymentToQuickBooks.KeepMemo(refund, notes);
        PaymentToQuickBooks.NameMethod(refund, notes);
        var reference = PaymentToQuickBooks.Reference(refund, notes);
        return new(
            new RefundReceipt
            {
                TxnDate = refund.ReceivedOn,
                CustomerRef = references.Customer,
                DepartmentRef = references.Department,
                DepositToAccountRef = references.PaidFrom,
                PaymentMethodRef = references.Method,
                PaymentRefNum = reference,
                Line = Lines(refund, references),
                TxnTaxDetail = Tax(refund, references),
                PrivateNote = notes.PrivateNote(Marker.Of(refund)),
            },
            notes.Notes);
    }

    public static Translated<CreditMemo> ToCreditMemo(Payment refund, RefundReferences references)
    {
        var notes = new Notebook();
        PaymentToQuickBooks.KeepMemo(refund, notes);
        if (PaymentToQuickBooks.Reference(refund, notes) is { } reference)
        {
            notes.Keep(Fields.ReferenceNumber, reference);
        }

        return new(
            new CreditMemo
            {
                TxnDate = refund.ReceivedOn,
                CustomerRef = references.Customer,
                DepartmentRef = references.Department,
                Line = Lines(refund, references),
                TxnTaxDetail = Tax(refund, references),
                PrivateNote = notes.PrivateNote(Marker.Of(refund)),
            },
            notes.Notes);
    }

    /// <summary>The payment of nothing that puts a credit memo to use: what it settles on one side, the credit on the other.</summary>
    public static Settling ToSettlement(Payment refund, Ref customer, string creditMemoId, IReadOnlyList<AppliedInvoice> settled)
    {
        var lines = settled.Select(s => (Invoice: s, Amount: Math.Max(0m, Math.Min(s.Wanted, s.Open ?? s.Wanted)))).Where(s => s.Amount > 0m)
            .Select(s => LinkedLine(s.Amount, s.Invoice.InvoiceId, s.Invoice.TxnType)).ToList();
        return new Settling
        {
            TxnDate = refund.ReceivedOn,
            CustomerRef = customer,
            TotalAmt = 0m,
            Line = lines.Count == 0 ? null : [.. lines, LinkedLine(lines.Sum(l => l.Amount ?? 0m), creditMemoId, CreditMemo.WireName)],
            PrivateNote = Marker.Of(refund),
        };
    }

    internal static Line LinkedLine(decimal amount, string id, string type) => new() { Amount = amount, LinkedTxn = [new LinkedTxn { TxnId = id, TxnType = type }] };

    /// <summary>The taxed part and the rest, so that QuickBooks takes back the tax that we take back.</summary>
    private static List<Line> Lines(Payment refund, RefundReferences references)
    {
        var net = -refund.Amount - refund.RefundTax;
        var rate = refund.RefundsOrder?.EffectiveTaxRate ?? 0m;
        var taxed = refund.RefundTax == 0m ? 0m : rate == 0m ? net : Math.Min(net, Money.Round(refund.RefundTax * 100m / rate));
        return [.. new[] { (Amount: taxed, Code: "TAX"), (Amount: net - taxed, Code: "NON") }.Where(l => l.Amount != 0m).Select(l => Line(refund, references, l.Amount, l.Code))];
    }

    private static Line Line(Payment refund, RefundReferences references, decimal amount, string taxCode) => new()
    {
        Amount = amount,
        Description = $"{(refund.Refund == RefundKind.ReturnsMoney ? "Refund" : "Credit")} on order {PlainText.Collapse(refund.RefundsOrder?.Number ?? "")}",
        DetailType = LineDetailType.SalesItem,
        SalesItemLineDetail = new SalesItemLineDetail
        {
            ItemRef = references.Item,
            Qty = 1m,
            UnitPrice = amount,
            TaxCodeRef = references.UsesSalesTax ? new Ref(taxCode) : null,
        },
    };

    private static TxnTaxDetail? Tax(Payment refund, RefundReferences references) =>
        references.UsesSalesTax && references.TaxCode is { } code && refund.RefundTax > 0m ? new TxnTaxDetail { TxnTaxCodeRef = code, TotalTax = refund.RefundTax } : null;

    private static bool IsCheck(Payment refund) => refund.Method.Contains("check", StringComparison.OrdinalIgnoreCase);
}
