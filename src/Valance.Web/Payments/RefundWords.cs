using Valance.Core.Payments.Refunds;
using Valance.Web.Records.Forms;

namespace Valance.Web.Payments;

/// <summary>Refunds in a bookkeeper's words.</summary>
internal static class RefundWords
{
    public static IReadOnlyList<ExplainedOption<RefundKind>> Choices { get; } =
    [
        new(RefundKind.UndoesPayment, "A payment did not hold", "A check bounced, a charge was taken back, or too much was entered. That payment is lowered in QuickBooks, or voided whole."),
        new(RefundKind.ReturnsCredit, "We give back an overpayment or a deposit", "In QuickBooks: a check or an expense to the customer, linked with the payment that holds the credit."),
        new(RefundKind.ReturnsMoney, "The price was lowered or goods came back, and we pay the money back", "In QuickBooks: a refund receipt. Sales and sales tax fall, and the money leaves the bank."),
        new(RefundKind.GrantsCredit, "The price was lowered or goods came back, and the customer keeps a credit", "In QuickBooks: a credit memo. Sales and sales tax fall; the credit settles orders, or waits."),
    ];

    /// <summary>For a list's cell.</summary>
    public static string Short(RefundKind kind) => kind switch
    {
        RefundKind.UndoesPayment => "Payment undone",
        RefundKind.ReturnsCredit => "Credit given back",
        RefundKind.ReturnsMoney => "Money back on an order",
        RefundKind.GrantsCredit => "Credit on an order",
        _ => "",
    };
}
