namespace Valance.Export.Tests.Accounting;

/// <summary>Money received: what it settles, and what stays a credit.</summary>
internal static class PaymentCases
{
    public static readonly IReadOnlyList<AccountingCase> All =
    [
        new("An order paid in two parts", "Each payment is linked with the invoice. The receivable falls, and the money waits in Undeposited Funds.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "2001", Desk.Day(2), Desk.Line(2m, 150m));
            await desk.ExportAsync(await desk.PaymentAsync(customer, "CK-1", Desk.Day(3), 120m, (order, 120m)), await desk.PaymentAsync(customer, "CK-2", Desk.Day(9), 180m, (order, 180m)));
        }),
        new("An overpayment", "No more is linked than the invoice has open. The rest stays unapplied: the customer's credit.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "2002", Desk.Day(2), Desk.Line(1m, 200m));
            await desk.ExportAsync(await desk.PaymentAsync(customer, "CK-3", Desk.Day(3), 260m, (order, 200m)));
        }),
        new("An overpayment that pays the next order", "The unapplied rest is linked with a later invoice: the same payment gets a second line.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var first = await desk.OrderAsync(customer, "2003", Desk.Day(2), Desk.Line(1m, 200m));
            var payment = await desk.PaymentAsync(customer, "CK-4", Desk.Day(3), 260m, (first, 200m));
            await desk.ExportAsync(payment);
            var next = await desk.OrderAsync(customer, "2004", Desk.Day(20), Desk.Line(1m, 90m));
            await desk.ExportAsync(await desk.ChangeAsync(payment, p => p.Applications.Add(new() { OrderId = next.Id, Amount = 60m })));
        }),
        new("A deposit before the order is final", "It goes out as a payment without lines, and is linked when the order stands.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var deposit = await desk.PaymentAsync(customer, "CK-5", Desk.Day(2), 500m);
            await desk.ExportAsync(deposit);
            var order = await desk.OrderAsync(customer, "2005", Desk.Day(16), Desk.Line(4m, 299.5m));
            await desk.ExportAsync(await desk.ChangeAsync(deposit, p => p.Applications = [new() { OrderId = order.Id, Amount = 500m }]));
        }),
        new("One payment over several orders", "One payment with a line for each invoice of the customer.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var first = await desk.OrderAsync(customer, "2006", Desk.Day(2), Desk.Line(1m, 110.1m));
            var second = await desk.OrderAsync(customer, "2007", Desk.Day(4), Desk.Line(1m, 220.2m));
            var third = await desk.OrderAsync(customer, "2008", Desk.Day(6), Desk.Line(1m, 330.3m));
            await desk.ExportAsync(await desk.PaymentAsync(customer, "CK-6", Desk.Day(10), 500m, (first, 110.1m), (second, 220.2m), (third, 169.7m)));
        }),
        new("An order that is changed after it was paid", "The invoice is updated and its payment stays linked; what is added is open.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "2009", Desk.Day(2), Desk.Line(1m, 100m));
            await desk.ExportAsync(await desk.PaymentAsync(customer, "CK-7", Desk.Day(3), 100m, (order, 100m)));
            await desk.ExportAsync(await desk.ChangeAsync(order, o => o.Lines.Add(Desk.Line(1m, 45m, item: "Motor"))));
        }),
        new("A cancelled order that was paid", "The payment lets go of the invoice, which is then voided; the money stays the customer's credit.", async desk =>
        {
            var customer = await desk.CustomerAsync();
            var order = await desk.OrderAsync(customer, "2010", Desk.Day(2), Desk.Line(1m, 100m));
            await desk.ExportAsync(await desk.PaymentAsync(customer, "CK-8", Desk.Day(3), 100m, (order, 100m)));
            await desk.CancelAsync(order);
            await desk.ExportAsync(order);
        }),
    ];
}
