using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Valance.Web.Api.Answers;

namespace Valance.Web.Api.Reading;

/// <summary>Refuses filters that do not exist and values that cannot be read, all at once: a misspelled filter must not look like one that matched everything.</summary>
internal static class QueryCheck
{
    private static readonly ConcurrentDictionary<MethodInfo, IReadOnlyDictionary<string, Type>> Known = new();

    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var known = Known.GetOrAdd(factory.MethodInfo, ParametersOf);
        return async context =>
        {
            var problems = context.HttpContext.Request.Query.SelectMany(q => Problems(q.Key, [.. q.Value], known)).ToList();
            return problems.Count == 0 ? await next(context) : ApiProblem.Invalid(problems);
        };
    }

    private static IEnumerable<FieldProblem> Problems(string name, string?[] values, IReadOnlyDictionary<string, Type> known)
    {
        if (!known.TryGetValue(name, out var type))
        {
            yield return new(name, known.Count == 0
                ? $"“{name}” is no parameter here; there are none."
                : $"“{name}” is no parameter here. There are {string.Join(", ", known.Keys)}.");
        }
        else if (type.IsArray ? !values.All(v => CanBe(v, type.GetElementType()!)) : values.Length != 1 || !CanBe(values[0], type))
        {
            yield return new(name, $"“{name}” must be {ValueWords.Of(type.IsArray ? type.GetElementType()! : type)}{(type.IsArray ? "" : ", once")}.");
        }
    }

    private static bool CanBe(string? value, Type type)
    {
        var bare = OneOf.Bare(type);
        var culture = CultureInfo.InvariantCulture;
        return value is not null && (bare == typeof(string)
            || (bare == typeof(bool) && bool.TryParse(value, out _))
            || (bare == typeof(int) && int.TryParse(value, NumberStyles.None, culture, out _))
            || (bare == typeof(long) && long.TryParse(value, NumberStyles.None, culture, out _))
            || (bare == typeof(DateOnly) && DateOnly.TryParseExact(value, "yyyy-MM-dd", culture, DateTimeStyles.None, out _))
            || (bare.IsEnum && ValueWords.NamesOf(bare).Contains(value, StringComparer.OrdinalIgnoreCase)));
    }

    private static IReadOnlyDictionary<string, Type> ParametersOf(MethodInfo handler) => handler.GetParameters()
        .SelectMany(p => p.GetCustomAttribute<Microsoft.AspNetCore.Http.AsParametersAttribute>() is null
            ? p.GetCustomAttribute<Microsoft.AspNetCore.Mvc.FromQueryAttribute>() is null ? [] : [(p.Name!, p.ParameterType)]
            : p.ParameterType.GetProperties().Select(f => (f.Name, Type: f.PropertyType)))
        .ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Item1), p => p.Item2, StringComparer.OrdinalIgnoreCase);
}
