using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Valance.Core.Records;

namespace Valance.Export.Translation;

/// <summary>
/// A short id of ours in what QuickBooks keeps, so that a record whose answer was lost is known again. Of Account, kind, id and the time of entry:
/// the last, because a store that was made anew counts its ids from 1 again.
/// </summary>
public static class Marker
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Letters = 10;

    /// <summary>Like <c>[V-9K3MZ0QA7T]</c>; never changes for a record.</summary>
    public static string Of(Record record)
    {
        var seconds = record.CreatedAt.Ticks / TimeSpan.TicksPerSecond;
        var identity = string.Create(CultureInfo.InvariantCulture, $"{record.AccountId}/{record.Kind}/{record.Id}/{seconds}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(identity));
        var letters = new StringBuilder("[V-");
        for (var i = 0; i < Letters; i++)
        {
            letters.Append(Alphabet[hash[i] % Alphabet.Length]);
        }

        return letters.Append(']').ToString();
    }

    /// <summary>Whether a note of QuickBooks bears the record's marker.</summary>
    public static bool IsIn(string? note, Record record) => note?.Contains(Of(record), StringComparison.Ordinal) == true;
}
