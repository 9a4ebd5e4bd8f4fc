using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Valance.Web.Api.Answers;

namespace Valance.Web.Api.Reading;

/// <summary>What a request's body says, or what is wrong with it. An endpoint that takes one is only reached by a body that can be read.</summary>
public sealed class ApiBody<T> : ApiBody, IEndpointParameterMetadataProvider
    where T : class
{
    private T? _value;

    public T Value => _value ?? throw new InvalidOperationException("The filter of the API lets no unreadable body through.");

    /// <summary>Bound by the framework.</summary>
    public static async ValueTask<ApiBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (context.Request is { ContentLength: > 0 } or { ContentLength: null } && !context.Request.HasJsonContentType())
        {
            return new() { Problem = ApiProblem.Of("media-type", "Not JSON", StatusCodes.Status415UnsupportedMediaType, "Send the body as application/json.") };
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            var problems = BodyCheck.Of(document.RootElement, typeof(T));
            return problems.Count == 0
                ? new() { _value = document.RootElement.Deserialize<T>(ApiJson.Options) }
                : new() { Problem = ApiProblem.Invalid(problems) };
        }
        catch (JsonException broken)
        {
            return new() { Problem = ApiProblem.Unreadable($"The body is not JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.") };
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

public abstract class ApiBody
{
    public ApiProblem? Problem { get; protected init; }

    /// <summary>Answers for the endpoint where the body cannot be read.</summary>
    public static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.OfType<ApiBody>().FirstOrDefault(b => b.Problem is not null) is { } body ? body.Problem : await next(context);
}
