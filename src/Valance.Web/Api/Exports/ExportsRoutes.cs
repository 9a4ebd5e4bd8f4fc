using System.Globalization;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Jobs;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;

namespace Valance.Web.Api.Exports;

/// <summary>The lists by whose filters a selection is made.</summary>
internal sealed record ExportLists(CustomerList Customers, VendorList Vendors, OrderList Orders, PaymentList Payments, PurchaseOrderList PurchaseOrders);

internal static class ExportsRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var exports = api.MapGroup("/exports").WithTags("Exports of many records");
        exports.MapPost("", CreateAsync).Needs(Permission.Export).Gives<ExportsAnswer>(StatusCodes.Status202Accepted)
            .Says("CreateExport", "Export many records to QuickBooks", "One background job for all of them; each record gets a job of its own within it. Parents go first: an order's customer need not be named.");
        exports.MapGet("/{id:long}", ReadAsync).Needs(Permission.ViewJobs).Gives<ExportProgressAnswer>()
            .Says("GetExport", "How far an export of many records is", "By the id of its background job.");
    }

    private static async Task<IResult> CreateAsync(ApiCaller caller, HttpContext context, ApiBody<ExportsContent> body, RequestBulkExport request, ExportLists lists)
    {
        var content = body.Value;
        if (content.Check() is { Count: > 0 } problems)
        {
            return ApiProblem.Invalid(problems);
        }

        var (actor, ct) = (caller.Actor, context.RequestAborted);
        var asked = content.RecordKind is not { } kind
            ? await request.HandleAsync(actor, actor.AccountId!.Value, [.. content.RecordKinds], ct)
            : (content.Filter is { } filter ? await MatchingAsync(lists, actor, kind, filter, ct) : content.Ids) is { Count: > 0 } ids
                ? await request.HandleSelectionAsync(actor, kind, ids, ct)
                : Result<BulkRequested>.Done(new(null, 0, 0, new Dictionary<RecordKind, int>()));
        return await asked.AnswerAsync(done =>
        {
            if (done.JobId is { } job)
            {
                context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{JobRoutes.Path}/{job}");
            }

            return Task.FromResult<IResult>(TypedResults.Json(ExportsAnswer.Of(done), ApiJson.Options, statusCode: done.JobId is null ? StatusCodes.Status200OK : StatusCodes.Status202Accepted));
        });
    }

    private static async Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, GetBulkProgress progress) =>
        (await progress.HandleAsync(caller.Actor, id, context.RequestAborted)).Answer(ExportProgressAnswer.Of);

    private static Task<IReadOnlyList<long>> MatchingAsync(ExportLists lists, Actor actor, RecordKind kind, ExportFilter filter, CancellationToken ct) => kind switch
    {
        RecordKind.Customer => lists.Customers.IdsAsync(actor, filter.ToRequest(), ct),
        RecordKind.Vendor => lists.Vendors.IdsAsync(actor, filter.ToRequest(), ct),
        RecordKind.Order => lists.Orders.IdsAsync(actor, filter.ToOrders(), ct),
        RecordKind.Payment => lists.Payments.IdsAsync(actor, filter.ToPayments(), ct),
        _ => lists.PurchaseOrders.IdsAsync(actor, filter.ToPurchaseOrders(), ct),
    };
}
