using System.ComponentModel;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Records;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Api.Orders;

/// <summary>What the list of orders can be asked beside.</summary>
public sealed record OrderQuery : ListQuery
{
    [Description("Of one customer.")]
    public long? CustomerId { get; init; }

    [Description("Of one department.")]
    public long? DepartmentId { get; init; }

    [Description("Made on this day or later.")]
    public DateOnly? From { get; init; }

    [Description("Made on this day or earlier.")]
    public DateOnly? To { get; init; }

    [Description("True: something is still to pay; false: paid.")]
    public bool? HasBalance { get; init; }
}

internal static class OrderRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("", ListAsync).Needs(Permission.ViewCustomersAndOrders).Gives<ListAnswer<OrderSummary>>().Says("ListOrders", "List orders");
        orders.MapPost("", CreateAsync).Needs(Permission.EditCustomersAndOrders).Gives<OrderAnswer>(StatusCodes.Status201Created)
            .Says("CreateOrder", "Enter an order", "Totals and tax are reckoned here; they are not sent.");
        orders.MapGet("/{id:long}", ReadAsync).Needs(Permission.ViewCustomersAndOrders).Gives<OrderAnswer>().Says("GetOrder", "Read an order");
        orders.MapPut("/{id:long}", UpdateAsync).Needs(Permission.EditCustomersAndOrders).Gives<OrderAnswer>()
            .Says("UpdateOrder", "Change an order", "The whole order is sent: what is left out is emptied.");
        orders.MapPatch("/{id:long}", PatchAsync).Needs(Permission.EditCustomersAndOrders).Gives<OrderAnswer>()
            .Says("PatchOrder", "Change some fields of an order", "A JSON merge patch (RFC 7396): what is named replaces what stands, null empties it, what is left out stays; lists are replaced as a whole.");
        orders.MapPost("/{id:long}/cancel", CancelAsync).Needs(Permission.EditCustomersAndOrders).Gives<OrderAnswer>()
            .Says("CancelOrder", "Cancel an order", "For good. What was paid stays with the customer as a credit; the next export voids the invoice.");
        ExportRoutes.Map(orders, RecordKind.Order, Permission.ViewCustomersAndOrders);
    }

    private static Task<IResult> ListAsync(ApiCaller caller, HttpContext context, [AsParameters] OrderQuery query, OrderList orders, RecordLists lists) => lists.AnswerAsync(
        context, caller.Actor,
        new RecordListing<OrderListRequest, OrderRow>(RecordKind.Order, orders.HandleAsync, orders.IdsAsync, r => r.Stamp),
        query.Fill(new OrderListRequest
        {
            CustomerId = query.CustomerId,
            DepartmentId = query.DepartmentId,
            From = query.From,
            To = query.To,
            HasBalance = query.HasBalance,
        }),
        OrderSummary.Of);

    private static Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, OrderReader reader) => reader.ReadAsync(caller, context, id);

    private static async Task<IResult> CreateAsync(ApiCaller caller, HttpContext context, ApiBody<OrderContent> body, SaveOrder save, OrderReader reader) =>
        await reader.CreatedAsync(await save.HandleAsync(caller.Actor, SaveTarget.New(), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static async Task<IResult> UpdateAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiBody<OrderContent> body, SaveOrder save, OrderReader reader) =>
        await reader.AfterAsync(await save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static Task<IResult> PatchAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiPatch<OrderContent> patch, SaveOrder save, OrderReader reader) =>
        reader.PatchAsync(caller, context, id, patch, (content, ct) => save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), content.ToInput(), ct));

    private static async Task<IResult> CancelAsync(ApiCaller caller, HttpContext context, long id, RecordVersion version, CancelOrder cancel, OrderReader reader) =>
        await reader.AfterAsync(await cancel.HandleAsync(caller.Actor, id, version.Value, context.RequestAborted), caller, context);
}

internal sealed class OrderReader(OrderDetail detail, RecordBadges badges) : RecordReader<OrderPage>($"{ApiSetup.Root}/orders", badges)
{
    protected override Task<Result<OrderPage>> PageAsync(Actor actor, long id, CancellationToken ct) => detail.HandleAsync(actor, id, ct);

    protected override Record RecordOf(OrderPage page) => page.Order;

    protected override object AnswerOf(OrderPage page, ExportAnswer export) => OrderAnswer.Of(page, export);
}
