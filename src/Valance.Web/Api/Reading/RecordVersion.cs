using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Valance.Web.Api.Answers;

namespace Valance.Web.Api.Reading;

/// <summary>The version that a program read, from If-Match. Without it a record is not changed.</summary>
public sealed class RecordVersion : IEndpointParameterMetadataProvider
{
    private int? _value;

    /// <summary>A version that never was, where the header holds no ETag of ours: then it fits none.</summary>
    public int Value => _value ?? throw new InvalidOperationException("The filter of the API lets no change through without a version.");

    /// <summary>Bound by the framework.</summary>
    public static ValueTask<RecordVersion?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        return ValueTask.FromResult<RecordVersion?>(new() { _value = header.Length == 0 ? null : ETags.Read(header) ?? -1 });
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new ChangesAVersion());

    public static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.OfType<RecordVersion>().Any(v => v._value is null) ? ApiProblem.VersionNeeded : await next(context);
}

/// <summary>Marks the endpoints that need If-Match, for the reference.</summary>
public sealed class ChangesAVersion;
