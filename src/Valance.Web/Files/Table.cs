namespace Valance.Web.Files;

/// <param name="Width">In characters, as spreadsheets count.</param>
public sealed record TableColumn<TRow>(string Title, Func<TRow, Cell> Cell, int Width = 16);

/// <summary>Rows that become a file while they are read.</summary>
/// <param name="Name">Of the file, without its end; also the sheet's.</param>
public sealed record Table<TRow>(string Name, IReadOnlyList<TableColumn<TRow>> Columns, IAsyncEnumerable<TRow> Rows);
