using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Accounts;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.PurchaseOrders;

namespace Valance.Core.Orders;

public static class OrdersFeature
{
    /// <summary>Use cases and queries of orders, payments and purchase orders.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services) => services
        .AddSingleton<SaveOrder>().AddSingleton<CancelOrder>().AddSingleton<MarkReadyToInvoice>().AddSingleton<OrderList>().AddSingleton<OrderDetail>().AddSingleton<ProposeOrderNumber>()
        .AddSingleton<SavePayment>().AddSingleton<CancelPayment>().AddSingleton<PaymentList>().AddSingleton<PaymentDetail>().AddSingleton<OpenOrders>().AddSingleton<RefundChoices>()
        .AddSingleton<SavePurchaseOrder>().AddSingleton<MovePurchaseOrder>().AddSingleton<ProposePurchaseOrder>()
        .AddSingleton<PurchaseOrderList>().AddSingleton<PurchaseOrderDetail>()
        .AddSingleton<ReadAccountLists>().AddSingleton<FindProducts>();
}
