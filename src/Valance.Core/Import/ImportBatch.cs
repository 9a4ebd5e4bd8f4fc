using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>All files read and checked as far as they can be without the store. Units that are wrong in themselves are refused already.</summary>
internal sealed class ImportBatch
{
    public List<CustomerUnit> Customers { get; private init; } = [];

    public List<VendorUnit> Vendors { get; private init; } = [];

    public List<OrderUnit> Orders { get; private init; } = [];

    /// <summary>Payments whose order is not among the files, or that have none.</summary>
    public List<PaymentUnit> LoosePayments { get; private init; } = [];

    public List<PurchaseOrderUnit> PurchaseOrders { get; private init; } = [];

    public static ImportBatch Read(ImportFiles files, ImportReport report)
    {
        report.Notes.AddRange(files.Unknown.Select(name => $"{name} is no file of the format and was not read."));
        var orders = ReadOrders(Table(files, ImportFormat.Orders, report), Table(files, ImportFormat.OrderLines, report), report);
        var customers = Table(files, ImportFormat.Customers, report);
        var vendors = Table(files, ImportFormat.Vendors, report);
        var loose = ReadPayments(Table(files, ImportFormat.Payments, report), orders, report);
        foreach (var order in orders.Values.Where(o => o.Problems.Count > 0))
        {
            RefuseWithPayments(order, report);
        }

        return new ImportBatch
        {
            Customers = customers is null ? [] : CustomerUnit.ReadAll(customers, report),
            Vendors = vendors is null ? [] : VendorUnit.ReadAll(vendors, report),
            Orders = [.. orders.Values.Where(o => o.Problems.Count == 0)],
            LoosePayments = loose,
            PurchaseOrders = ReadPurchaseOrders(Table(files, ImportFormat.PurchaseOrderLines, report), report),
        };
    }

    public static void RefuseWithPayments(OrderUnit order, ImportReport report)
    {
        report.Refuse(RecordKind.Order, order.Number, order.Problems);
        foreach (var payment in order.Payments)
        {
            payment.Refuse("Order number", $"Its order {order.Number} was refused.");
            report.Refuse(RecordKind.Payment, payment.Name, payment.Problems);
        }
    }

    private static CsvTable? Table(ImportFiles files, string name, ImportReport report)
    {
        var table = CsvTable.Read(files, name);
        if (table is { Problems.Count: > 0 })
        {
            report.Refused.Add(new(null, name, table.Problems));
            return null;
        }

        report.Notes.AddRange(table?.UnknownColumns.Select(c => $"{name}: the column \"{c}\" is not known and was not read.") ?? []);
        return table;
    }

    private static Dictionary<string, OrderUnit> ReadOrders(CsvTable? orders, CsvTable? lines, ImportReport report)
    {
        var linesOf = (lines?.Rows ?? []).ToLookup(r => r["Order number"], StringComparer.Ordinal);
        var units = new Dictionary<string, OrderUnit>(StringComparer.Ordinal);
        foreach (var row in orders?.Rows ?? [])
        {
            var number = row["Order number"];
            if (units.TryGetValue(number, out var earlier))
            {
                earlier.Problems.Add(new(ImportFormat.Orders, row.Line, "Order number", $"\"{number}\" stands on an earlier line already."));
            }
            else
            {
                units.Add(number, new OrderUnit(row, [.. linesOf[number]]));
            }
        }

        foreach (var stray in linesOf.Where(g => !units.ContainsKey(g.Key)))
        {
            report.Refuse(
                RecordKind.Order,
                stray.Key,
                [.. stray.Select(r => new ImportProblem(ImportFormat.OrderLines, r.Line, "Order number", $"There is no order {stray.Key} in {ImportFormat.Orders}."))]);
        }

        return units;
    }

    private static List<PaymentUnit> ReadPayments(CsvTable? table, Dictionary<string, OrderUnit> orders, ImportReport report)
    {
        var loose = new List<PaymentUnit>();
        foreach (var payment in table is null ? [] : PaymentUnit.ReadAll(table))
        {
            if (payment.OrderNumber.Length > 0 && orders.TryGetValue(payment.OrderNumber, out var order))
            {
                order.Payments.Add(payment);
            }
            else if (payment.Problems.Count > 0)
            {
                report.Refuse(RecordKind.Payment, payment.Name, payment.Problems);
            }
            else
            {
                loose.Add(payment);
            }
        }

        return loose;
    }

    private static List<PurchaseOrderUnit> ReadPurchaseOrders(CsvTable? table, ImportReport report)
    {
        var units = (table?.Rows ?? []).GroupBy(r => r["PO number"], StringComparer.Ordinal).Select(g => new PurchaseOrderUnit(g.Key, [.. g])).ToList();
        foreach (var bad in units.Where(u => u.Problems.Count > 0))
        {
            report.Refuse(RecordKind.PurchaseOrder, bad.Number, bad.Problems);
        }

        return units.FindAll(u => u.Problems.Count == 0);
    }
}
