using System.Globalization;

namespace Valance.Core.Records;

/// <summary>The numbers of orders and purchase orders: the next one follows the last, whatever stands before its digits.</summary>
public static class DocumentNumbers
{
    private const string First = "1001";

    /// <summary>"1042" gives "1043", "PO-009" gives "PO-010", "A" gives "A-1", nothing gives "1001".</summary>
    public static string After(string? last)
    {
        if (string.IsNullOrWhiteSpace(last))
        {
            return First;
        }

        var start = last.Length;
        while (start > 0 && char.IsAsciiDigit(last[start - 1]))
        {
            start--;
        }

        // Longer runs of digits than a long holds are no counter.
        var digits = last[start..];
        return digits.Length is 0 or > 18
            ? last + "-1"
            : last[..start] + (long.Parse(digits, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits.Length, '0');
    }

    /// <summary>The first number after the last one that is not taken.</summary>
    public static async Task<string> NextFreeAsync(string? last, Func<string, CancellationToken, Task<bool>> isTaken, CancellationToken ct)
    {
        var next = After(last);
        while (await isTaken(next, ct))
        {
            next = After(next);
        }

        return next;
    }
}
