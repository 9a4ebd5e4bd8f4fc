using Valance.Core.Payments.Refunds;

namespace Valance.Export.Tests.Accounting;

/// <summary>Money and goods that go back: each kind of refund as mapping.md says.</summary>
internal static class RefundCases
{
    public static readonly IReadOnlyList<AccountingCase> All =
    [
        new("A check that bounced", "The refund undoes the payment whole: the payment is voided in QuickBooks, and its order is open again.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "3001", Desk.Day(2), Desk.Line(1m, 180m));
            var payment = await desk.PaymentAsync(customer, "CK-20", Desk.Day(3), 180m, (order, 180m));
            await desk.ExportAsync(payment);
            await desk.ExportAsync(await desk.RefundAsync(customer, "", Desk.Day(9), 180m, RefundKind.UndoesPayment, r => r.RefundsPaymentId = payment.Id));
        }),
        new("A payment that was entered too high", "The refund undoes a part of the payment: it is lowered in QuickBooks, its credit first, then what it settles of the newest order.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "3002", Desk.Day(2), Desk.Line(1m, 150m));
            var payment = await desk.PaymentAsync(customer, "CK-21", Desk.Day(3), 170m, (order, 150m));
            await desk.ExportAsync(payment);
            await desk.ExportAsync(await desk.RefundAsync(customer, "", Desk.Day(4), 90m, RefundKind.UndoesPayment, r => r.RefundsPaymentId = payment.Id));
        }),
        new("A payment that was undone before it was exported", "Nothing of the two is sent: they never stood in QuickBooks.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "3003", Desk.Day(2), Desk.Line(1m, 55.5m));
            var payment = await desk.PaymentAsync(customer, "CK-22", Desk.Day(3), 55.5m, (order, 55.5m));
            await desk.ExportAsync(order, await desk.RefundAsync(customer, "", Desk.Day(3), 55.5m, RefundKind.UndoesPayment, r => r.RefundsPaymentId = payment.Id));
        }),
        new("An overpayment that is given back", "A check to receivables, with the customer as payee; the payment that holds the credit is then linked with it, so that neither stays open.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "3004", Desk.Day(2), Desk.Line(1m, 200m));
            var payment = await desk.PaymentAsync(customer, "CK-23", Desk.Day(3), 260m, (order, 200m));
            await desk.ExportAsync(payment);
            await desk.ExportAsync(await desk.RefundAsync(customer, "501", Desk.Day(12), 60m, RefundKind.ReturnsCredit, r => r.RefundsPaymentId = payment.Id));
        }),
        new("A part of a deposit that is given back", "Not by check, so it is an expense. What is left of the deposit pays the order.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var deposit = await desk.PaymentAsync(customer, "CK-24", Desk.Day(2), 500m);
            var refund = await desk.RefundAsync(customer, "", Desk.Day(5), 125.25m, RefundKind.ReturnsCredit, r => (r.RefundsPaymentId, r.Method) = (deposit.Id, "Visa"));
            var order = await desk.OrderAsync(customer, "3005", Desk.Day(8), Desk.Line(1m, 374.75m));
            await desk.ExportAsync(await desk.ChangeAsync(deposit, p => p.Applications = [new() { OrderId = order.Id, Amount = 374.75m }]), refund);
        }),
        new("Goods that came back for money", "A refund receipt takes the sale and its tax back and pays from the bank. Receivables are not touched: the invoice stays paid.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "3006", Desk.Day(2), o => (o.TaxCode, o.Lines) = ("Austin", [Desk.Line(4m, 120m)]));
            await desk.ExportAsync(await desk.PaymentAsync(customer, "CK-25", Desk.Day(3), order.Total, (order, order.Total)));
            await desk.ExportAsync(await desk.RefundAsync(customer, "502", Desk.Day(20), 129.9m, RefundKind.ReturnsMoney, r => (r.RefundsOrderId, r.RefundTax) = (order.Id, 9.9m)));
        }),
        new("A price that is lowered while the order is open", "A credit memo takes the sale and its tax back, and a payment of nothing settles the invoice with it.", async desk =>
        {
            await desk.TaxCodeAsync("Austin", 8.25m, "Texas Comptroller");
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "3007", Desk.Day(2), o => (o.TaxCode, o.Lines) = ("Austin", [Desk.Line(1m, 800m), Desk.Line(1m, 90m, taxable: false, item: "Repair")]));
            await desk.ExportAsync(order);
            await desk.ExportAsync(await desk.RefundAsync(customer, "", Desk.Day(15), 100m, RefundKind.GrantsCredit, r =>
                (r.RefundsOrderId, r.RefundTax, r.Applications) = (order.Id, 6.2m, [new() { OrderId = order.Id, Amount = 100m }])));
        }),
        new("A credit that pays another order and is given back in part", "The credit memo is put to use by one payment of nothing: a line for the other invoice, one for the check.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "3008", Desk.Day(2), Desk.Line(1m, 300m));
            await desk.ExportAsync(await desk.PaymentAsync(customer, "CK-26", Desk.Day(3), 300m, (order, 300m)));
            var next = await desk.OrderAsync(customer, "3009", Desk.Day(10), Desk.Line(1m, 75m));
            var credit = await desk.RefundAsync(customer, "", Desk.Day(11), 120m, RefundKind.GrantsCredit, r => (r.RefundsOrderId, r.Applications) = (order.Id, [new() { OrderId = next.Id, Amount = 75m }]));
            await desk.ExportAsync(credit);
            await desk.ExportAsync(await desk.RefundAsync(customer, "503", Desk.Day(12), 30m, RefundKind.ReturnsCredit, r => r.RefundsPaymentId = credit.Id));
        }),
        new("Refunds that were entered by mistake", "Cancelled here, they are taken back in QuickBooks: what is linked lets go first, then check, receipt and credit memo are deleted.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "3010", Desk.Day(2), Desk.Line(1m, 100m));
            var payment = await desk.PaymentAsync(customer, "CK-27", Desk.Day(3), 140m, (order, 90m));
            var returned = await desk.RefundAsync(customer, "504", Desk.Day(4), 20m, RefundKind.ReturnsCredit, r => r.RefundsPaymentId = payment.Id);
            var lowered = await desk.RefundAsync(customer, "", Desk.Day(4), 5m, RefundKind.UndoesPayment, r => r.RefundsPaymentId = payment.Id);
            var receipt = await desk.RefundAsync(customer, "505", Desk.Day(5), 15m, RefundKind.ReturnsMoney, r => r.RefundsOrderId = order.Id);
            var credit = await desk.RefundAsync(customer, "", Desk.Day(6), 10m, RefundKind.GrantsCredit, r => (r.RefundsOrderId, r.Applications) = (order.Id, [new() { OrderId = order.Id, Amount = 10m }]));
            // One by one: what goes side by side has no order that a document could tell.
            foreach (var record in new[] { payment, returned, lowered, receipt, credit })
            {
                await desk.ExportAsync(record);
            }

            await BothBooks.AgreeAsync(desk);
            foreach (var refund in new[] { returned, lowered, receipt, credit })
            {
                await desk.CancelAsync(refund);
                await desk.ExportAsync(refund);
            }
        }),
    ];
}
