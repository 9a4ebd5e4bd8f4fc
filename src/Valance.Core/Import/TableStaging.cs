namespace Valance.Core.Import;

/// <summary>Brings all tables of an import to the stage, and says which ones cannot be read.</summary>
internal static class TableStaging
{
    public static RowStage Stage(IReadOnlyList<RecognisedTable> tables, ImportReport report, CancellationToken ct)
    {
        var stage = new RowStage();
        try
        {
            foreach (var table in tables)
            {
                Add(stage, table, report, ct);
            }

            stage.Close();
            return stage;
        }
        catch
        {
            stage.Dispose();
            throw;
        }
    }

    private static void Add(RowStage stage, RecognisedTable recognised, ImportReport report, CancellationToken ct)
    {
        var name = recognised.Table.Name;
        if (Problems(recognised) is { Count: > 0 } problems)
        {
            report.RefuseFile(name, problems);
            return;
        }

        if (recognised.Kind is null)
        {
            report.Notes.Add(recognised.IsChosen ? $"{name} was left aside, as chosen." : $"{name} is no file of the format and was not read.");
            return;
        }

        report.Notes.AddRange(recognised.Unknown.Select(c => $"{name}: the column \"{c}\" is not known and was not read."));
        var kind = recognised.Kind;
        try
        {
            stage.Add(new ImportTable(name, kind, recognised.Table.Heading, recognised.Places), recognised.Table.Rows(), r => KeyOf(kind, r), r => OwnOf(kind, r), ct);
        }
        catch (Exception e) when (FileTable.Explain(e) is { } why)
        {
            report.RefuseFile(name, [new(name, 1, "", why)]);
        }
    }

    private static List<ImportProblem> Problems(RecognisedTable recognised)
    {
        var name = recognised.Table.Name;
        if (recognised.Table.Problem is { } problem)
        {
            return [new(name, 1, "", problem)];
        }

        return
        [
            .. recognised.Twice.Select(c => new ImportProblem(name, 1, c, "The column stands twice in the heading.")),
            .. recognised.Missing.Select(c => new ImportProblem(name, 1, c, "The column is missing.")),
        ];
    }

    private static string KeyOf(string kind, ImportRow row) => kind switch
    {
        ImportFormat.Customers => CustomerUnit.KeyOf(row),
        ImportFormat.Vendors => VendorUnit.KeyOf(row),
        ImportFormat.PurchaseOrderLines => row["PO number"],
        _ => row["Order number"],
    };

    private static string? OwnOf(string kind, ImportRow row) => kind == ImportFormat.Payments ? PaymentUnit.OwnFields(row) : null;
}
