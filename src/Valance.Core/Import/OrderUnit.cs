using System.Globalization;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.Import;

/// <summary>An order with its lines and its payments: one unit, kept or refused as a whole.</summary>
internal sealed class OrderUnit
{
    private readonly ImportRow _row;
    private readonly IReadOnlyList<ImportRow> _rows;

    /// <param name="again">Rows further down that give the same number.</param>
    public OrderUnit(ImportRow row, IReadOnlyList<ImportRow> again, IReadOnlyList<ImportRow> lines)
    {
        _row = row;
        _rows = [row, .. again, .. lines];
        Number = row["Order number"];
        Problems = row.Problems();
        var read = new RowReader(row, Problems);
        read.Required("Order number");
        read.Required("Customer id");
        CreatedOn = read.Date("Created on");
        TaxAmount = read.MoneyOrNone("Tax amount") ?? 0m;
        Freight = read.MoneyOrNone("Freight") ?? 0m;
        read.Check(p => p.Dollars("Freight", "The freight", Freight));
        read.Check(p => p.Dollars("Tax amount", "The tax", TaxAmount));
        read.CheckText("Sidemark", 200);
        read.CheckText("Memo", 4000);
        read.CheckAddress("Billing ");
        read.CheckAddress("Shipping ");
        var total = read.MoneyOrNone("Total");
        StatedBalance = read.MoneyOrNone("Balance");
        Lines = OrderLineRows.Read(lines, Problems);
        if (lines.Count == 0)
        {
            read.Refuse("Order number", $"The order has no line in {ImportFormat.OrderLines}.");
        }

        Total = Lines.Sum(l => l.Amount) + Freight + TaxAmount;
        if (Problems.Count == 0 && total is { } stated && stated != Total)
        {
            read.Refuse("Total", Invariant(
                $"{stated:0.00} is not the sum of lines {Lines.Sum(l => l.Amount):0.00}, freight {Freight:0.00} and tax {TaxAmount:0.00}, which is {Total:0.00}."));
        }

        Problems.AddRange(again.Select(r => new ImportProblem(r.Table.File, r.Line, "Order number", $"\"{Number}\" stands on an earlier line already.")));
        Fingerprint = Import.Fingerprint.Of(
            Import.Fingerprint.Of(ImportFormat.Orders, [row], "Balance") + Import.Fingerprint.Of(ImportFormat.OrderLines, lines));
    }

    public List<ImportProblem> Problems { get; }

    public string Number { get; }

    public string CustomerId => _row["Customer id"];

    public string Department => _row["Department"];

    public string Terms => _row["Terms"];

    public string TaxCode => _row["Tax code"];

    public DateOnly CreatedOn { get; }

    public decimal TaxAmount { get; }

    public decimal Freight { get; }

    public decimal Total { get; }

    public decimal? StatedBalance { get; }

    public List<OrderLine> Lines { get; }

    public List<PaymentUnit> Payments { get; } = [];

    public string Fingerprint { get; }

    /// <summary>What is refused with it: its own rows, and its lines'.</summary>
    public IReadOnlyList<ImportRow> Rows => _rows;

    public void Refuse(string column, string reason) => Problems.Add(new(_row.Table.File, _row.Line, column, reason));

    public void RefuseWithPayments(ImportReport report)
    {
        report.Refuse(RecordKind.Order, Number, Problems, Rows);
        foreach (var payment in Payments)
        {
            payment.Refuse("Order number", $"Its order {Number} was refused.");
            report.Refuse(RecordKind.Payment, payment.Name, payment.Problems, [payment.Row]);
        }
    }

    public void RefuseBalance(decimal ours, decimal paid) => Refuse("Balance", Invariant(
        $"{StatedBalance:0.00} is not the total {Total:0.00} less the payments {paid:0.00}, which is {ours:0.00}."));

    /// <summary>Everything but customer, department and balance, which need the store.</summary>
    public void Apply(Order order)
    {
        var read = new RowReader(_row, []);
        order.Number = Number;
        order.CreatedOn = CreatedOn;
        order.Salesperson = _row.Or("Salesperson", order.Salesperson);
        order.Sidemark = _row.Or("Sidemark", order.Sidemark);
        order.Terms = _row.Or("Terms", order.Terms);
        order.Memo = _row.Or("Memo", order.Memo);
        order.TaxCode = _row.Or("Tax code", order.TaxCode);
        order.BillingAddress = read.HasAddress("Billing ") ? read.Address("Billing ") : order.BillingAddress;
        order.ShippingAddress = read.HasAddress("Shipping ") ? read.Address("Shipping ") : order.ShippingAddress;
        order.TaxAmount = TaxAmount;
        OrderLineRows.Replace(order, Lines);
        ReplaceFreight(order);
    }

    private void ReplaceFreight(Order order)
    {
        const string name = "Freight";
        var charge = order.Charges.Find(c => c.Name == name);
        if (Freight == 0m)
        {
            order.Charges.RemoveAll(c => c.Name == name);
        }
        else if (charge is null)
        {
            order.Charges.Add(new AdditionalCharge { Number = order.Charges.Count + 1, Name = name, Amount = Freight });
        }
        else
        {
            charge.Amount = Freight;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
