using System.Text.Json;

namespace Valance.Web.Api.Reading;

/// <summary>What a value must look like, in words.</summary>
internal static class ValueWords
{
    public static string Of(Type type)
    {
        var bare = OneOf.Bare(type);
        return bare == typeof(string) ? "text in quotation marks"
            : bare == typeof(bool) ? "true or false"
            : bare == typeof(decimal) ? "a number without quotation marks, such as 12.50"
            : bare == typeof(int) || bare == typeof(long) ? "a whole number"
            : bare == typeof(DateOnly) ? "a day as YYYY-MM-DD"
            : bare == typeof(DateTime) ? "a moment as YYYY-MM-DDTHH:MM:SSZ"
            : bare.IsEnum ? $"one of {string.Join(", ", NamesOf(bare))}"
            : "a value of another type";
    }

    /// <summary>As the API writes them.</summary>
    public static IEnumerable<string> NamesOf(Type kind) => Enum.GetNames(kind).Select(JsonNamingPolicy.CamelCase.ConvertName);
}
