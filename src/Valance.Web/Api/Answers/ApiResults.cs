using System.Globalization;
using Valance.Core;

namespace Valance.Web.Api.Answers;

/// <summary>The answer to what a use case came to.</summary>
public static class ApiResults
{
    public static IResult Answer<T>(this Result<T> result, Func<T, object> done, int status = StatusCodes.Status200OK) =>
        result.IsDone ? TypedResults.Json(done(result.Value), ApiJson.Options, statusCode: status) : result.Problem();

    public static async Task<IResult> AnswerAsync<T>(this Result<T> result, Func<T, Task<IResult>> done) => result.IsDone ? await done(result.Value) : result.Problem();

    public static ApiProblem Problem<T>(this Result<T> result)
    {
        var words = string.Join(' ', result.Problems.Select(p => p.Message));
        return result.Refusal switch
        {
            Refusal.NotFound => ApiProblem.NotFound(words),
            Refusal.Forbidden => ApiProblem.Forbidden(words),
            Refusal.Conflict when result.Standing is { } standing => ApiProblem.Changed(
                $"{standing.ChangedBy} changed this record since you read it. Read it again and decide.",
                new RecordStanding(ETags.Of(standing.Version), standing.ChangedBy, standing.ChangedAt)),
            Refusal.Conflict => ApiProblem.Conflict(words),
            _ => ApiProblem.Invalid([.. result.Problems.Select(p => new FieldProblem(ApiJson.FieldOf(p.Field), p.Message))]),
        };
    }
}

/// <summary>A record's version as HTTP knows it.</summary>
public static class ETags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Null where the text is no ETag of ours: it then fits no version.</summary>
    public static int? Read(string text) =>
        text is ['"', .. var digits, '"'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
