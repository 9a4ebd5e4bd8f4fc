using System.Globalization;
using Valance.Core.Orders;
using Valance.Core.Records.Saving;

namespace Valance.Core.Import;

/// <summary>Rows of order-lines.csv as line items.</summary>
internal static class OrderLineRows
{
    public static List<OrderLine> Read(IReadOnlyList<ImportRow> rows, List<ImportProblem> problems)
    {
        var lines = new List<(decimal Place, OrderLine Line)>();
        foreach (var row in rows)
        {
            problems.AddRange(row.Problems());
            var before = problems.Count;
            var read = new RowReader(row, problems);
            var line = new OrderLine
            {
                Item = read.Required("Item"),
                Category = row["Category"],
                Room = row["Room"],
                Color = row["Color"],
                Size = row["Size"],
                Description = row["Description"],
                Quantity = read.Number("Quantity"),
                UnitPrice = read.Number("Unit price"),
                DiscountPercent = read.NumberOrNone("Discount percent", 7) ?? 0m,
                Taxable = read.YesNo("Taxable", otherwise: true),
            };
            if (problems.Count == before)
            {
                read.Check(p => CheckFigures(p, line));
            }

            line.Amount = Money.LineAmount(line.Quantity, line.UnitPrice, line.DiscountPercent);
            if (read.MoneyOrNone("Amount") is { } stated && problems.Count == before && stated != line.Amount)
            {
                read.Refuse("Amount", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{stated:0.00} is not {line.Quantity:0.#######} x {line.UnitPrice:0.00#####} less {line.DiscountPercent:0.##}%, which is {line.Amount:0.00}."));
            }

            var place = read.NumberOrNone("Line", 0) ?? lines.Count + 1;
            if (lines.Exists(l => l.Place == place))
            {
                read.Refuse("Line", string.Create(CultureInfo.InvariantCulture, $"The order has another line {place:0}."));
            }

            lines.Add((place, line));
        }

        var ordered = lines.OrderBy(l => l.Place).Select(l => l.Line).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            ordered[i].Number = i + 1;
        }

        return ordered;
    }

    private static void CheckFigures(ProblemList problems, OrderLine line)
    {
        problems.Quantity("Quantity", "The quantity", line.Quantity);
        problems.UnitPrice("Unit price", "The price", line.UnitPrice);
        problems.Percent("Discount percent", "The discount", line.DiscountPercent);
        problems.Text("Item", "The product", line.Item, 200);
        problems.Text("Category", "The category", line.Category, 100);
        problems.Text("Description", "The description", line.Description, 3000);
    }

    /// <summary>Lines keep their rows where they can: a line that is only changed is no new one.</summary>
    public static void Replace(Order order, List<OrderLine> lines)
    {
        var old = order.Lines.OrderBy(l => l.Number).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i >= old.Count)
            {
                order.Lines.Add(Copy(lines[i], new OrderLine()));
            }
            else
            {
                Copy(lines[i], old[i]);
            }
        }

        foreach (var extra in old.Skip(lines.Count))
        {
            order.Lines.Remove(extra);
        }
    }

    private static OrderLine Copy(OrderLine from, OrderLine to)
    {
        (to.Number, to.Item, to.Category, to.Room, to.Color, to.Size) = (from.Number, from.Item, from.Category, from.Room, from.Color, from.Size);
        (to.Description, to.Quantity, to.UnitPrice, to.DiscountPercent) = (from.Description, from.Quantity, from.UnitPrice, from.DiscountPercent);
        (to.Taxable, to.Amount) = (from.Taxable, from.Amount);
        return to;
    }
}
