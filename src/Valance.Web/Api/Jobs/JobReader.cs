using System.Globalization;
using Valance.Export.JobWork;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;

namespace Valance.Web.Api.Jobs;

/// <summary>Answers with one job as it stands.</summary>
internal sealed class JobReader(GetJob get)
{
    public async Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, int status = StatusCodes.Status200OK) =>
        await (await get.HandleAsync(caller.Actor, id, context.RequestAborted)).AnswerAsync(job =>
            Task.FromResult<IResult>(TypedResults.Json(JobAnswer.Of(job), ApiJson.Options, statusCode: status)));

    /// <summary>It was asked for and is worked on: 202, with the job's address.</summary>
    public Task<IResult> AcceptedAsync(ApiCaller caller, HttpContext context, long id)
    {
        context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{JobRoutes.Path}/{id}");
        return ReadAsync(caller, context, id, StatusCodes.Status202Accepted);
    }
}
