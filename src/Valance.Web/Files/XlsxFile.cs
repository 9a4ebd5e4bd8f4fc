using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Valance.Core.Records;

namespace Valance.Web.Files;

/// <summary>
/// A table as an Excel workbook (Office Open XML, ECMA-376), written row by row so that a million rows need no more memory than one. Every text is an inline
/// string, which no spreadsheet runs as a formula.
/// </summary>
public static class XlsxFile
{
    public const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What Excel opens of one sheet, its heading included; more go on in the next one.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Excel refuses a file with a longer text.</summary>
    private const int LongestText = 32_767;

    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <param name="mostRows">In a sheet.</param>
    public static async Task WriteAsync<TRow>(Table<TRow> table, Stream to, CancellationToken ct, int mostRows = MostRows)
    {
        await using var staged = new StagedStream(to);
        await using (var zip = await ZipArchive.CreateAsync(staged, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct))
        {
            await WriteAsync(table, zip, mostRows, ct);
        }

        await staged.FlushAsync(ct);
    }

    private static async Task WriteAsync<TRow>(Table<TRow> table, ZipArchive zip, int mostRows, CancellationToken ct)
    {
        await using var rows = table.Rows.GetAsyncEnumerator(ct);
        var (sheets, more) = (0, await rows.MoveNextAsync());
        do
        {
            sheets++;
            more = await WriteSheetAsync(zip, sheets, table.Columns, rows, more, mostRows, ct);
        }
        while (more);

        await PartAsync(zip, "xl/styles.xml", Styles, ct);
        await PartAsync(zip, "xl/workbook.xml", Workbook(table.Name, sheets), ct);
        await PartAsync(zip, "xl/_rels/workbook.xml.rels", Related(
            Enumerable.Range(1, sheets).Select(n => ("worksheet", $"worksheets/sheet{n}.xml")).Append(("styles", "styles.xml"))), ct);
        await PartAsync(zip, "_rels/.rels", Related([("officeDocument", "xl/workbook.xml")]), ct);
        await PartAsync(zip, "[Content_Types].xml", ContentTypes(sheets), ct);
    }

    private static async Task<bool> WriteSheetAsync<TRow>(
        ZipArchive zip, int number, IReadOnlyList<TableColumn<TRow>> columns, IAsyncEnumerator<TRow> rows, bool more, int mostRows, CancellationToken ct)
    {
        await using var part = await zip.CreateEntry($"xl/worksheets/sheet{number}.xml", CompressionLevel.Fastest).OpenAsync(ct);
        await using var xml = new StreamWriter(part, new UTF8Encoding(false), 64 * 1024);
        var line = new StringBuilder(Declaration).Append(CultureInfo.InvariantCulture, $"<worksheet xmlns=\"{Namespace}\">");
        // The heading stays in sight.
        line.Append("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var i = 0; i < columns.Count; i++)
        {
            line.Append(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{columns[i].Width}\" customWidth=\"1\"/>");
        }

        line.Append("</cols><sheetData>");
        Row(line, columns.Select(c => (Cell)c.Title), 4);
        for (var written = 1; more && written < mostRows; written++)
        {
            Row(line, columns.Select(c => c.Cell(rows.Current)), 0);
            await xml.WriteAsync(line, ct);
            line.Clear();
            more = await rows.MoveNextAsync();
        }

        await xml.WriteAsync(line.Append("</sheetData></worksheet>"), ct);
        return more;
    }

    private static void Row(StringBuilder line, IEnumerable<Cell> cells, int style)
    {
        line.Append("<row>");
        foreach (var cell in cells)
        {
            _ = cell.Kind switch
            {
                CellKind.Money => line.Append(CultureInfo.InvariantCulture, $"<c s=\"1\"><v>{cell.Amount}</v></c>"),
                CellKind.Day => line.Append(CultureInfo.InvariantCulture, $"<c s=\"2\"><v>{cell.At.ToOADate()}</v></c>"),
                CellKind.Moment => line.Append(CultureInfo.InvariantCulture, $"<c s=\"3\"><v>{cell.At.ToOADate():0.######}</v></c>"),
                CellKind.Text => line.Append(CultureInfo.InvariantCulture, $"<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escaped(cell.Text)}</t></is></c>"),
                _ => line.Append("<c/>"),
            };
        }

        line.Append("</row>");
    }

    // XML knows no control characters and no halves of characters, however they are written.
    private static string Escaped(string text) => SecurityElement.Escape(string.Concat(
        SearchText.Cut(text, LongestText).EnumerateRunes().Where(r => r.Value is '\t' or '\n' or '\r' or (>= 0x20 and not 0xFFFE and not 0xFFFF)).Select(r => r.ToString())));

    private static async Task PartAsync(ZipArchive zip, string name, string content, CancellationToken ct)
    {
        await using var part = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await part.WriteAsync(Encoding.UTF8.GetBytes(content), ct);
    }

    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    /// <summary>0 plain, 1 money, 2 day, 3 day and time, 4 heading.</summary>
    private const string Styles = Declaration + $"""
        <styleSheet xmlns="{Namespace}"><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00"/><numFmt numFmtId="165" formatCode="mm/dd/yyyy"/><numFmt numFmtId="166" formatCode="mm/dd/yyyy hh:mm"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="5"><xf xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/><xf numFmtId="165" applyNumberFormat="1" xfId="0"/><xf numFmtId="166" applyNumberFormat="1" xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>
        """;

    private static string Workbook(string name, int sheets) => Declaration + $"<workbook xmlns=\"{Namespace}\" xmlns:r=\"{Relations}\"><sheets>"
        + string.Concat(Enumerable.Range(1, sheets).Select(n => $"<sheet name=\"{SecurityElement.Escape(SheetName(name, n))}\" sheetId=\"{n}\" r:id=\"r{n}\"/>")) + "</sheets></workbook>";

    /// <summary>At most 31 characters, none of <c>:\/?*[]</c>.</summary>
    private static string SheetName(string name, int number)
    {
        var bare = string.Concat(name.Where(c => !":\\/?*[]".Contains(c, StringComparison.Ordinal)));
        return SearchText.Cut(bare, 26) + (number == 1 ? "" : $" {number}");
    }

    private static string Related(IEnumerable<(string Type, string Target)> parts) => Declaration + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(parts.Select((p, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"{Relations}/{p.Type}\" Target=\"{p.Target}\"/>")) + "</Relationships>";

    private static string ContentTypes(int sheets)
    {
        const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        return Declaration + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Spreadsheet}sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Spreadsheet}styles+xml\"/>"
            + string.Concat(Enumerable.Range(1, sheets).Select(n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{Spreadsheet}worksheet+xml\"/>")) + "</Types>";
    }
}
