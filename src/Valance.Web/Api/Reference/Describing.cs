using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Idempotency;
using Valance.Web.Api.Reading;

namespace Valance.Web.Api.Reference;

/// <summary>What the framework cannot know of the API: keys, headers, which refusals a route has, how money is written.</summary>
internal static class Describing
{
    private const string Key = "apiKey";

    public static Task Document(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Valance API",
            Version = "v1",
            Description = """
                Customers, vendors, orders, payments and purchase orders of one Account, their exports to QuickBooks Online, and the background jobs behind them.

                A program shows its key with each request: `Authorization: Bearer vln_...`. Money is in US dollars with two decimals, days are `YYYY-MM-DD` in the
                Account's time zone, moments are UTC. What is refused is answered as a problem (RFC 9457) that names every field. A POST with an `Idempotency-Key` is done once.
                """,
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key that the account administrator has made under Tools > API keys.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
        // The address that the document was asked at: nothing is sent elsewhere.
        document.Servers = [new OpenApiServer { Url = "/" }];
        foreach (var schema in (document.Components.Schemas ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)).Values.OfType<OpenApiSchema>())
        {
            NameNullables(schema, document);
        }

        return Task.CompletedTask;
    }

    public static Task Operation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isPost = HttpMethods.IsPost(context.Description.HttpMethod ?? "");
        var changes = metadata.OfType<ChangesAVersion>().Any();
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            NameChoices(parameter, context.Description.ParameterDescriptions.FirstOrDefault(p => p.Name == parameter.Name)?.ParameterDescriptor?.ParameterType);
            // A query's record has its names in capitals.
            parameter.Name = parameter.In == ParameterLocation.Query ? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!) : parameter.Name;
        }

        if (isPost)
        {
            operation.Parameters.Add(Header(
                IdempotentPosts.Header, required: false, "Your own id of this request, 1 to 200 characters: sent again within 24 hours, it is not done again but answered the same."));
        }

        if (changes)
        {
            operation.Parameters.Add(Header("If-Match", required: true, "The ETag that came with the record."));
        }

        var hasBody = operation.RequestBody is not null;
        var hasId = operation.Parameters.Any(p => p.In == ParameterLocation.Path);
        Drop(operation, (hasBody, "400"), (hasId, "404"), (isPost, "409"), (changes, "412"), (hasBody || isPost || operation.Parameters.Any(p => p.In == ParameterLocation.Query), "422"), (changes, "428"));
        AddHeaders(operation);
        return Task.CompletedTask;
    }

    public static Task Schema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(decimal))
        {
            schema.Type = JsonSchemaType.Number;
            schema.Format = "decimal";
            schema.MultipleOf = context.JsonPropertyInfo?.CustomConverter switch
            {
                Dollars => 0.01m,
                UnitPrice => 0.0000001m,
                _ => null,
            };
        }

        // Without a type, generated clients take a kind's names for numbers.
        if (context.JsonTypeInfo.Type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }

        if (context.JsonPropertyInfo is null && Examples.Of(context.JsonTypeInfo.Type) is { } example)
        {
#pragma warning disable CS0618 // OpenAPI 3.0 has this one only.
            schema.Example = example;
#pragma warning restore CS0618
        }

        return Task.CompletedTask;
    }

    /// <summary>"One of nothing and a named type" is 3.1's way; in 3.0 generators know the named type only where it stands alone.</summary>
    private static void NameNullables(OpenApiSchema schema, OpenApiDocument document)
    {
        foreach (var (name, property) in (schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)).ToList())
        {
            if (property is OpenApiSchema { OneOf.Count: > 1 } choice && choice.OneOf.OfType<OpenApiSchemaReference>().SingleOrDefault() is { } named)
            {
                // Generated clients write a kind by its name only where its names stand at the property.
                var kinds = named.Reference.Id is { } id && document.Components!.Schemas!.TryGetValue(id, out var target) ? target.Enum : null;
                schema.Properties![name] = kinds is { Count: > 0 }
                    ? new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Enum = [.. kinds], Description = choice.Description }
                    : new OpenApiSchema { Type = JsonSchemaType.Null, AllOf = [named], Description = choice.Description };
            }
        }
    }

    /// <summary>A kind or state in an address, by its names.</summary>
    private static void NameChoices(OpenApiParameter parameter, Type? type)
    {
        var isList = type?.IsArray == true;
        var bare = type is null ? null : OneOf.Bare(isList ? type.GetElementType()! : type);
        if (bare?.IsEnum != true)
        {
            return;
        }

        var choice = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. ValueWords.NamesOf(bare).Select(n => (JsonNode)JsonValue.Create(n)!)] };
        parameter.Schema = isList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = choice } : choice;
    }

    private static void Drop(OpenApiOperation operation, params (bool Has, string Status)[] refusals)
    {
        foreach (var (_, status) in refusals.Where(r => !r.Has))
        {
            operation.Responses?.Remove(status);
        }
    }

    private static void AddHeaders(OpenApiOperation operation)
    {
        foreach (var (status, response) in (operation.Responses ?? []).Where(r => r.Value is OpenApiResponse).Select(r => (r.Key, (OpenApiResponse)r.Value)))
        {
            response.Description = status switch
            {
                "200" => "Done.",
                "201" => "Entered; Location is its address.",
                "202" => "Asked for; Location is the background job's address.",
                "400" => "The body is no JSON.",
                "401" => "No usable key.",
                "403" => "The key lacks the scope.",
                "404" => "Not there, or another Account's.",
                "409" => "Not possible as things stand.",
                "412" => "Somebody else changed the record since you read it.",
                "422" => "Something is to be put right: every field is named.",
                "428" => "If-Match is missing.",
                "429" => "Too many requests: wait as Retry-After says.",
                _ => response.Description,
            };
            response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            if (status is "201" or "202")
            {
                response.Headers["Location"] = Told("The address of what was made.");
            }

            if (status == "429")
            {
                response.Headers["Retry-After"] = Told("Seconds to wait.");
            }
        }
    }

    private static OpenApiHeader Told(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiParameter Header(string name, bool required, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
