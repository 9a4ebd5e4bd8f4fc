using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Valance.Core.Records;

namespace Valance.Core.Import;

/// <summary>What a person said that a file's columns are: kept for the Account, and used for every later file with the same heading.</summary>
public sealed class ColumnChoice
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>The heading as <see cref="KeyOf"/> makes it.</summary>
    public required string Heading { get; set; }

    /// <summary>The file of the format that it stands for; empty: it is left aside.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Our columns and the headings that are read for them, as JSON.</summary>
    public string Columns { get; set; } = "{}";

    public string ChosenBy { get; set; } = "";

    public DateTime ChosenAt { get; set; }

    /// <summary>The same for the same set of headings, whatever their order; the column that tells why rows were refused does not count.</summary>
    public static string KeyOf(IEnumerable<string> heading)
    {
        var words = heading.Where(h => !string.Equals(h, RefusedFiles.ReasonColumn, StringComparison.OrdinalIgnoreCase)).Select(h => SearchText.Of(h)).Order(StringComparer.Ordinal);
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', words))), 0, 18);
    }

    public IReadOnlyDictionary<string, string> ReadColumns() => JsonSerializer.Deserialize<Dictionary<string, string>>(Columns) ?? [];

    public void WriteColumns(IReadOnlyDictionary<string, string> columns) => Columns = JsonSerializer.Serialize(columns);
}
