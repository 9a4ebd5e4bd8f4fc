using System.Text.Json.Serialization;

namespace Valance.Web.Api.Answers;

/// <summary>Why a request was not done, as RFC 9457 lays it down (application/problem+json). All that is wrong with a body is named at once.</summary>
/// <param name="Type">Which problem it is, for programs: urn:valance:problem: and a word.</param>
/// <param name="Title">The same in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong in this case, and what helps.</param>
public sealed record ApiProblem(string Type, string Title, int Status, string Detail) : IResult
{
    public const string MediaType = "application/problem+json";

    /// <summary>What is wrong with each field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldProblem>? Errors { get; init; }

    /// <summary>After a conflict: how the record stands now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecordStanding? Current { get; init; }

    /// <summary>After a fault of the program: by which its operator finds it in the log.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    public static ApiProblem Unauthorized { get; } = Of(
        "unauthorized", "No usable API key", StatusCodes.Status401Unauthorized,
        "Send a key that is in use: “Authorization: Bearer vln_...”. The account administrator makes keys under Tools > API keys.");

    public static ApiProblem Forbidden(string detail) => Of("forbidden", "Not allowed", StatusCodes.Status403Forbidden, detail);

    public static ApiProblem NotFound(string detail) => Of("not-found", "Not found", StatusCodes.Status404NotFound, detail);

    public static ApiProblem Unreadable(string detail) => Of("unreadable", "The request cannot be read", StatusCodes.Status400BadRequest, detail);

    public static ApiProblem Conflict(string detail) => Of("conflict", "Not possible as things stand", StatusCodes.Status409Conflict, detail);

    public static ApiProblem Changed(string detail, RecordStanding? current) =>
        Of("changed-meanwhile", "Changed meanwhile", StatusCodes.Status412PreconditionFailed, detail) with { Current = current };

    public static ApiProblem VersionNeeded { get; } = Of(
        "version-needed", "If-Match is missing", StatusCodes.Status428PreconditionRequired,
        "Send the ETag that came with the record as “If-Match”, so that nobody's change is overwritten unseen.");

    public static ApiProblem Invalid(IReadOnlyList<FieldProblem> errors) =>
        Of("invalid", "Something is to be put right", StatusCodes.Status422UnprocessableEntity, string.Join(' ', errors.Select(e => e.Message).Distinct(StringComparer.Ordinal).Take(3)))
            with
        { Errors = errors };

    public static ApiProblem Of(string word, string title, int status, string detail) => new($"urn:valance:problem:{word}", title, status, detail);

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext);

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        return context.Response.WriteAsJsonAsync(this, ApiJson.Options, MediaType, context.RequestAborted);
    }
}

/// <param name="Field">As the body names it, such as lines[0].unitPrice; empty where it is about the whole.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
public sealed record FieldProblem(string Field, string Message);

/// <param name="ETag">Its version, for If-Match.</param>
public sealed record RecordStanding(string ETag, string ChangedBy, DateTime ChangedAt);
