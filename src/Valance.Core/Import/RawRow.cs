namespace Valance.Core.Import;

/// <summary>One row as a file has it, whatever the kind of file.</summary>
/// <param name="Line">1-based line of the file, or row of the sheet.</param>
/// <param name="Problem">Why the row cannot be read; null where it can.</param>
internal sealed record RawRow(int Line, string[] Values, string? Problem);
