using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Valance.Web.Api.Answers;

namespace Valance.Web.Api.Reading;

/// <summary>Holds a body against the type that it should be: unknown fields, wrong types and missing values, all at once, each by its name.</summary>
internal static class BodyCheck
{
    public static IReadOnlyList<FieldProblem> Of(JsonElement body, Type type)
    {
        var problems = new List<FieldProblem>();
        Check(body, ApiJson.Options.GetTypeInfo(type), "", problems);
        return problems;
    }

    private static void Check(JsonElement element, JsonTypeInfo type, string field, List<FieldProblem> problems)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            CheckObject(element, type, field, problems);
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            CheckList(element, ApiJson.Options.GetTypeInfo(type.ElementType!), field, problems);
        }
        else if (!CanBe(element, type.Type))
        {
            problems.Add(new(field, $"{Named(field)} must be {ValueWords.Of(type.Type)}."));
        }
    }

    private static void CheckObject(JsonElement element, JsonTypeInfo type, string field, List<FieldProblem> problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new(field, $"{Named(field)} must be an object in braces."));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = field.Length == 0 ? property.Name : $"{field}.{property.Name}";
            if (type.Properties.FirstOrDefault(p => p.Name == property.Name) is not { Set: not null } known)
            {
                problems.Add(new(name, $"There is no field “{property.Name}” here. There are {string.Join(", ", type.Properties.Where(p => p.Set is not null).Select(p => p.Name))}."));
            }
            else if (!seen.Add(property.Name))
            {
                problems.Add(new(name, $"{Named(name)} stands twice."));
            }
            else if (property.Value.ValueKind == JsonValueKind.Null)
            {
                if (known.PropertyType.IsValueType ? Nullable.GetUnderlyingType(known.PropertyType) is null : !known.IsSetNullable)
                {
                    problems.Add(new(name, $"{Named(name)} cannot be null. Leave it out where there is nothing to say."));
                }
            }
            else if (known.CustomConverter is not null)
            {
                CheckLeaf(property.Value, known.PropertyType, name, problems);
            }
            else
            {
                Check(property.Value, ApiJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(known.PropertyType) ?? known.PropertyType), name, problems);
            }
        }

        foreach (var missing in type.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name)))
        {
            var name = field.Length == 0 ? missing.Name : $"{field}.{missing.Name}";
            problems.Add(new(name, $"{Named(name)} is missing."));
        }
    }

    private static void CheckList(JsonElement element, JsonTypeInfo each, string field, List<FieldProblem> problems)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            problems.Add(new(field, $"{Named(field)} must be a list in square brackets."));
            return;
        }

        foreach (var (item, index) in element.EnumerateArray().Select((item, index) => (item, index)))
        {
            Check(item, each, $"{field}[{index}]", problems);
        }
    }

    private static void CheckLeaf(JsonElement element, Type type, string field, List<FieldProblem> problems)
    {
        if (!CanBe(element, type))
        {
            problems.Add(new(field, $"{Named(field)} must be {ValueWords.Of(type)}."));
        }
    }

    private static bool CanBe(JsonElement element, Type type)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        try
        {
            element.Deserialize(type, ApiJson.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Named(string field) => field.Length == 0 ? "The body" : $"“{field}”";
}
