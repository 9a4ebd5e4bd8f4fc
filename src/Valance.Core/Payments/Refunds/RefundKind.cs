namespace Valance.Core.Payments.Refunds;

/// <summary>What a payment with a negative amount stands for: a person says it, since each kind is booked in another way.</summary>
public enum RefundKind
{
    /// <summary>No refund: money that was received.</summary>
    None = 0,

    /// <summary>A payment did not hold: a check bounced, a charge was taken back, too much was entered. That payment is lowered, or voided whole.</summary>
    UndoesPayment = 1,

    /// <summary>An overpayment or a deposit is given back: money leaves the bank, and the credit is used up.</summary>
    ReturnsCredit = 2,

    /// <summary>The price was lowered or goods came back, and money is given back for it: income falls and money leaves the bank.</summary>
    ReturnsMoney = 3,

    /// <summary>The price was lowered or goods came back, and the customer keeps a credit: income falls, and so does what the customer owes.</summary>
    GrantsCredit = 4,
}

public static class RefundKinds
{
    /// <summary>It lowers what was sold, and the tax with it: a person confirms that.</summary>
    public static bool LowersSales(this RefundKind kind) => kind is RefundKind.ReturnsMoney or RefundKind.GrantsCredit;
}
