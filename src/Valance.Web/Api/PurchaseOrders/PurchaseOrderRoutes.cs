using System.ComponentModel;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Records;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Api.PurchaseOrders;

/// <summary>What the list of purchase orders can be asked beside.</summary>
public sealed record PurchaseOrderQuery : ListQuery
{
    [Description("From one vendor.")]
    public long? VendorId { get; init; }

    [Description("For one customer's order.")]
    public long? OrderId { get; init; }

    [Description("Of this day or later.")]
    public DateOnly? From { get; init; }

    [Description("Of this day or earlier.")]
    public DateOnly? To { get; init; }

    [Description("In one status, whatever show says.")]
    public OneOf<PurchaseOrderStatus>? Status { get; init; }
}

internal static class PurchaseOrderRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var purchases = api.MapGroup("/purchase-orders").WithTags("Purchase orders");
        purchases.MapGet("", ListAsync).Needs(Permission.ViewBooks).Gives<ListAnswer<PurchaseOrderSummary>>().Says("ListPurchaseOrders", "List purchase orders");
        purchases.MapPost("", CreateAsync).Needs(Permission.EditBooks).Gives<PurchaseOrderAnswer>(StatusCodes.Status201Created)
            .Says("CreatePurchaseOrder", "Enter a purchase order", "With replacesId it stands in for an open one, which is then replaced.");
        purchases.MapGet("/{id:long}", ReadAsync).Needs(Permission.ViewBooks).Gives<PurchaseOrderAnswer>().Says("GetPurchaseOrder", "Read a purchase order");
        purchases.MapPut("/{id:long}", UpdateAsync).Needs(Permission.EditBooks).Gives<PurchaseOrderAnswer>()
            .Says("UpdatePurchaseOrder", "Change a purchase order", "The whole purchase order is sent: what is left out is emptied.");
        purchases.MapPatch("/{id:long}", PatchAsync).Needs(Permission.EditBooks).Gives<PurchaseOrderAnswer>()
            .Says("PatchPurchaseOrder", "Change some fields of a purchase order", "A JSON merge patch (RFC 7396): what is named replaces what stands, null empties it, what is left out stays; lists are replaced as a whole.");
        purchases.MapPost("/{id:long}/receive", ReceiveAsync).Needs(Permission.EditBooks).Gives<PurchaseOrderAnswer>()
            .Says("ReceivePurchaseOrder", "The goods came", "The next export closes it in QuickBooks.");
        purchases.MapPost("/{id:long}/cancel", CancelAsync).Needs(Permission.EditBooks).Gives<PurchaseOrderAnswer>()
            .Says("CancelPurchaseOrder", "Cancel a purchase order", "For good. The next export closes it in QuickBooks.");
        ExportRoutes.Map(purchases, RecordKind.PurchaseOrder, Permission.ViewBooks);
    }

    private static Task<IResult> ListAsync(ApiCaller caller, HttpContext context, [AsParameters] PurchaseOrderQuery query, PurchaseOrderList purchases, RecordLists lists) =>
        lists.AnswerAsync(
            context, caller.Actor,
            new RecordListing<PurchaseOrderListRequest, PurchaseOrderRow>(RecordKind.PurchaseOrder, purchases.HandleAsync, purchases.IdsAsync, r => r.Stamp),
            query.Fill(new PurchaseOrderListRequest { VendorId = query.VendorId, OrderId = query.OrderId, From = query.From, To = query.To, Status = query.Status?.Value }),
            PurchaseOrderSummary.Of);

    private static Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, PurchaseOrderReader reader) => reader.ReadAsync(caller, context, id);

    private static async Task<IResult> CreateAsync(ApiCaller caller, HttpContext context, ApiBody<PurchaseOrderContent> body, SavePurchaseOrder save, PurchaseOrderReader reader) =>
        await reader.CreatedAsync(await save.HandleAsync(caller.Actor, SaveTarget.New(), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static async Task<IResult> UpdateAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiBody<PurchaseOrderContent> body, SavePurchaseOrder save, PurchaseOrderReader reader) =>
        await reader.AfterAsync(await save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static async Task<IResult> ReceiveAsync(ApiCaller caller, HttpContext context, long id, RecordVersion version, MovePurchaseOrder move, PurchaseOrderReader reader) =>
        await reader.AfterAsync(await move.HandleAsync(caller.Actor, id, version.Value, PurchaseOrderStatus.Received, context.RequestAborted), caller, context);

    private static Task<IResult> PatchAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiPatch<PurchaseOrderContent> patch, SavePurchaseOrder save, PurchaseOrderReader reader) =>
        reader.PatchAsync(caller, context, id, patch, (content, ct) => save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), content.ToInput(), ct));

    private static async Task<IResult> CancelAsync(ApiCaller caller, HttpContext context, long id, RecordVersion version, MovePurchaseOrder move, PurchaseOrderReader reader) =>
        await reader.AfterAsync(await move.HandleAsync(caller.Actor, id, version.Value, PurchaseOrderStatus.Cancelled, context.RequestAborted), caller, context);
}

internal sealed class PurchaseOrderReader(PurchaseOrderDetail detail, RecordBadges badges) : RecordReader<PurchaseOrderPage>($"{ApiSetup.Root}/purchase-orders", badges)
{
    protected override Task<Result<PurchaseOrderPage>> PageAsync(Actor actor, long id, CancellationToken ct) => detail.HandleAsync(actor, id, ct);

    protected override Record RecordOf(PurchaseOrderPage page) => page.PurchaseOrder;

    protected override object AnswerOf(PurchaseOrderPage page, ExportAnswer export) => PurchaseOrderAnswer.Of(page, export);
}
