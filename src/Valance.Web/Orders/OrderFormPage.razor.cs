using Microsoft.AspNetCore.Components;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Records.Lists;
using Valance.Core.Records.Saving;
using Valance.Web.Records.Forms;
using Valance.Web.SignIn;

namespace Valance.Web.Orders;

/// <summary>The order form: the workplace where a sale is entered line by line, with its totals live.</summary>
public sealed partial class OrderFormPage(
    SaveOrder save, OrderDetail detail, ProposeOrderNumber proposeNumber, CustomerList customers, CustomerDetail customerDetail, ReadAccountLists readLists, FindProducts findProducts,
    CurrentActor currentActor, TimeProvider time)
{
    private OrderInput? _initial;
    private OrderInput _live = new();
    private AccountLists? _lists;
    private Order? _existing;
    private string _customer = "";
    private long _named;
    private string _title = "New order";
    private string? _refusal;
    private int _version;
    private decimal _paid;

    /// <summary>0 for a new order.</summary>
    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "customer")]
    public long? CustomerId { get; set; }

    private IReadOnlyList<Option<long?>> Departments =>
        [new(null, "None"), .. _lists?.Departments.Select(d => new Option<long?>(d.Id, d.Name)) ?? []];

    protected override async Task OnInitializedAsync()
    {
        var actor = await currentActor.GetAsync();
        if (Id != 0)
        {
            await BeginEditAsync(actor);
            return;
        }

        var input = new OrderInput { Salesperson = actor.AccountId is null ? "" : actor.Name, BillingAddress = new(), ShippingAddress = new() };
        await ReadListsAsync(actor, actor.AccountId, input);
        if (CustomerId is { } id && await customerDetail.HandleAsync(actor, id, CancellationToken.None) is { IsDone: true } found)
        {
            await TakeCustomerAsync(actor, found.Value.Customer, input);
        }

        LineGrid.KeepBlankLast(input.Lines);
        _initial = input;
    }

    private async Task BeginEditAsync(Actor actor)
    {
        var found = await detail.HandleAsync(actor, Id, CancellationToken.None);
        if (!found.IsDone || !found.Value.MayEdit)
        {
            _refusal = found.IsDone ? $"{found.Value.Order.Label} is cancelled, or your role may only look at it." : found.Problems[0].Message;
            return;
        }

        var order = _existing = found.Value.Order;
        (_title, _version, _paid) = ($"Edit order {order.Number}", order.Version, found.Value.Paid);
        var input = OrderInput.From(order);
        await ReadListsAsync(actor, order.AccountId, input);
        LineGrid.KeepBlankLast(input.Lines);
        _initial = input;
    }

    private async Task ReadListsAsync(Actor actor, long? accountId, OrderInput input)
    {
        if (await readLists.HandleAsync(actor, accountId, CancellationToken.None) is not { IsDone: true } lists)
        {
            return;
        }

        _lists = lists.Value;
        if (Id == 0)
        {
            input.CreatedOn ??= _lists.Today(time);
            input.DepartmentId ??= _lists.OwnDepartmentId;
            input.Number = input.Number.Length > 0 ? input.Number : await proposeNumber.HandleAsync(actor, accountId, CancellationToken.None);
            input.TaxCode = input.TaxCode.Length == 0 && _lists.TaxCodes.Count == 1 ? _lists.TaxCodes[0].Name : input.TaxCode;
        }
    }

    /// <summary>Remembers which input the form shows now: a draft or a conflict puts another in the place of the first.</summary>
    private void Use(OrderInput input)
    {
        _live = input;
        _live.BillingAddress ??= new();
        _live.ShippingAddress ??= new();
        if (_named != input.CustomerId)
        {
            _ = NameCustomerAsync(input.CustomerId);
        }
    }

    private async Task NameCustomerAsync(long id)
    {
        _named = id;
        _customer = "";
        if (id != 0 && await customerDetail.HandleAsync(await currentActor.GetAsync(), id, CancellationToken.None) is { IsDone: true } found)
        {
            _customer = found.Value.Customer.Name;
            if (_lists is null)
            {
                await ReadListsAsync(await currentActor.GetAsync(), found.Value.Customer.AccountId, _live);
            }
        }

        await InvokeAsync(StateHasChanged);
    }

    private async Task<IReadOnlyList<CustomerRow>> FindCustomersAsync(string typed, CancellationToken ct)
    {
        var found = await customers.HandleAsync(
            await currentActor.GetAsync(), new ListRequest { Search = typed, PageSize = 10, AccountId = _existing?.AccountId }, ct);
        return found.IsDone ? found.Value.Rows : [];
    }

    private async Task<IReadOnlyList<Product>> FindProductsAsync(string typed, CancellationToken ct) =>
        _lists is null ? [] : await findProducts.HandleAsync(await currentActor.GetAsync(), _lists.Account.Id, typed, ct);

    private async Task TakeCustomerAsync(CustomerRow row)
    {
        var actor = await currentActor.GetAsync();
        if (await customerDetail.HandleAsync(actor, row.Id, CancellationToken.None) is { IsDone: true } found)
        {
            await TakeCustomerAsync(actor, found.Value.Customer, _live);
        }
    }

    /// <summary>Terms, exemption and addresses come from the customer; an order that exists keeps what it has.</summary>
    private async Task TakeCustomerAsync(Actor actor, Customer customer, OrderInput input)
    {
        (_named, _customer, input.CustomerId) = (customer.Id, customer.Name, customer.Id);
        if (_lists?.Account.Id != customer.AccountId)
        {
            await ReadListsAsync(actor, customer.AccountId, input);
        }

        if (Id == 0)
        {
            input.Terms = customer.Terms;
            (input.TaxExempt, input.TaxExemptReason) = (!customer.Taxable, customer.TaxExemptReason);
            input.BillingAddress = customer.BillingAddress.Copy();
            input.ShippingAddress = (customer.ShippingAddresses.FirstOrDefault() ?? customer.BillingAddress).Copy();
        }
    }

    private static OrderTotals Totals(OrderInput input, decimal rate) => OrderTotals.Of(input.Lines, input.Charges, input.Amounts, rate);

    private OrderTotals Totals(OrderInput input) => Totals(input, input.TaxExempt ? 0m : Rate(input));

    /// <summary>As the save will take it: an order keeps the rate that it was sold with.</summary>
    private decimal Rate(OrderInput input) =>
        input.TaxCode.Length == 0 ? 0m
        : string.Equals(_existing?.TaxCode, input.TaxCode, StringComparison.OrdinalIgnoreCase) ? _existing!.TaxRatePercent
        : _lists?.TaxCodes.FirstOrDefault(c => string.Equals(c.Name, input.TaxCode, StringComparison.OrdinalIgnoreCase))?.RatePercent ?? 0m;

    private static IReadOnlyList<string> CategoriesOf(OrderInput input) =>
        [.. input.Lines.Select(l => l.Category.Trim()).Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    private void Changed() => StateHasChanged();

    private async Task<Result<Saved>> SaveAsync(Actor actor, SaveTarget target, OrderInput input, CancellationToken ct)
    {
        var result = await save.HandleAsync(actor, target, input, ct);
        if (!result.IsDone)
        {
            // The save dropped blank rows from its copy: without them here too, what it says of "Lines[3]" is said of the right row.
            _live.DropBlanksAndTrim();
            LineGrid.KeepBlankLast(_live.Lines);
        }

        return result;
    }
}
