using Valance.Core.Import;
using static Valance.Export.Failures.Entry;

namespace Valance.Export.Failures;

/// <summary>Why an import came to nothing. QuickBooks has no part in these.</summary>
internal static class ImportEntries
{
    public static readonly KeyValuePair<string, Entry>[] All =
    [
        Of(ImportFailures.NothingTaken, "Nothing in the files could be taken",
            t => $"{t.Record}: every row was refused.",
            "Each row has something wrong, or a file lacks a column that it must have. The History names file, line, column and reason.",
            "Correct the files and import them again under Tools > Import.",
            Fixes.Dismiss),
        Of(ImportFailures.Stopped, "The import stopped in the middle",
            t => $"{t.Record} stopped in the middle through a fault of the program.",
            "What was taken up to then is kept; nothing is half-written.",
            "Try again, or import the files again: what was taken is not taken twice. If it stops again, report it to support with the time of this job.",
            Fixes.Retry, Fixes.Dismiss),
        Of(ImportFailures.FilesGone, "The files of the import are not kept",
            t => $"{t.Record} cannot go on: its files are not kept.",
            "A command was ended in the middle, or the import was done already.",
            "Import the files again: what was taken is not taken twice.",
            Fixes.Dismiss),
    ];
}
