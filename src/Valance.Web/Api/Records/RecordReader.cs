using System.Globalization;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Saving;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Api.Records;

/// <summary>Answers with one record of a kind as it stands, its version as the ETag: read, and after every change.</summary>
/// <param name="path">Where the kind lives, such as "/api/v1/customers".</param>
internal abstract class RecordReader<TPage>(string path, RecordBadges badges)
{
    public async Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id)
    {
        var page = await PageAsync(caller.Actor, id, context.RequestAborted);
        if (!page.IsDone)
        {
            return page.Problem();
        }

        var record = RecordOf(page.Value);
        var statuses = await badges.OfAsync(caller.Actor, record.Kind, [new RecordStamp(record.Id, record.AccountId, record.Version, record.UpdatedBy)], context.RequestAborted);
        context.Response.Headers.ETag = ETags.Of(record.Version);
        return TypedResults.Json(AnswerOf(page.Value, ExportAnswer.Of(statuses[record.Id])), ApiJson.Options, statusCode: context.Response.StatusCode);
    }

    public Task<IResult> AfterAsync(Result<Saved> saved, ApiCaller caller, HttpContext context) => saved.AnswerAsync(done => ReadAsync(caller, context, done.Id));

    public Task<IResult> CreatedAsync(Result<Saved> saved, ApiCaller caller, HttpContext context) => saved.AnswerAsync(done =>
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{path}/{done.Id}");
        return ReadAsync(caller, context, done.Id);
    });

    protected abstract Task<Result<TPage>> PageAsync(Actor actor, long id, CancellationToken ct);

    protected abstract Record RecordOf(TPage page);

    protected abstract object AnswerOf(TPage page, ExportAnswer export);
}
