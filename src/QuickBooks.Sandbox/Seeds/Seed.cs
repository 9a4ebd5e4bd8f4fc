using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Seeds;

/// <summary>What a new company starts with, by name.</summary>
internal static class Seed
{
    private static readonly Dictionary<string, Action<Company>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["empty"] = company => EmptySeed.Plant(new Planter(company)),
        ["default"] = company => DefaultSeed.Plant(new Planter(company)),
    };

    public static IEnumerable<string> Names => Known.Keys;

    public static Action<Company>? Find(string name) => Known.GetValueOrDefault(name);
}
