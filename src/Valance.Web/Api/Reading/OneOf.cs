namespace Valance.Web.Api.Reading;

/// <summary>A kind or state in an address, by the name that the API writes; the framework alone would insist on capitals.</summary>
public readonly record struct OneOf<T>(T Value)
    where T : struct, Enum
{
    /// <summary>Bound by the framework. Numbers are no names.</summary>
    public static bool TryParse(string? text, out OneOf<T> one)
    {
        var isName = ValueWords.NamesOf(typeof(T)).Contains(text, StringComparer.OrdinalIgnoreCase);
        one = new(isName ? Enum.Parse<T>(text!, ignoreCase: true) : default);
        return isName;
    }
}

/// <summary>The kind behind <see cref="OneOf{T}"/>.</summary>
internal static class OneOf
{
    public static Type Bare(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(OneOf<>) ? bare.GetGenericArguments()[0] : bare;
    }
}
