using Valance.Core.Orders;

namespace Valance.Web.Orders;

internal static class OrderWords
{
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.ReadyToInvoice => "Ready to invoice",
        OrderStatus.Cancelled => "Cancelled",
        _ => "Open",
    };
}
