using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valance.Web.Api.Answers;

/// <summary>How the API writes and reads JSON: names in camel case, numbers only as numbers, kinds and states by their names.</summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Ready();

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNameCaseInsensitive = false;
        options.RespectNullableAnnotations = true;
        // It is read by programs and in terminals, never as part of a page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    private static JsonSerializerOptions Ready()
    {
        var options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>The name of a field in a body, of the name that the use cases know: "Lines[0].UnitPrice" is lines[0].unitPrice.</summary>
    public static string FieldOf(string field) => string.Join('.', field.Split('.').Select(part => part.Length == 0 ? part : JsonNamingPolicy.CamelCase.ConvertName(part)));
}
