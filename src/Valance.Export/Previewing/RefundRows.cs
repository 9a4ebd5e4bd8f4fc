using Valance.Core.Payments.Refunds;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Previewing;

/// <summary>Refunds field by field: each kind is another document. One that undoes a payment has none of its own.</summary>
internal static class RefundRows
{
    /// <param name="customer">Its display name.</param>
    public static FieldRows Of(Core.Payments.Payment refund, string customer, ListNames names)
    {
        var (day, amount) = (ListNames.Day(refund.ReceivedOn), PlainText.Dollars(-refund.Amount));
        return refund.Refund switch
        {
            RefundKind.ReturnsCredit => new FieldRows<Purchase>(
            [
                new(Fields.ReceivedOn, day, q => ListNames.Day(q.TxnDate)),
                new(Fields.Customer, customer, q => ListNames.Party(q.EntityRef, customer)),
                new(Fields.Amount, amount, q => ListNames.Dollars(q.TotalAmt ?? Sum(q.Line))),
                new(Fields.PaymentMethod, refund.Method, q => q.PaymentType == "Check" ? "Check" : "Expense"),
                new(Fields.ReferenceNumber, refund.ReferenceNumber, q => q.DocNumber),
                new(Fields.RefundAccount, "", q => names.Account(q.AccountRef)),
                new(Fields.Memo, refund.Memo, q => q.PrivateNote),
            ]),
            RefundKind.ReturnsMoney => new FieldRows<RefundReceipt>(
            [
                new(Fields.ReceivedOn, day, q => ListNames.Day(q.TxnDate)),
                new(Fields.Customer, customer, q => ListNames.Party(q.CustomerRef, customer)),
                new(Fields.Amount, amount, q => ListNames.Dollars(q.TotalAmt ?? Sum(q.Line) + (q.TxnTaxDetail?.TotalTax ?? 0m))),
                new(Fields.Tax, PlainText.Dollars(refund.RefundTax), q => ListNames.Dollars(q.TxnTaxDetail?.TotalTax ?? 0m)),
                new(Fields.PaymentMethod, refund.Method, q => names.Method(q.PaymentMethodRef)),
                new(Fields.ReferenceNumber, refund.ReferenceNumber, q => q.PaymentRefNum),
                new(Fields.RefundAccount, "", q => names.Account(q.DepositToAccountRef)),
                new(Fields.Department, refund.RefundsOrder?.Department?.Name ?? "", q => names.Department(q.DepartmentRef)),
                new(Fields.Memo, refund.Memo, q => q.PrivateNote),
            ]),
            _ => new FieldRows<CreditMemo>(
            [
                new(Fields.ReceivedOn, day, q => ListNames.Day(q.TxnDate)),
                new(Fields.Customer, customer, q => ListNames.Party(q.CustomerRef, customer)),
                new(Fields.Amount, amount, q => ListNames.Dollars(q.TotalAmt ?? Sum(q.Line) + (q.TxnTaxDetail?.TotalTax ?? 0m))),
                new(Fields.Tax, PlainText.Dollars(refund.RefundTax), q => ListNames.Dollars(q.TxnTaxDetail?.TotalTax ?? 0m)),
                new(Fields.Department, refund.RefundsOrder?.Department?.Name ?? "", q => names.Department(q.DepartmentRef)),
                new(Fields.Memo, refund.Memo, q => q.PrivateNote),
            ]),
        };
    }

    /// <summary>What a preview says of it beside its fields.</summary>
    public static string WordOf(RefundKind kind) => kind switch
    {
        RefundKind.ReturnsCredit => "check or expense to the customer",
        RefundKind.ReturnsMoney => "refund receipt",
        RefundKind.GrantsCredit => "credit memo",
        _ => "payment",
    };

    private static decimal Sum(IReadOnlyList<Line>? lines) =>
        (lines ?? []).Where(l => !string.Equals(l.DetailType, LineDetailType.SubTotal, StringComparison.Ordinal)).Sum(l => l.Amount ?? 0m);
}
