using System.Globalization;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Saving;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Api.Records;

/// <summary>Answers with one record of a kind as it stands, its version as the ETag: read, and after every change.</summary>
/// <param name="path">Where the kind lives, such as "/api/v1/customers".</param>
internal abstract class RecordReader<TPage>(string path, RecordBadges badges)
{
    public async Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id)
    {
        var standing = await StandingAsync(caller, context, id);
        return standing.IsDone ? TypedResults.Json(standing.Value, ApiJson.Options, statusCode: context.Response.StatusCode) : standing.Problem();
    }

    /// <summary>Saves the record with a patch laid over what stands, and answers with it.</summary>
    public async Task<IResult> PatchAsync<TContent>(
        ApiCaller caller, HttpContext context, long id, ApiPatch<TContent> patch, Func<TContent, CancellationToken, Task<Result<Saved>>> save)
        where TContent : class
    {
        var standing = await StandingAsync(caller, context, id);
        return await standing.AnswerAsync(async answer =>
        {
            context.Response.Headers.Remove(Microsoft.Net.Http.Headers.HeaderNames.ETag);
            var (content, problems) = patch.Over(answer);
            return content is null ? ApiProblem.Invalid(problems) : await AfterAsync(await save(content, context.RequestAborted), caller, context);
        });
    }

    public Task<IResult> AfterAsync(Result<Saved> saved, ApiCaller caller, HttpContext context) => saved.AnswerAsync(done => ReadAsync(caller, context, done.Id));

    public Task<IResult> CreatedAsync(Result<Saved> saved, ApiCaller caller, HttpContext context) => saved.AnswerAsync(done =>
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{path}/{done.Id}");
        return ReadAsync(caller, context, done.Id);
    });

    private async Task<Result<object>> StandingAsync(ApiCaller caller, HttpContext context, long id)
    {
        var page = await PageAsync(caller.Actor, id, context.RequestAborted);
        if (!page.IsDone)
        {
            return page.Refused<object>();
        }

        var record = RecordOf(page.Value);
        var statuses = await badges.OfAsync(caller.Actor, record.Kind, [new RecordStamp(record.Id, record.AccountId, record.Version, record.UpdatedBy)], context.RequestAborted);
        context.Response.Headers.ETag = ETags.Of(record.Version);
        return Result<object>.Done(AnswerOf(page.Value, ExportAnswer.Of(statuses[record.Id])));
    }

    protected abstract Task<Result<TPage>> PageAsync(Actor actor, long id, CancellationToken ct);

    protected abstract Record RecordOf(TPage page);

    protected abstract object AnswerOf(TPage page, ExportAnswer export);
}
