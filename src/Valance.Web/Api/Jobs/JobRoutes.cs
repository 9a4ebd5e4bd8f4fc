using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Export.JobWork;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.Jobs;

internal static class JobRoutes
{
    public const string Path = $"{ApiSetup.Root}/jobs";

    private const int DefaultLimit = 50;

    public static void Map(RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Background jobs");
        jobs.MapGet("", ListAsync).Needs(Permission.ViewJobs).Gives<ListAnswer<JobSummary>>().Says("ListJobs", "List background jobs", "Newest first.");
        jobs.MapGet("/{id:long}", ReadAsync).Needs(Permission.ViewJobs).Gives<JobAnswer>().Says("GetJob", "Read a job", "With what went wrong, in words and in QuickBooks' own.");
        jobs.MapGet("/{id:long}/history", HistoryAsync).Needs(Permission.ViewJobs).Gives<HistoryAnswer>()
            .Says("GetJobHistory", "What happened in a job", "In order: what was sent, what came back, who did what. No secrets.");
        jobs.MapPost("/{id:long}/retry", RetryAsync).Needs(Permission.WorkOnJobs).Gives<JobAnswer>(StatusCodes.Status202Accepted)
            .Says("RetryJob", "Try a job again", "Of one that waits for a parent, the parent's is tried; the answer is that job.");
        jobs.MapPost("/{id:long}/cancel", CancelAsync).Needs(Permission.WorkOnJobs).Gives<JobAnswer>().Says("CancelJob", "Cancel a job before it is sent");
        jobs.MapPost("/{id:long}/dismiss", DismissAsync).Needs(Permission.WorkOnJobs).Gives<JobAnswer>().Says("DismissJob", "Dismiss a failure with a reason", "It can be taken back.");
        jobs.MapPost("/{id:long}/take-back", TakeBackAsync).Needs(Permission.WorkOnJobs).Gives<JobAnswer>().Says("TakeBackDismissal", "Take a dismissal back");
        FixRoutes.Map(jobs);
    }

    private static async Task<IResult> ListAsync(ApiCaller caller, HttpContext context, [AsParameters] JobQuery query, JobSearch search)
    {
        var limit = query.Limit ?? DefaultLimit;
        var problems = MomentCursors.Check(limit, query.Cursor);
        if (problems.Count > 0)
        {
            return ApiProblem.Invalid(problems);
        }

        var after = query.Cursor is { } text && MomentCursors.Read(text) is var (at, id) ? new JobCursor(at, id) : null;
        var page = await search.HandleAsync(caller.Actor, query.ToFilter(), after, limit, context.RequestAborted);
        return RecordLists.Page(context, [.. page.Rows.Select(JobSummary.Of)], page.Next is { } next ? MomentCursors.Write(next.CreatedAt, next.Id) : null);
    }

    private static Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, JobReader jobs) => jobs.ReadAsync(caller, context, id);

    private static async Task<IResult> HistoryAsync(ApiCaller caller, HttpContext context, long id, GetJob get) =>
        (await get.HandleAsync(caller.Actor, id, context.RequestAborted)).Answer(job => new HistoryAnswer([.. job.History.Select(HistoryEntryAnswer.Of)]));

    private static async Task<IResult> RetryAsync(ApiCaller caller, HttpContext context, long id, RetryJobs retry, JobReader jobs)
    {
        var retried = await retry.HandleAsync(caller.Actor, id, context.RequestAborted);
        return await retried.AnswerAsync(done => jobs.AcceptedAsync(caller, context, done.JobIds is [var root, ..] ? root : id));
    }

    private static async Task<IResult> CancelAsync(ApiCaller caller, HttpContext context, long id, CancelJob cancel, JobReader jobs) =>
        await AfterAsync(await cancel.HandleAsync(caller.Actor, id, context.RequestAborted), caller, context, id, jobs);

    private static async Task<IResult> DismissAsync(ApiCaller caller, HttpContext context, long id, ApiBody<DismissContent> body, DismissJob dismiss, JobReader jobs) =>
        await AfterAsync(await dismiss.HandleAsync(caller.Actor, id, body.Value.Reason, context.RequestAborted), caller, context, id, jobs);

    private static async Task<IResult> TakeBackAsync(ApiCaller caller, HttpContext context, long id, DismissJob dismiss, JobReader jobs) =>
        await AfterAsync(await dismiss.TakeBackAsync(caller.Actor, id, context.RequestAborted), caller, context, id, jobs);

    private static Task<IResult> AfterAsync<T>(Result<T> done, ApiCaller caller, HttpContext context, long id, JobReader jobs) =>
        done.AnswerAsync(_ => jobs.ReadAsync(caller, context, id));
}
