using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Valance.Export.JobWork;
using Valance.Export.JobWork.Correcting;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;

namespace Valance.Web.Api.Jobs;

/// <summary>The use cases that cure a failed job.</summary>
internal sealed record FixWork(
    RetryJobs Retry, RenameAndRetry Rename, CorrectAndRetry Correct, MapAndRetry Map, LinkAndRetry Link, ReactivateAndRetry Reactivate, SendAnewAndRetry SendAnew, DismissJob Dismiss);

internal static class FixRoutes
{
    public static void Map(RouteGroupBuilder jobs)
    {
        jobs.MapGet("/{id:long}/fixes", ListAsync).Needs(Permission.ViewJobs).Gives<FixesAnswer>()
            .Says("GetJobFixes", "What can be done about a failed job", "QuickBooks is asked who bears a refused name or number.");
        jobs.MapPost("/{id:long}/fixes", ApplyAsync).Needs(Permission.WorkOnJobs).Gives<JobAnswer>(StatusCodes.Status202Accepted)
            .Says("ApplyJobFix", "Cure a failed job and try it again", "A mapping needs the scope “mappings” beside.");
    }

    private static async Task<IResult> ListAsync(ApiCaller caller, HttpContext context, long id, GetJob get, FindHolders find)
    {
        var found = await get.HandleAsync(caller.Actor, id, context.RequestAborted);
        return await found.AnswerAsync(async job =>
        {
            var (fixes, forPeople) = FixOffers.Of(job);
            var held = fixes.Any(f => f.Fix == JobFix.Link) ? await find.HandleAsync(caller.Actor, id, null, context.RequestAborted) : null;
            var holders = held is { IsDone: true } ? held.Value : new HoldersFound(RecordKind.Customer, [], [], null);
            return TypedResults.Json(
                new FixesAnswer(fixes, [.. holders.Holders.Select(h => HolderAnswer.Of(h, holders.Ours))], holders.FreeNames, forPeople), ApiJson.Options);
        });
    }

    private static async Task<IResult> ApplyAsync(ApiCaller caller, HttpContext context, long id, ApiBody<FixContent> body, FixWork work, JobReader jobs)
    {
        var done = await DoAsync(caller.Actor, id, body.Value, work, context.RequestAborted);
        return await done.AnswerAsync(job => jobs.AcceptedAsync(caller, context, job));
    }

    /// <returns>The job that is tried again.</returns>
    private static async Task<Result<long>> DoAsync(Actor actor, long id, FixContent fix, FixWork work, CancellationToken ct) => fix.Fix switch
    {
        JobFix.Rename => Named(await work.Rename.HandleAsync(actor, id, fix.Value, ct), nameof(fix.Value)),
        JobFix.Correct => Named(await work.Correct.HandleAsync(actor, id, fix.Field, fix.Value, ct), nameof(fix.Value)),
        JobFix.Map when fix.MappingKind is { } kind => await work.Map.HandleAsync(actor, id, new MappingNeed(kind, fix.MappingKey), fix.QuickBooksId, ct),
        JobFix.Map => Result<long>.Invalid(nameof(fix.MappingKind), "Say what is to be mapped, as the job offers it."),
        JobFix.Link => await work.Link.HandleAsync(actor, id, fix.QuickBooksId, ct),
        JobFix.Reactivate => await work.Reactivate.HandleAsync(actor, id, fix.QuickBooksId, ct),
        JobFix.SendAnew => await work.SendAnew.HandleAsync(actor, id, ct),
        JobFix.Dismiss => Same(Named(await work.Dismiss.HandleAsync(actor, id, fix.Value, ct), nameof(fix.Value)), id),
        _ => Same(await work.Retry.HandleAsync(actor, id, ct), id),
    };

    /// <summary>The use cases name the field as its form does; here it is the body's.</summary>
    private static Result<T> Named<T>(Result<T> result, string field) =>
        result.Refusal == Refusal.Invalid ? Result<T>.Invalid([.. result.Problems.Select(p => p with { Field = field })]) : result;

    private static Result<long> Same<T>(Result<T> result, long id) => result.IsDone ? Result<long>.Done(id) : result.Refused<long>();
}
