using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.People;
using Valance.Core.Records.Saving;

namespace Valance.Core.Accounts;

/// <summary>What a dealer may be called, and where it may be.</summary>
internal static class AccountName
{
    private const int Longest = 120;

    /// <summary>Two names that differ in case alone are one to people and to the command line.</summary>
    public static async Task CheckAsync(ValanceDb db, ProblemList problems, string field, string name, long? own, CancellationToken ct)
    {
        problems.Required(field, "The name", name, Longest);
#pragma warning disable MA0011 // Translated to SQL's upper(), which knows no culture.
        var key = name.ToUpperInvariant();
        problems.AddIf(
            await db.Accounts.AnyAsync(a => a.Id != own && (a.Name == name || a.Name.ToUpper() == key), ct), field, $"There is an Account named “{name}” already.");
#pragma warning restore MA0011
    }

    public static void CheckZone(ProblemList problems, string field, string zone) =>
        problems.AddIf(!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), field, "Choose the time zone where the dealer is.");

    public static string Of(string typed) => PersonName.Of(typed);
}
