using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>So many units as are written together.</summary>
/// <param name="Units">Those that are good in themselves.</param>
/// <param name="Count">With those that are not.</param>
/// <param name="Rows">What they stood in.</param>
/// <param name="Refused">Those that are wrong in themselves.</param>
internal sealed record UnitChunk<T>(IReadOnlyList<T> Units, int Count, int Rows, ImportReport Refused);

/// <summary>Puts the staged rows together to units, so many at a time, and checks them as far as that needs no store.</summary>
internal sealed class StagedUnits(RowStage stage)
{
    /// <summary>Units in a transaction: a long one starves every other writer on SQLite.</summary>
    private const int ChunkSize = 100;

    public int Count(RecordKind kind) => kind switch
    {
        RecordKind.Customer => stage.Count(ImportFormat.Customers),
        RecordKind.Vendor => stage.Count(ImportFormat.Vendors),
        RecordKind.Order => stage.Count(ImportFormat.Orders),
        RecordKind.Payment => stage.CountRows(ImportFormat.Payments, "") + stage.Count(ImportFormat.Payments),
        _ => stage.Count(ImportFormat.PurchaseOrderLines),
    };

    public IEnumerable<UnitChunk<CustomerUnit>> Customers() =>
        Names(ImportFormat.Customers, RecordKind.Customer, CustomerUnit.KeyOf, CustomerUnit.Read);

    public IEnumerable<UnitChunk<VendorUnit>> Vendors() => Names(ImportFormat.Vendors, RecordKind.Vendor, VendorUnit.KeyOf, VendorUnit.Read);

    /// <summary>Orders with their lines and payments, and lines that have no order.</summary>
    public IEnumerable<UnitChunk<OrderUnit>> Orders()
    {
        foreach (var keys in stage.KeyChunks(ImportFormat.Orders, ChunkSize))
        {
            var report = new ImportReport();
            var (rows, lines) = (stage.RowsOf(ImportFormat.Orders, keys), stage.RowsOf(ImportFormat.OrderLines, keys));
            var payments = stage.RowsOf(ImportFormat.Payments, [.. keys.Where(k => k.Length > 0)]);
            var good = new List<OrderUnit>();
            foreach (var key in keys)
            {
                var unit = new OrderUnit(rows[key].First(), [.. rows[key].Skip(1)], [.. lines[key]]);
                unit.Payments.AddRange(payments[key].Select(Payment));
                if (unit.Problems.Count > 0)
                {
                    unit.RefuseWithPayments(report);
                }
                else
                {
                    stage.Take(ImportFormat.Orders, key);
                    good.Add(unit);
                }
            }

            yield return new(good, keys.Count, keys.Sum(k => rows[k].Count() + lines[k].Count() + payments[k].Count()), report);
        }

        foreach (var keys in stage.KeyChunks(ImportFormat.OrderLines, ChunkSize, notAmong: ImportFormat.Orders))
        {
            var report = new ImportReport();
            foreach (var stray in stage.RowsOf(ImportFormat.OrderLines, keys))
            {
                var problems = stray.Select(r => new ImportProblem(r.Table.File, r.Line, "Order number", $"There is no order {stray.Key} in {ImportFormat.Orders}."));
                report.Refuse(RecordKind.Order, stray.Key, [.. problems], stray);
            }

            yield return new([], 0, report.Rows.Count, report);
        }
    }

    /// <summary>Payments whose order is not among the files, those of one order together, and those that have none.</summary>
    public IEnumerable<UnitChunk<List<PaymentUnit>>> LoosePayments()
    {
        foreach (var rows in stage.RowChunks(ImportFormat.Payments, ChunkSize, key: ""))
        {
            yield return PaymentChunk(rows.Select(r => new List<PaymentUnit> { Payment(r) }));
        }

        foreach (var keys in stage.KeyChunks(ImportFormat.Payments, ChunkSize, notAmong: ImportFormat.Orders))
        {
            var rows = stage.RowsOf(ImportFormat.Payments, [.. keys.Where(k => k.Length > 0)]);
            yield return PaymentChunk(rows.Select(g => g.Select(Payment).ToList()));
        }
    }

    public IEnumerable<UnitChunk<PurchaseOrderUnit>> PurchaseOrders()
    {
        foreach (var keys in stage.KeyChunks(ImportFormat.PurchaseOrderLines, ChunkSize))
        {
            var report = new ImportReport();
            var rows = stage.RowsOf(ImportFormat.PurchaseOrderLines, keys);
            var units = keys.Select(k => new PurchaseOrderUnit(k, [.. rows[k]])).ToList();
            foreach (var bad in units.Where(u => u.Problems.Count > 0))
            {
                report.Refuse(RecordKind.PurchaseOrder, bad.Number, bad.Problems, bad.Rows);
            }

            yield return new(units.FindAll(u => u.Problems.Count == 0), keys.Count, units.Sum(u => u.Rows.Count), report);
        }
    }

    private static UnitChunk<List<PaymentUnit>> PaymentChunk(IEnumerable<List<PaymentUnit>> groups)
    {
        var (report, good, all) = (new ImportReport(), new List<List<PaymentUnit>>(), groups.ToList());
        foreach (var group in all)
        {
            foreach (var bad in group.Where(p => p.Problems.Count > 0))
            {
                report.Refuse(RecordKind.Payment, bad.Name, [.. bad.Problems], [bad.Row]);
            }

            if (group.FindAll(p => p.Problems.Count == 0) is { Count: > 0 } rest)
            {
                good.Add(rest);
            }
        }

        return new(good, all.Count, all.Sum(g => g.Count), report);
    }

    private PaymentUnit Payment(ImportRow row) => PaymentUnit.Read(row, stage.TimesUpTo(row, PaymentUnit.OwnFields(row)));

    private IEnumerable<UnitChunk<T>> Names<T>(
        string file, RecordKind kind, Func<ImportRow, string> keyOf, Func<ImportRow, bool, List<ImportProblem>, T> read)
    {
        foreach (var rows in stage.RowChunks(file, ChunkSize))
        {
            var (report, good) = (new ImportReport(), new List<T>());
            foreach (var row in rows)
            {
                var (key, problems) = (keyOf(row), row.Problems());
                var unit = read(row, !stage.IsTaken(file, key), problems);
                if (problems.Count > 0)
                {
                    report.Refuse(kind, key, problems, [row]);
                }
                else
                {
                    stage.Take(file, key);
                    good.Add(unit);
                }
            }

            yield return new(good, rows.Count, rows.Count, report);
        }
    }
}
