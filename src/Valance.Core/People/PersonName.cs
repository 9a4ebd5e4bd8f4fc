namespace Valance.Core.People;

public static class PersonName
{
    /// <summary>Without needless spaces.</summary>
    public static string Of(string? typed) => string.Join(' ', (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
