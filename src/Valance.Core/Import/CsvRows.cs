using System.Text;
using CsvHelper;

namespace Valance.Core.Import;

/// <summary>The rows of a CSV file, one after another; the first is the heading.</summary>
internal static class CsvRows
{
    /// <exception cref="DecoderFallbackException">The file is not UTF-8.</exception>
    public static IEnumerable<RawRow> Read(string path)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using var text = new StreamReader(path, strict, detectEncodingFromByteOrderMarks: true);
        var isBroken = false;
        using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => isBroken = true,
        });
        var columns = 0;
        while (csv.Read())
        {
            var values = csv.Current.ToArray();
            columns = columns == 0 ? values.Length : columns;
            var problem = isBroken ? "A quotation mark stands in the wrong place, or is not closed."
                : values.Length != columns ? $"The line has {values.Length} values, the heading {columns}. Is a comma not within quotation marks?"
                : null;
            isBroken = false;
            yield return new RawRow((int)csv.LineNumber, values, problem);
        }
    }
}
