using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Valance.Web.Api.Answers;

namespace Valance.Web.Api.Reading;

/// <summary>
/// Some fields of a record, as a JSON merge patch (RFC 7396): what is named replaces what stands, null empties it, what is left out stays. A list is
/// replaced as a whole.
/// </summary>
public sealed class ApiPatch<T> : ApiBody, IEndpointParameterMetadataProvider
    where T : class
{
    private const string Type = "application/merge-patch+json";

    private JsonObject? _patch;

    /// <summary>Bound by the framework.</summary>
    public static async ValueTask<ApiPatch<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType())
        {
            return new() { Problem = ApiProblem.Of("media-type", "Not JSON", StatusCodes.Status415UnsupportedMediaType, $"Send the body as {Type}.") };
        }

        try
        {
            // A name that stands twice has no meaning in a patch.
            var node = await JsonNode.ParseAsync(
                context.Request.Body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken: context.RequestAborted);
            // Half of a character shows only when the text is read.
            _ = node?.ToJsonString();
            return node is JsonObject patch ? new() { _patch = patch } : new() { Problem = ApiProblem.Invalid([new("", "The body must be an object in braces.")]) };
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException { InnerException: InvalidOperationException })
        {
            return new() { Problem = ApiProblem.Unreadable("The body holds a text with half of a character.") };
        }
        catch (JsonException broken)
        {
            return new() { Problem = ApiProblem.Unreadable($"The body is not JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.") };
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([Type, "application/json"], typeof(T)));

    /// <summary>The record's content with the patch laid over it, or what is wrong with that.</summary>
    /// <param name="answer">The record as it is answered.</param>
    public (T? Content, IReadOnlyList<FieldProblem> Problems) Over(object answer)
    {
        var standing = ContentOf(JsonSerializer.SerializeToNode(answer, answer.GetType(), ApiJson.Options), ApiJson.Options.GetTypeInfo(typeof(T)));
        var merged = JsonSerializer.SerializeToElement(Merge(standing, _patch!), ApiJson.Options);
        var problems = BodyCheck.Of(merged, typeof(T));
        return problems.Count == 0 ? (merged.Deserialize<T>(ApiJson.Options), []) : (null, problems);
    }

    /// <summary>An answer tells more than can be sent: only what can is kept.</summary>
    private static JsonNode? ContentOf(JsonNode? node, JsonTypeInfo type)
    {
        if (node is JsonArray list && type.Kind == JsonTypeInfoKind.Enumerable)
        {
            return new JsonArray([.. list.Select(item => ContentOf(item, ApiJson.Options.GetTypeInfo(type.ElementType!)))]);
        }

        if (node is not JsonObject whole || type.Kind != JsonTypeInfoKind.Object)
        {
            return node?.DeepClone();
        }

        var content = new JsonObject();
        foreach (var property in type.Properties.Where(p => p.Set is not null && whole.ContainsKey(p.Name)))
        {
            content[property.Name] = ContentOf(whole[property.Name], ApiJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
        }

        return content;
    }

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject fields)
        {
            return patch?.DeepClone();
        }

        var merged = target as JsonObject ?? [];
        foreach (var (name, value) in fields)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                var before = merged[name];
                merged.Remove(name);
                merged[name] = Merge(before, value);
            }
        }

        return merged;
    }
}
