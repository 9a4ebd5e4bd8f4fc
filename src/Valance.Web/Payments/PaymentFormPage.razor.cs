using Microsoft.AspNetCore.Components;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records.Lists;
using Valance.Core.Records.Saving;
using Valance.Web.SignIn;

namespace Valance.Web.Payments;

/// <summary>The payment form: proposes the customer's open orders and spreads the amount over them, oldest first, until somebody spreads it by hand.</summary>
public sealed partial class PaymentFormPage(
    SavePayment save, PaymentDetail detail, OpenOrders openOrders, RefundChoices refundChoices, CustomerList customers, CustomerDetail customerDetail, ReadAccountLists readLists,
    CurrentActor currentActor, TimeProvider time)
{
    private PaymentInput? _initial;
    private PaymentInput _live = new();
    private IReadOnlyList<OpenOrder> _open = [];
    private IReadOnlyList<string> _methods = [];
    private string _customer = "";
    private long _known = -1;
    private long? _accountId;
    private string _title = "New payment";
    private string? _refusal;
    private int _version;
    private bool _byHand;
    private RefundChoicesOf _choices = new([], []);
    private decimal _taken;

    /// <summary>0 for a new payment.</summary>
    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "customer")]
    public long? CustomerId { get; set; }

    /// <summary>The order that somebody came from: it is settled first.</summary>
    [SupplyParameterFromQuery(Name = "order")]
    public long? OrderId { get; set; }

    /// <summary>The payment that somebody came from to enter a refund of it.</summary>
    [SupplyParameterFromQuery(Name = "refunds")]
    public long? RefundsPaymentId { get; set; }

    private bool IsRefund => _live.Amount < 0m;

    private bool IsStandingRefund => Id != 0 && _initial?.Refund != RefundKind.None;

    private string From => IsRefund ? "From this credit" : "From this payment";

    protected override async Task OnInitializedAsync()
    {
        var actor = await currentActor.GetAsync();
        var input = new PaymentInput();
        if (Id != 0)
        {
            var found = await detail.HandleAsync(actor, Id, CancellationToken.None);
            if (!found.IsDone || !found.Value.MayEdit)
            {
                _refusal = found.IsDone ? $"{found.Value.Payment.Label} is cancelled or undone, or your role may only look at it." : found.Problems[0].Message;
                return;
            }

            var payment = found.Value.Payment;
            (input, _version, _title, _byHand, _accountId) = (PaymentInput.From(payment), payment.Version, $"Edit {payment.Label}", true, payment.AccountId);
            _taken = payment.Undone + payment.Returned;
            await ReadListsAsync(actor, payment.AccountId, input);
        }
        else
        {
            await ReadListsAsync(actor, actor.AccountId, input);
            input.CustomerId = CustomerId ?? 0;
        }

        await KnowCustomerAsync(actor, input);
        if (Id == 0 && _open.FirstOrDefault(o => o.Id == OrderId) is { } order)
        {
            input.Amount = order.Open;
            Spread(input);
        }

        if (Id == 0 && _choices.Payments.FirstOrDefault(p => p.Id == RefundsPaymentId) is { } refunded)
        {
            // A credit is what is given back most often; without one the payment itself did not hold.
            (input.Refund, input.Amount) = refunded.Credit > 0m ? (RefundKind.ReturnsCredit, -refunded.Credit) : (RefundKind.UndoesPayment, -refunded.MayUndo);
            (input.RefundsPaymentId, _title) = (refunded.Id, $"Refund of {refunded.Label}");
        }

        (_initial, _live) = (input, input);
    }

    private async Task ReadListsAsync(Actor actor, long? accountId, PaymentInput input)
    {
        if (await readLists.HandleAsync(actor, accountId, CancellationToken.None) is { IsDone: true } lists)
        {
            _methods = lists.Value.PaymentMethods;
            input.ReceivedOn ??= lists.Value.Today(time);
        }
    }

    /// <summary>Reads the customer's name and open orders, and gives the input one row for each, in their order.</summary>
    private async Task KnowCustomerAsync(Actor actor, PaymentInput input)
    {
        _known = input.CustomerId;
        var found = input.CustomerId == 0 ? null : await customerDetail.HandleAsync(actor, input.CustomerId, CancellationToken.None);
        _customer = found is { IsDone: true } ? found.Value.Customer.Name : "";
        _open = found is { IsDone: true }
            ? [.. (await openOrders.HandleAsync(actor, input.CustomerId, Id, CancellationToken.None)).OrderByDescending(o => o.Id == OrderId)]
            : [];
        _choices = found is { IsDone: true } ? await refundChoices.HandleAsync(actor, input.CustomerId, CancellationToken.None) : new([], []);
        if (_methods.Count == 0 && found is { IsDone: true })
        {
            await ReadListsAsync(actor, found.Value.Customer.AccountId, input);
        }

        var applied = input.Applications.GroupBy(a => a.OrderId).ToDictionary(g => g.Key, g => g.Sum(a => a.Amount));
        input.Applications = [.. _open.Select(o => new AppliedInput { OrderId = o.Id, Amount = applied.GetValueOrDefault(o.Id) })];
    }

    /// <summary>A draft or a conflict puts another input in the place of the first: its customer must be known anew.</summary>
    private void Use(PaymentInput input)
    {
        if (!ReferenceEquals(_live, input) && (input.CustomerId != _known || input.Applications.Count != _open.Count))
        {
            _byHand = true;
            _ = InvokeAsync(async () =>
            {
                await KnowCustomerAsync(await currentActor.GetAsync(), input);
                StateHasChanged();
            });
        }

        _live = input;
    }

    private async Task<IReadOnlyList<CustomerRow>> FindCustomersAsync(string typed, CancellationToken ct)
    {
        var found = await customers.HandleAsync(await currentActor.GetAsync(), new ListRequest { Search = typed, PageSize = 10, AccountId = _accountId }, ct);
        return found.IsDone ? found.Value.Rows : [];
    }

    private Task TakeCustomerAsync(CustomerRow row) => TakeCustomerAsync(row.Id);

    private async Task TakeCustomerAsync(long id)
    {
        (_live.CustomerId, _live.Applications, _byHand) = (id, [], false);
        (_live.RefundsPaymentId, _live.RefundsOrderId) = (null, null);
        await KnowCustomerAsync(await currentActor.GetAsync(), _live);
        Spread(_live);
    }

    private void SetAmount(decimal amount)
    {
        _live.Amount = amount;
        if (!IsStandingRefund)
        {
            RefundFields.Propose(_live, _choices);
        }

        if (!_byHand)
        {
            Spread(_live);
        }
    }

    private void Apply(AppliedInput applied, decimal amount) => (applied.Amount, _byHand) = (amount, true);

    private void Split(bool byHand)
    {
        _byHand = byHand;
        Spread(_live);
    }

    private void ApplyNothing()
    {
        _byHand = true;
        _live.Applications.ForEach(a => a.Amount = 0m);
    }

    private void Spread(PaymentInput input)
    {
        var toSpread = input.Amount >= 0m ? input.Amount - _taken : input.Refund == RefundKind.GrantsCredit ? -input.Amount - _taken : 0m;
        var split = OpenOrders.Split(toSpread, _open, input.RefundsOrderId ?? OrderId ?? 0).ToDictionary(a => a.OrderId, a => a.Amount);
        input.Applications.ForEach(a => a.Amount = split.GetValueOrDefault(a.OrderId));
    }

    private void Changed() => StateHasChanged();

    private void RefundChanged()
    {
        if (!_byHand)
        {
            Spread(_live);
        }

        StateHasChanged();
    }

    private async Task<Result<Saved>> SaveAsync(Actor actor, SaveTarget target, PaymentInput input, CancellationToken ct)
    {
        var result = await save.HandleAsync(actor, target, input, ct);
        if (result.Refusal != Refusal.Invalid)
        {
            return result;
        }

        // The save leaves out what is 0: its "Applications[1]" is another row here.
        var rows = input.Applications.ConvertAll(a => _live.Applications.FindIndex(r => r.OrderId == a.OrderId));
        return Result<Saved>.Invalid([.. result.Problems.Select(p => p with { Field = RowOf(p.Field, rows) })]);
    }

    private static string RowOf(string field, List<int> rows)
    {
        var sent = Enumerable.Range(0, rows.Count).Where(i => string.Equals(field, $"Applications[{i}]", StringComparison.Ordinal)).DefaultIfEmpty(-1).First();
        return sent >= 0 && rows[sent] >= 0 ? $"Applications[{rows[sent]}]" : field;
    }
}
