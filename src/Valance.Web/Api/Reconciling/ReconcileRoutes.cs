using System.Globalization;
using Valance.Core.Access;
using Valance.Export.Reconciling;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Jobs;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.Reconciling;

internal static class ReconcileRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var reconciles = api.MapGroup("/reconciles").WithTags("Reconcile");
        reconciles.MapGet("", ListAsync).Needs(Permission.ViewBooks).Gives<ListAnswer<ReconcileSummaryAnswer>>().Says("ListReconciles", "List comparisons of both books", "Newest first.");
        reconciles.MapPost("", CreateAsync).Needs(Permission.EditBooks).Gives<ReconcileAnswer>(StatusCodes.Status202Accepted)
            .Says("CreateReconcile", "Compare both books over a period", "Answers at once; the one under way is given back instead of a second one. Read it until endedAt is set.");
        reconciles.MapGet("/{id:long}", ReadAsync).Needs(Permission.ViewBooks).Gives<ReconcileAnswer>().Says("GetReconcile", "Read a comparison");
        reconciles.MapGet("/{id:long}/differences", DifferencesAsync).Needs(Permission.ViewBooks).Gives<ListAnswer<DifferenceAnswer>>()
            .Says("ListDifferences", "In what both books differ", "Fifty on a page.");
        var differences = api.MapGroup("/differences").WithTags("Reconcile");
        differences.MapPost("/{id:long}/settle", SettleAsync).Needs(Permission.EditBooks).Gives<SettledAnswer>(StatusCodes.Status202Accepted)
            .Says("SettleDifference", "Bring the two sides together", "By an export or a link; an export needs the scope “export” beside.");
        differences.MapPost("/{id:long}/ignore", IgnoreAsync).Needs(Permission.EditBooks).Gives<SettledAnswer>()
            .Says("IgnoreDifference", "Leave a difference, with a reason", "Later comparisons leave it too until its figures change.");
        differences.MapPost("/{id:long}/bring-back", BringBackAsync).Needs(Permission.EditBooks).Gives<SettledAnswer>().Says("BringBackDifference", "No longer leave a difference");
    }

    private static async Task<IResult> ListAsync(ApiCaller caller, HttpContext context, ReconcileReport report) =>
        RecordLists.Page<ReconcileSummaryAnswer>(context, [.. (await report.RunsAsync(caller.Actor, caller.Actor.AccountId!.Value, context.RequestAborted)).Select(ReconcileSummaryAnswer.Of)], null);

    private static async Task<IResult> CreateAsync(ApiCaller caller, HttpContext context, ApiBody<ReconcileContent> body, StartReconcile start, ReconcileReport report)
    {
        var started = await start.HandleAsync(caller.Actor, caller.Actor.AccountId!.Value, body.Value.From, body.Value.To, context.RequestAborted);
        return await started.AnswerAsync(async run =>
        {
            context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{ApiSetup.Root}/reconciles/{run.RunId}");
            return (await report.HandleAsync(caller.Actor, run.RunId, context.RequestAborted)).Answer(ReconcileAnswer.Of, StatusCodes.Status202Accepted);
        });
    }

    private static async Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, ReconcileReport report) =>
        (await report.HandleAsync(caller.Actor, id, context.RequestAborted)).Answer(ReconcileAnswer.Of);

    private static async Task<IResult> DifferencesAsync(ApiCaller caller, HttpContext context, long id, [AsParameters] DifferenceQuery query, ReconcileReport report)
    {
        var after = 0L;
        if (query.Cursor is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return ApiProblem.Invalid([new("cursor", "This is not a cursor of this list. Take it from the answer before.")]);
        }

        var rows = await report.RowsAsync(
            caller.Actor, id, new(query.RecordKind?.Value, query.Difference?.Value, query.State?.Value, query.Search ?? "", after), context.RequestAborted);
        return await rows.AnswerAsync(found => Task.FromResult(RecordLists.Page<DifferenceAnswer>(
            context, [.. found.Select(DifferenceAnswer.Of)], found.Count == ReconcileReport.PageSize ? found[^1].Id.ToString(CultureInfo.InvariantCulture) : null)));
    }

    private static async Task<IResult> SettleAsync(ApiCaller caller, HttpContext context, long id, ApiBody<SettleContent> body, SettleFinding settle)
    {
        var settled = await settle.HandleAsync(caller.Actor, id, body.Value.Action, context.RequestAborted);
        if (settled is { IsDone: true, Value: > 0 and var job })
        {
            context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{JobRoutes.Path}/{job}");
        }

        return settled.Answer(jobId => new SettledAnswer(id, jobId > 0 ? jobId : null), StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> IgnoreAsync(ApiCaller caller, HttpContext context, long id, ApiBody<IgnoreContent> body, IgnoreFinding ignore) =>
        (await ignore.HandleAsync(caller.Actor, id, body.Value.Reason, context.RequestAborted)).Answer(_ => new SettledAnswer(id, null));

    private static async Task<IResult> BringBackAsync(ApiCaller caller, HttpContext context, long id, IgnoreFinding ignore) =>
        (await ignore.BringBackAsync(caller.Actor, id, context.RequestAborted)).Answer(_ => new SettledAnswer(id, null));
}
