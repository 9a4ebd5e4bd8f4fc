using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.JobWork.Correcting;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Customer = Valance.QuickBooks.Entities.Customer;
using Payment = Valance.QuickBooks.Entities.Payment;
using PurchaseOrder = Valance.QuickBooks.Entities.PurchaseOrder;
using Vendor = Valance.QuickBooks.Entities.Vendor;

namespace Valance.Export.Changes;

/// <summary>
/// How QuickBooks' value is written into our record's form. What stands here in other terms (lines, amounts, list entries) is none of these: there
/// QuickBooks' value only stands.
/// </summary>
internal static class TheirsIntoOurs
{
    public static readonly IReadOnlyDictionary<string, Action<CustomerInput, Customer>> OfCustomers = new Dictionary<string, Action<CustomerInput, Customer>>(StringComparer.Ordinal)
    {
        [Fields.DisplayName] = (c, q) => c.DisplayName = q.DisplayName ?? "",
        [Fields.FirstName] = (c, q) => c.FirstName = q.GivenName ?? "",
        [Fields.MiddleInitial] = (c, q) => c.MiddleInitial = q.MiddleName ?? "",
        [Fields.LastName] = (c, q) => c.LastName = q.FamilyName ?? "",
        [Fields.CompanyName] = (c, q) => c.CompanyName = q.CompanyName ?? "",
        [Fields.Email] = (c, q) => Corrections.OfCustomers[Fields.Email].Write(c, q.PrimaryEmailAddr?.Address ?? ""),
        [Fields.Phone] = (c, q) => Corrections.OfCustomers[Fields.Phone].Write(c, q.PrimaryPhone?.FreeFormNumber ?? ""),
        [Fields.MobilePhone] = (c, q) => Corrections.OfCustomers[Fields.MobilePhone].Write(c, q.Mobile?.FreeFormNumber ?? ""),
        [Fields.Fax] = (c, q) => Corrections.OfCustomers[Fields.Fax].Write(c, q.Fax?.FreeFormNumber ?? ""),
        [Fields.BillingAddress] = (c, q) => c.BillingAddress = Addresses.Ours(q.BillAddr),
        [Fields.ShippingAddress] = (c, q) => c.ShippingAddresses = [Addresses.Ours(q.ShipAddr), .. c.ShippingAddresses.Skip(1)],
    };

    public static readonly IReadOnlyDictionary<string, Action<VendorInput, Vendor>> OfVendors = new Dictionary<string, Action<VendorInput, Vendor>>(StringComparer.Ordinal)
    {
        [Fields.DisplayName] = (v, q) => v.DisplayName = q.DisplayName ?? "",
        [Fields.FirstName] = (v, q) => v.FirstName = q.GivenName ?? "",
        [Fields.LastName] = (v, q) => v.LastName = q.FamilyName ?? "",
        [Fields.CompanyName] = (v, q) => v.CompanyName = q.CompanyName ?? "",
        [Fields.Email] = (v, q) => v.Email = q.PrimaryEmailAddr?.Address ?? "",
        [Fields.Phone] = (v, q) => Corrections.OfVendors[Fields.Phone].Write(v, q.PrimaryPhone?.FreeFormNumber ?? ""),
        [Fields.MobilePhone] = (v, q) => Corrections.OfVendors[Fields.MobilePhone].Write(v, q.Mobile?.FreeFormNumber ?? ""),
        [Fields.Fax] = (v, q) => Corrections.OfVendors[Fields.Fax].Write(v, q.Fax?.FreeFormNumber ?? ""),
        [Fields.Address] = (v, q) => v.Address = Addresses.Ours(q.BillAddr),
        [Fields.AccountNumber] = (v, q) => v.AccountNumber = q.AcctNum ?? "",
    };

    public static readonly IReadOnlyDictionary<string, Action<OrderInput, Invoice>> OfOrders = new Dictionary<string, Action<OrderInput, Invoice>>(StringComparer.Ordinal)
    {
        [Fields.OrderNumber] = (o, q) => o.Number = q.DocNumber ?? o.Number,
        [Fields.CreatedOn] = (o, q) => o.CreatedOn = q.TxnDate ?? o.CreatedOn,
        [Fields.Sidemark] = (o, q) => o.Sidemark = q.CustomField?.Select(f => f.StringValue).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? "",
        [Fields.BillingAddress] = (o, q) => o.BillingAddress = Addresses.Ours(q.BillAddr),
        [Fields.ShippingAddress] = (o, q) => o.ShippingAddress = Addresses.Ours(q.ShipAddr),
    };

    public static readonly IReadOnlyDictionary<string, Action<PaymentInput, Payment>> OfPayments = new Dictionary<string, Action<PaymentInput, Payment>>(StringComparer.Ordinal)
    {
        [Fields.ReceivedOn] = (p, q) => p.ReceivedOn = q.TxnDate ?? p.ReceivedOn,
        [Fields.ReferenceNumber] = (p, q) => p.ReferenceNumber = q.PaymentRefNum ?? "",
    };

    public static readonly IReadOnlyDictionary<string, Action<PurchaseOrderInput, PurchaseOrder>> OfPurchaseOrders =
        new Dictionary<string, Action<PurchaseOrderInput, PurchaseOrder>>(StringComparer.Ordinal)
        {
            [Fields.PurchaseOrderNumber] = (p, q) => p.Number = q.DocNumber ?? p.Number,
            [Fields.Date] = (p, q) => p.Date = q.TxnDate ?? p.Date,
            [Fields.ShipTo] = (p, q) => p.ShipTo = Addresses.Ours(q.ShipAddr),
            // A purchase order is closed there when its bill comes in.
            [Fields.Status] = (p, q) => p.Status = q.POStatus == "Closed" && p.Status == PurchaseOrderStatus.Open ? PurchaseOrderStatus.Received : p.Status,
        };

    /// <summary>Whether our record can take the value.</summary>
    public static bool Takes(RecordKind kind, string field) => kind switch
    {
        RecordKind.Customer => OfCustomers.ContainsKey(field),
        RecordKind.Vendor => OfVendors.ContainsKey(field),
        RecordKind.Order => OfOrders.ContainsKey(field),
        RecordKind.Payment => OfPayments.ContainsKey(field),
        RecordKind.PurchaseOrder => OfPurchaseOrders.ContainsKey(field),
        _ => false,
    };
}
