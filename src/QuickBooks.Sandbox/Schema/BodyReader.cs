using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Schema;

/// <summary>
/// Reads a client's JSON by an entity's shape. An unknown property or a value of a wrong type ends the reading with 2010, as the real
/// service's deserializer does; strings for numbers and numbers for strings are taken, as there. An empty text stays: it clears the property.
/// </summary>
internal static class BodyReader
{
    public static JsonObject? Read(Shape shape, JsonElement body, Problems problems)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            problems.Add(ServiceError.WrongType(shape.ClassName, $"com.intuit.schema.finance.v3.{shape.ClassName}", Shown(body)));
            return null;
        }

        var read = new JsonObject();
        foreach (var member in body.EnumerateObject())
        {
            if (shape.Find(NameOf(member)) is not { } property)
            {
                problems.Add(ServiceError.UnknownProperty(NameOf(member), shape.ClassName));
                return null;
            }

            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (property.Kind == Kind.NotModelled)
            {
                if (!IsEmpty(member.Value))
                {
                    problems.Lacks($"{shape.ClassName}.{property.Name}");
                    return null;
                }

                continue;
            }

            var value = ReadValue(property, member.Value, problems);
            if (problems.Any)
            {
                return null;
            }

            read[property.Name] = value;
        }

        return read;
    }

    private static JsonNode? ReadValue(Property property, JsonElement value, Problems problems) => property.Kind switch
    {
        Kind.Part => Read(property.Of!, value, problems),
        Kind.Parts => ReadParts(property, value, problems),
        Kind.Reference => ReadReference(property, value, problems),
        Kind.Flag => ReadFlag(property, value, problems),
        Kind.Number => ReadNumber(property, value, problems),
        _ => ReadText(property, value, problems),
    };

    private static JsonArray? ReadParts(Property property, JsonElement value, Problems problems)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Add(ServiceError.WrongType(property.Name, "java.util.ArrayList", Shown(value)));
            return null;
        }

        var read = new JsonArray();
        foreach (var element in value.EnumerateArray())
        {
            read.Add(Read(property.Of!, element, problems));
            if (problems.Any)
            {
                return null;
            }
        }

        return read;
    }

    /// <summary>An object with value, name and type; the name is the server's to fill.</summary>
    private static JsonObject? ReadReference(Property property, JsonElement value, Problems problems)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(ServiceError.WrongType(property.Name, "com.intuit.schema.finance.v3.ReferenceType", Shown(value)));
            return null;
        }

        var read = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            if (NameOf(member) is not ("value" or "name" or "type"))
            {
                problems.Add(ServiceError.UnknownProperty(NameOf(member), "ReferenceType"));
                return null;
            }

            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                read[member.Name] = ReadText(property, member.Value, problems);
            }
        }

        return read;
    }

    private static JsonValue? ReadText(Property property, JsonElement value, Problems problems)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => Decoded(value),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        if (text is null)
        {
            problems.Add(ServiceError.WrongType(property.Name, "java.lang.String", Shown(value)));
            return null;
        }

        return JsonValue.Create(text);
    }

    private static JsonNode? ReadFlag(Property property, JsonElement value, Problems problems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(value.GetBoolean());
            case JsonValueKind.String when bool.TryParse(Decoded(value), out var flag):
                return JsonValue.Create(flag);
            case JsonValueKind.String when Decoded(value) is { Length: 0 }:
                return JsonValue.Create("");
            default:
                problems.Add(ServiceError.WrongType(property.Name, "java.lang.Boolean", Shown(value)));
                return null;
        }
    }

    private static JsonNode? ReadNumber(Property property, JsonElement value, Problems problems)
    {
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => Decoded(value), _ => null };
        if (text is { Length: 0 })
        {
            return JsonValue.Create("");
        }

        if (text is null || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) >= 100_000_000_000m)
        {
            problems.Add(ServiceError.WrongType(property.Name, "java.math.BigDecimal", Shown(value)));
            return null;
        }

        return Json.Of(Math.Round(number, property.Decimals, MidpointRounding.AwayFromZero));
    }

    /// <summary>Null for a text that is no Unicode (a lone surrogate, broken UTF-8).</summary>
    private static string? Decoded(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.String => Decoded(value) is { Length: 0 },
        JsonValueKind.False => true,
        JsonValueKind.Number => value.TryGetDecimal(out var d) && d == 0,
        _ => false,
    };

    private static string Shown(JsonElement value)
    {
        var raw = value.GetRawText();
        return raw.Length > 60 ? raw[..60] : raw;
    }
}
