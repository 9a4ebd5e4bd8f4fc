namespace Valance.Core.Jobs;

public enum JobKind
{
    /// <summary>Put one record into QuickBooks: create, update, or void, whichever it needs.</summary>
    Export = 1,
    Import = 2,
    /// <summary>Many exports that were asked for at once: the run shows how far they are, and is paused and cancelled as one. See <see cref="Job.BulkId"/>.</summary>
    BulkExport = 3,
    /// <summary>Looks for records of ours that QuickBooks has already, or links them.</summary>
    Matching = 4,
    /// <summary>Puts both books side by side over a period and writes down in what they differ.</summary>
    Reconcile = 5,
    /// <summary>
    /// Takes exports back out of QuickBooks: a run with the records that it takes, whose own jobs are of this kind too and bear the run in <see cref="Job.BulkId"/>.
    /// </summary>
    Undo = 6,
    /// <summary>Looks through the QuickBooks company's customers, vendors and items, or takes into Valance what was decided of them.</summary>
    CompanyImport = 7,
}
