using Valance.Core.Records;

namespace Valance.Core.Orders;

/// <summary>An order as somebody typed or imported it. Serialised as it is for drafts; blank lines, charges and amounts are dropped by the save.</summary>
public sealed class OrderInput
{
    public string Number { get; set; } = "";

    /// <summary>0 while none is chosen.</summary>
    public long CustomerId { get; set; }

    public DateOnly? CreatedOn { get; set; }

    public long? DepartmentId { get; set; }

    public string Salesperson { get; set; } = "";

    public string Sidemark { get; set; } = "";

    public string Terms { get; set; } = "";

    public string TaxCode { get; set; } = "";

    public bool TaxExempt { get; set; }

    public string TaxExemptReason { get; set; } = "";

    public string Memo { get; set; } = "";

    /// <summary>Null: the customer's.</summary>
    public Address? BillingAddress { get; set; }

    /// <summary>Null: the customer's primary one, else the billing address.</summary>
    public Address? ShippingAddress { get; set; }

    public List<OrderLine> Lines { get; set; } = [];

    public List<AdditionalCharge> Charges { get; set; } = [];

    public List<AdditionalAmount> Amounts { get; set; } = [];

    public static OrderInput From(Order order) => new()
    {
        Number = order.Number,
        CustomerId = order.CustomerId,
        CreatedOn = order.CreatedOn,
        DepartmentId = order.DepartmentId,
        Salesperson = order.Salesperson,
        Sidemark = order.Sidemark,
        Terms = order.Terms,
        TaxCode = order.TaxCode,
        TaxExempt = order.TaxExempt,
        TaxExemptReason = order.TaxExemptReason,
        Memo = order.Memo,
        BillingAddress = order.BillingAddress.Copy(),
        ShippingAddress = order.ShippingAddress.Copy(),
        Lines = [.. order.Lines.OrderBy(l => l.Number).Select(l => l.Copy())],
        Charges = [.. order.Charges.OrderBy(c => c.Number).Select(c => c.Copy())],
        Amounts = [.. order.Amounts.OrderBy(a => a.Number).Select(a => a.Copy())],
    };

    /// <summary>Drops what is blank, trims what is typed, numbers what is left.</summary>
    public void DropBlanksAndTrim()
    {
        (Number, Salesperson, Sidemark, Memo) = (Number.Trim(), Salesperson.Trim(), Sidemark.Trim(), Memo.Trim());
        (Terms, TaxCode, TaxExemptReason) = (Terms.Trim(), TaxCode.Trim(), TaxExemptReason.Trim());
        Lines.RemoveAll(l => l.IsBlank);
        Charges.RemoveAll(c => c.IsBlank);
        Amounts.RemoveAll(a => a.IsBlank);
        foreach (var (line, i) in Lines.Select((l, i) => (l, i)))
        {
            (line.Number, line.Item, line.Category, line.Room) = (i + 1, line.Item.Trim(), line.Category.Trim(), line.Room.Trim());
            (line.Color, line.Size, line.Description) = (line.Color.Trim(), line.Size.Trim(), line.Description.Trim());
        }

        foreach (var (charge, i) in Charges.Select((c, i) => (c, i)))
        {
            (charge.Number, charge.Name) = (i + 1, charge.Name.Trim());
        }

        foreach (var (amount, i) in Amounts.Select((a, i) => (a, i)))
        {
            (amount.Number, amount.Name, amount.Category) = (i + 1, amount.Name.Trim(), amount.Category.Trim());
        }
    }
}
