using Valance.Web.Records.Forms;

namespace Valance.Web.Accounts;

/// <summary>Where dealers are, by the names that people there use.</summary>
internal static class TimeZones
{
    private static readonly (string Id, string Name)[] OfTheStates =
    [
        ("America/New_York", "Eastern (New York)"),
        ("America/Chicago", "Central (Chicago)"),
        ("America/Denver", "Mountain (Denver)"),
        ("America/Phoenix", "Arizona (Phoenix)"),
        ("America/Los_Angeles", "Pacific (Los Angeles)"),
        ("America/Anchorage", "Alaska (Anchorage)"),
        ("Pacific/Honolulu", "Hawaii (Honolulu)"),
    ];

    /// <param name="current">One that stands there already stays to be chosen.</param>
    public static IReadOnlyList<Option<string>> Options(string current) =>
    [
        .. OfTheStates.Select(z => new Option<string>(z.Id, z.Name)),
        .. OfTheStates.Any(z => z.Id == current) ? [] : new[] { new Option<string>(current, current) },
    ];

    public static string Name(string id) => OfTheStates.FirstOrDefault(z => z.Id == id).Name ?? id;
}
