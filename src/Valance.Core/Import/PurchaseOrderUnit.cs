using System.Globalization;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records.Saving;

namespace Valance.Core.Import;

/// <summary>A purchase order: the rows of one number in purchase-order-lines.csv, kept or refused as a whole.</summary>
internal sealed class PurchaseOrderUnit
{
    private readonly IReadOnlyList<ImportRow> _rows;

    public PurchaseOrderUnit(string number, IReadOnlyList<ImportRow> rows)
    {
        _rows = rows;
        Number = number;
        foreach (var row in rows)
        {
            ReadLine(row);
        }

        Fingerprint = Import.Fingerprint.Of(ImportFormat.PurchaseOrderLines, rows);
    }

    public IReadOnlyList<ImportRow> Rows => _rows;

    public List<ImportProblem> Problems { get; } = [];

    public string Number { get; }

    public string VendorId => _rows[0]["Vendor id"];

    public string OrderNumber => _rows[0]["Order number"];

    public DateOnly Date { get; private set; }

    public PurchaseOrderStatus Status { get; private set; }

    public List<PurchaseOrderLine> Lines { get; } = [];

    public string Fingerprint { get; }

    public void Refuse(string column, string reason) => Refuse(_rows[0], column, reason);

    public void Apply(PurchaseOrder order)
    {
        order.Number = Number;
        order.Date = Date;
        order.Status = _rows[0].Has("Status") ? Status : order.Status;
        var old = order.Lines.OrderBy(l => l.Number).ToList();
        for (var i = 0; i < Lines.Count; i++)
        {
            var line = i < old.Count ? old[i] : new PurchaseOrderLine();
            (line.Number, line.Item, line.Category, line.Description) = (i + 1, Lines[i].Item, Lines[i].Category, Lines[i].Description);
            (line.Quantity, line.UnitCost, line.Amount) = (Lines[i].Quantity, Lines[i].UnitCost, Lines[i].Amount);
            if (i >= old.Count)
            {
                order.Lines.Add(line);
            }
        }

        foreach (var extra in old.Skip(Lines.Count))
        {
            order.Lines.Remove(extra);
        }

        order.Total = Lines.Sum(l => l.Amount) + order.Charges.Sum(c => c.Amount);
    }

    private void Refuse(ImportRow row, string column, string reason) => Problems.Add(new(row.Table.File, row.Line, column, reason));

    private void ReadLine(ImportRow row)
    {
        Problems.AddRange(row.Problems());
        var before = Problems.Count;
        var read = new RowReader(row, Problems);
        read.Required("PO number");
        read.Required("Vendor id");
        var date = read.Date("Date");
        var status = ReadStatus(row);
        if (ReferenceEquals(row, _rows[0]))
        {
            (Date, Status) = (date, status);
        }

        foreach (var column in new[] { "Vendor id", "Date", "Status", "Order number" }.Where(c => row[c] != _rows[0][c]))
        {
            Refuse(row, column, $"\"{row[column]}\" differs from \"{_rows[0][column]}\" on the purchase order's first line.");
        }

        var line = new PurchaseOrderLine
        {
            Item = read.Required("Item"),
            Category = row["Category"],
            Description = row["Description"],
            Quantity = read.Number("Quantity"),
            UnitCost = read.Number("Unit cost"),
        };
        if (Problems.Count == before)
        {
            read.Check(p =>
            {
                p.Quantity("Quantity", "The quantity", line.Quantity);
                p.UnitPrice("Unit cost", "The cost", line.UnitCost);
                p.Text("Description", "The description", line.Description, 3000);
            });
        }

        line.Amount = Money.LineAmount(line.Quantity, line.UnitCost);
        if (read.MoneyOrNone("Amount") is { } stated && Problems.Count == before && stated != line.Amount)
        {
            Refuse(row, "Amount", string.Create(
                CultureInfo.InvariantCulture, $"{stated:0.00} is not {line.Quantity:0.#######} x {line.UnitCost:0.00#####}, which is {line.Amount:0.00}."));
        }

        Lines.Add(line);
    }

    private PurchaseOrderStatus ReadStatus(ImportRow row)
    {
        switch (row["Status"].ToUpperInvariant())
        {
            case "" or "OPEN":
                return PurchaseOrderStatus.Open;
            case "RECEIVED" or "CLOSED":
                return PurchaseOrderStatus.Received;
            case "CANCELLED" or "CANCELED":
                return PurchaseOrderStatus.Cancelled;
            default:
                Refuse(row, "Status", $"\"{row["Status"]}\" is none of Open, Received, Cancelled.");
                return PurchaseOrderStatus.Open;
        }
    }
}
