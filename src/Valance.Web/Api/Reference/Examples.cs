using System.Text.Json;
using System.Text.Json.Nodes;
using Valance.Core.Orders;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Customers;
using Valance.Web.Api.Jobs;
using Valance.Web.Api.Orders;
using Valance.Web.Api.Payments;
using Valance.Web.Api.PurchaseOrders;
using Valance.Web.Api.Records;
using Valance.Web.Api.Vendors;

namespace Valance.Web.Api.Reference;

/// <summary>A body of each kind that can be sent, and a problem. Made of the types themselves, so that they cannot grow stale.</summary>
internal static class Examples
{
    private static readonly AddressContent Elm = new() { Line1 = "1 Elm St", City = "Austin", State = "TX", Zip = "78701" };

    private static readonly Dictionary<Type, object> All = new()
    {
        [typeof(CustomerContent)] = new CustomerContent
        {
            Name = "George Foreman",
            FirstName = "George",
            LastName = "Foreman",
            Emails = ["george@example.com"],
            Phones = [new PhoneContent { Label = "Mobile", Number = "512-555-0100" }],
            BillingAddress = Elm,
        },
        [typeof(VendorContent)] = new VendorContent { CompanyName = "Northern Shades Supply", Email = "sales@northern.example", Address = Elm, AccountNumber = "D-1042" },
        [typeof(OrderContent)] = new OrderContent
        {
            Number = "1042",
            CustomerId = 7,
            CreatedOn = new DateOnly(2026, 11, 24),
            Sidemark = "Foreman - kitchen",
            Lines = [new OrderLineContent { Item = "Roller shade", Category = "Shades", Room = "Kitchen", Color = "Linen", Size = "36 x 60", Quantity = 2m, UnitPrice = 149.95m }],
            Charges = [new AdditionalChargeContent { Name = "Installation", Amount = 85m }],
            Amounts = [new AdditionalAmountContent { Name = "Fall sale", Kind = AdditionalAmountKind.Discount, IsPercent = true, Value = 10m }],
        },
        [typeof(PaymentContent)] = new PaymentContent
        {
            CustomerId = 7,
            ReceivedOn = new DateOnly(2026, 11, 24),
            Amount = 200m,
            Method = "Check",
            ReferenceNumber = "1001",
            Applications = [new AppliedContent { OrderId = 12, Amount = 200m }],
        },
        [typeof(PurchaseOrderContent)] = new PurchaseOrderContent
        {
            Number = "P-1042",
            VendorId = 3,
            OrderId = 12,
            Date = new DateOnly(2026, 11, 24),
            ShipTo = Elm,
            Lines = [new PurchaseLineContent { Item = "Roller shade", Quantity = 2m, UnitCost = 61.2m }],
        },
        [typeof(FixContent)] = new FixContent { Fix = JobFix.Rename, Value = "George Foreman (Austin)" },
        [typeof(DismissContent)] = new DismissContent { Reason = "Entered in QuickBooks by hand." },
        [typeof(ApiProblem)] = ApiProblem.Invalid([new FieldProblem("lines[0].quantity", "Line 1: the quantity must be above zero.")]),
    };

    public static JsonNode? Of(Type type) => All.TryGetValue(type, out var example) ? JsonSerializer.SerializeToNode(example, type, ApiJson.Options) : null;
}
