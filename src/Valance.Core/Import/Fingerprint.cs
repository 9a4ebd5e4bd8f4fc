using System.Security.Cryptography;
using System.Text;

namespace Valance.Core.Import;

/// <summary>
/// Tells whether a unit stands in the files as it stood at the last import. The record keeps it: so a second import of the same files leaves alone
/// what people have changed since, and only what has changed in the files is taken over.
/// </summary>
internal static class Fingerprint
{
    public static string Of(string file, IEnumerable<ImportRow> rows, params string[] without)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            foreach (var column in ImportFormat.All(file).Where(c => row.Has(c) && !without.Contains(c)))
            {
                text.Append(column).Append('\u001f').Append(row[column]).Append('\u001e');
            }

            text.Append('\u001d');
        }

        return Of(text.ToString());
    }

    public static string Of(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 18);
}
