using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Checks;
using Valance.Export.Previewing;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Jobs;
using Valance.Web.Api.Keys;

namespace Valance.Web.Api.Records;

/// <summary>What every kind of record can be asked about its export.</summary>
internal static class ExportRoutes
{
    public static void Map(RouteGroupBuilder records, RecordKind kind, Permission view)
    {
        records.MapPost("/{id:long}/export", (ApiCaller caller, HttpContext context, long id, RequestExport request, JobReader jobs) => ExportAsync(caller, context, kind, id, request, jobs))
            .Needs(Permission.Export).Gives<JobAnswer>(StatusCodes.Status202Accepted)
            .Says($"Export{kind}", "Export it to QuickBooks", "Answers at once with the background job; Location is its address. An open job of the record is given back instead of a second one.");
        records.MapGet("/{id:long}/preview", (ApiCaller caller, HttpContext context, long id, PreviewRecord preview) => PreviewAsync(caller, context, kind, id, preview))
            .Needs(view).Gives<PreviewAnswer>().Says($"Preview{kind}", "What an export would send now", "Ours beside what would be sent and what QuickBooks holds; what is cut or changed, and why.");
        records.MapGet("/{id:long}/checks", (ApiCaller caller, HttpContext context, long id, RecordReadiness readiness, IDbContextFactory<ValanceDb> store) =>
                ChecksAsync(caller, context, kind, id, readiness, store))
            .Needs(view).Gives<ChecksAnswer>().Says($"Check{kind}", "Whether it is ready", "Every problem at once, found before anything is sent.");
    }

    private static async Task<IResult> ExportAsync(ApiCaller caller, HttpContext context, RecordKind kind, long id, RequestExport request, JobReader jobs)
    {
        var asked = await request.HandleAsync(caller.Actor, kind, [id], context.RequestAborted);
        return await asked.AnswerAsync(done => jobs.AcceptedAsync(caller, context, done.JobIds[0]));
    }

    private static async Task<IResult> PreviewAsync(ApiCaller caller, HttpContext context, RecordKind kind, long id, PreviewRecord preview) =>
        (await preview.HandleAsync(caller.Actor, kind, id, context.RequestAborted)).Answer(PreviewAnswer.Of);

    private static async Task<IResult> ChecksAsync(
        ApiCaller caller, HttpContext context, RecordKind kind, long id, RecordReadiness readiness, IDbContextFactory<ValanceDb> store)
    {
        await using var db = await store.CreateDbContextAsync(context.RequestAborted);
        if (!await db.VisibleRecords(caller.Actor, kind).AnyAsync(r => r.Id == id, context.RequestAborted))
        {
            return ApiProblem.NotFound("The record was not found.");
        }

        var findings = await readiness.OfAsync(kind, id, context.RequestAborted);
        return TypedResults.Json(new ChecksAnswer(findings.All(f => !f.Blocks), [.. findings.Select(FindingAnswer.Of)]), ApiJson.Options);
    }
}
