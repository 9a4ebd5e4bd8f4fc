using Microsoft.AspNetCore.Components;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Orders;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Lists;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;
using Valance.Web.Records.Forms;
using Valance.Web.SignIn;

namespace Valance.Web.PurchaseOrders;

/// <summary>The form of a purchase order: filled in from a customer's order, in place of another one, or empty.</summary>
public sealed partial class PurchaseOrderFormPage(
    SavePurchaseOrder save, PurchaseOrderDetail detail, ProposePurchaseOrder propose, VendorList vendors, VendorDetail vendorDetail, OrderList orders, OrderDetail orderDetail,
    ReadAccountLists readLists, FindProducts findProducts, CurrentActor currentActor, TimeProvider time)
{
    private static readonly IReadOnlyList<Option<PurchaseOrderStatus>> Statuses =
        [new(PurchaseOrderStatus.Open, "Open"), new(PurchaseOrderStatus.Received, "Received")];

    private PurchaseOrderInput? _initial;
    private PurchaseOrderInput _live = new();
    private AccountLists? _lists;
    private Address? _customerAddress;
    private string _vendor = "";
    private string _order = "";
    private (long Vendor, long? Order) _named = (0, null);
    private string? _replaces;
    private string _title = "New purchase order";
    private string? _refusal;
    private int _version;
    private long? _accountId;

    /// <summary>0 for a new one.</summary>
    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    public long? OrderId { get; set; }

    [SupplyParameterFromQuery(Name = "replaces")]
    public long? ReplacesId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await currentActor.GetAsync();
        _accountId = actor.AccountId;
        PurchaseOrderInput input;
        if (Id == 0)
        {
            input = await BeginNewAsync(actor);
        }
        else if (await BeginEditAsync(actor) is { } edited)
        {
            input = edited;
        }
        else
        {
            return;
        }

        await NameAsync(actor, input);
        PurchaseLineGrid.KeepBlankLast(input.Lines);
        _initial = input;
    }

    private async Task<PurchaseOrderInput> BeginNewAsync(Actor actor)
    {
        var replaced = ReplacesId is { } replaces ? await detail.HandleAsync(actor, replaces, CancellationToken.None) : null;
        var order = OrderId is { } id ? await orderDetail.HandleAsync(actor, id, CancellationToken.None) : null;
        _replaces = replaced is { IsDone: true } ? replaced.Value.PurchaseOrder.Number : null;
        _accountId ??= replaced is { IsDone: true } ? replaced.Value.Account.Id : order is { IsDone: true } ? order.Value.Account.Id : null;
        await ReadListsAsync(actor);
        var today = _lists?.Today(time) ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return await propose.HandleAsync(actor, _accountId, OrderId, ReplacesId, today, CancellationToken.None);
    }

    private async Task<PurchaseOrderInput?> BeginEditAsync(Actor actor)
    {
        var found = await detail.HandleAsync(actor, Id, CancellationToken.None);
        if (!found.IsDone || !found.Value.MayEdit)
        {
            _refusal = found.IsDone ? $"{found.Value.PurchaseOrder.Label} is cancelled or replaced, or your role may only look at it." : found.Problems[0].Message;
            return null;
        }

        var purchase = found.Value.PurchaseOrder;
        (_title, _version, _accountId) = ($"Edit purchase order {purchase.Number}", purchase.Version, purchase.AccountId);
        await ReadListsAsync(actor);
        return PurchaseOrderInput.From(purchase);
    }

    private async Task ReadListsAsync(Actor actor)
    {
        if (await readLists.HandleAsync(actor, _accountId, CancellationToken.None) is { IsDone: true } lists)
        {
            _lists = lists.Value;
        }
    }

    private void Use(PurchaseOrderInput input)
    {
        _live = input;
        if (_named != (input.VendorId, input.OrderId))
        {
            _named = (input.VendorId, input.OrderId);
            _ = InvokeAsync(async () =>
            {
                await NameAsync(await currentActor.GetAsync(), input);
                StateHasChanged();
            });
        }
    }

    private async Task NameAsync(Actor actor, PurchaseOrderInput input)
    {
        _named = (input.VendorId, input.OrderId);
        var vendor = input.VendorId == 0 ? null : await vendorDetail.HandleAsync(actor, input.VendorId, CancellationToken.None);
        _vendor = vendor is { IsDone: true } ? vendor.Value.Vendor.Name : "";
        if (_lists is null && vendor is { IsDone: true })
        {
            _accountId = vendor.Value.Vendor.AccountId;
            await ReadListsAsync(actor);
        }

        var order = input.OrderId is { } id ? await orderDetail.HandleAsync(actor, id, CancellationToken.None) : null;
        _order = order is { IsDone: true } ? $"{order.Value.Order.Number} {order.Value.Order.Customer!.Name}" : "";
        _customerAddress = order is { IsDone: true } ? order.Value.Order.ShippingAddress : null;
    }

    private static string Name(OrderRow o) => $"{o.Number} {o.CustomerName}";

    private async Task<IReadOnlyList<VendorRow>> FindVendorsAsync(string typed, CancellationToken ct)
    {
        var found = await vendors.HandleAsync(await currentActor.GetAsync(), new ListRequest { Search = typed, PageSize = 10, AccountId = _accountId }, ct);
        return found.IsDone ? found.Value.Rows : [];
    }

    private async Task<IReadOnlyList<OrderRow>> FindOrdersAsync(string typed, CancellationToken ct)
    {
        var found = await orders.HandleAsync(await currentActor.GetAsync(), new OrderListRequest { Search = typed, PageSize = 10, AccountId = _accountId }, ct);
        return found.IsDone ? found.Value.Rows : [];
    }

    private async Task<IReadOnlyList<Product>> FindProductsAsync(string typed, CancellationToken ct) =>
        _lists is null ? [] : await findProducts.HandleAsync(await currentActor.GetAsync(), _lists.Account.Id, typed, ct);

    private void TakeVendor(VendorRow row) => _live.VendorId = row.Id;

    private void TakeOrder(OrderRow row) => _live.OrderId = row.Id;

    private void Changed() => StateHasChanged();

    private async Task<Result<Saved>> SaveAsync(Actor actor, SaveTarget target, PurchaseOrderInput input, CancellationToken ct)
    {
        var result = await save.HandleAsync(actor, target, input, ct);
        if (!result.IsDone)
        {
            // The save dropped blank rows from its copy: without them here too, what it says of "Lines[3]" is said of the right row.
            _live.DropBlanksAndTrim();
            PurchaseLineGrid.KeepBlankLast(_live.Lines);
        }

        return result;
    }
}
