using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Valance.Web.Files;

namespace Valance.Web.Tests.Files;

/// <summary>Tables as files: typed values, nothing that a spreadsheet would run, read while they are written.</summary>
public sealed class TableFileTests
{
    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    public async Task Csv_TextLikeAFormula_IsNoneAnyMore(string text)
    {
        var line = (await CsvAsync(text)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1];

        Assert.StartsWith("\"'", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_AmountsAndDays_StayWhatTheyAre()
    {
        var text = await CsvAsync("Smith, \"Jo\"", -75.5m, new DateOnly(2026, 5, 4));

        Assert.StartsWith("\uFEFFText,Amount,Day", text, StringComparison.Ordinal);
        Assert.EndsWith("\"Smith, \"\"Jo\"\"\",-75.50,2026-05-04", text.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xlsx_EachKindOfValue_IsTypedAndTextNeverAFormula()
    {
        using var book = await XlsxAsync(Table(Rows(("=1+1 <b> & \u0001\uD800 é", -75.5m, new DateOnly(2026, 5, 4)))));

        var sheet = XDocument.Parse(Read(book, "xl/worksheets/sheet1.xml"));
        var cells = sheet.Descendants(Sheet + "row").ElementAt(1).Elements(Sheet + "c").ToList();
        Assert.Equal(("inlineStr", "=1+1 <b> & \uFFFD é"), (cells[0].Attribute("t")!.Value, cells[0].Value));
        Assert.Equal(("1", "-75.5"), (cells[1].Attribute("s")!.Value, cells[1].Value));
        Assert.Equal(new DateTime(2026, 5, 4, 0, 0, 0, DateTimeKind.Unspecified), DateTime.FromOADate(double.Parse(cells[2].Value, CultureInfo.InvariantCulture)));
        Assert.Empty(sheet.Descendants(Sheet + "f"));
    }

    [Fact]
    public async Task Xlsx_AllParts_AreNamedAndWellFormed()
    {
        using var book = await XlsxAsync(Table(Rows()) with { Name = "Orders: 5/4 [all] of the whole long year" });

        Assert.All(book.Entries, e => Assert.NotNull(XDocument.Parse(Read(book, e.FullName)).Root));
        var sheet = Assert.Single(XDocument.Parse(Read(book, "xl/workbook.xml")).Descendants(Sheet + "sheet"));
        Assert.Equal("Orders 54 all of the whole", sheet.Attribute("name")!.Value);
        var types = XDocument.Parse(Read(book, "[Content_Types].xml")).Root!.Elements().Select(e => e.Attribute("PartName")?.Value).OfType<string>();
        Assert.All(types, part => Assert.NotNull(book.GetEntry(part.TrimStart('/'))));
    }

    [Fact]
    public async Task Xlsx_MoreRowsThanASheetHolds_GoOnInTheNext()
    {
        await using var content = new MemoryStream();
        await XlsxFile.WriteAsync(Table(Rows([.. Enumerable.Range(1, 5).Select(i => ($"row {i}", (decimal?)i, (DateOnly?)null))])), content, Ct, mostRows: 3);

        using var book = new ZipArchive(content);
        Assert.Equal([3, 3, 2], new[] { 1, 2, 3 }.Select(n => XDocument.Parse(Read(book, $"xl/worksheets/sheet{n}.xml")).Descendants(Sheet + "row").Count()));
        Assert.Null(book.GetEntry("xl/worksheets/sheet4.xml"));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Write_ManyRows_IsSentWhileTheyAreRead(string format)
    {
        await using var sent = new CountedStream();
        var seen = 0L;
        async IAsyncEnumerable<(string, decimal?, DateOnly?)> Many()
        {
            for (var i = 0; i < 60_000; i++)
            {
                yield return ($"row {i} {Guid.NewGuid()}", i, null);
                seen = i == 50_000 ? sent.Length : seen;
            }

            await Task.CompletedTask;
        }

        await (format == "csv" ? CsvFile.WriteAsync(Table(Many()), sent, Ct) : XlsxFile.WriteAsync(Table(Many()), sent, Ct));

        Assert.InRange(seen, sent.Length / 2, sent.Length);
    }

    private static async Task<string> CsvAsync(string text, decimal? amount = null, DateOnly? day = null)
    {
        await using var content = new MemoryStream();
        await CsvFile.WriteAsync(Table(Rows((text, amount, day))), content, Ct);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private static async Task<ZipArchive> XlsxAsync(Table<(string, decimal?, DateOnly?)> table)
    {
        var content = new MemoryStream();
        await XlsxFile.WriteAsync(table, content, Ct);
        return new ZipArchive(content);
    }

    private static string Read(ZipArchive book, string part)
    {
        using var reader = new StreamReader(book.GetEntry(part)!.Open());
        return reader.ReadToEnd();
    }

    private static Table<(string Text, decimal? Amount, DateOnly? Day)> Table(IAsyncEnumerable<(string Text, decimal? Amount, DateOnly? Day)> rows) =>
        new("Test", [new("Text", r => r.Text), new("Amount", r => r.Amount), new("Day", r => r.Day)], rows);

    private static IAsyncEnumerable<(string, decimal?, DateOnly?)> Rows(params (string, decimal?, DateOnly?)[] rows) => rows.ToAsyncEnumerable();

    /// <summary>Counts what was sent; like a response it takes only asynchronous writes and cannot go back.</summary>
    private sealed class CountedStream : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A response takes no synchronous writes.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
