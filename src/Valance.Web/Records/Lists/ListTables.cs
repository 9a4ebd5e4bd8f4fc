using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Vendors;
using Valance.Web.BackgroundJobs;
using Valance.Web.Files;

namespace Valance.Web.Records.Lists;

/// <summary>The columns of each list's file.</summary>
internal static class ListTables
{
    public static readonly IReadOnlyList<TableColumn<CustomerRow>> Customers =
    [
        new("Name", c => c.Name, 28), new("Display name", c => c.DisplayName, 28), new("Company", c => c.CompanyName, 24), new("Phone", c => c.Phones.Count > 0 ? c.Phones[0].Number : "", 16),
        new("E-mail", c => c.Email, 28), new("City", c => c.City), new("State", c => c.State, 8), new("Cancelled", c => c.IsCancelled ? "Yes" : "", 10), new("Changed (UTC)", c => c.UpdatedAt, 18),
        new("Changed by", c => c.UpdatedBy),
    ];

    public static readonly IReadOnlyList<TableColumn<VendorRow>> Vendors =
    [
        new("Name", v => v.Name, 28), new("Display name", v => v.DisplayName, 28), new("Company", v => v.CompanyName, 24), new("Phone", v => v.Phones.Count > 0 ? v.Phones[0].Number : "", 16),
        new("E-mail", v => v.Email, 28), new("City", v => v.City), new("State", v => v.State, 8), new("Cancelled", v => v.IsCancelled ? "Yes" : "", 10), new("Changed (UTC)", v => v.UpdatedAt, 18),
        new("Changed by", v => v.UpdatedBy),
    ];

    public static readonly IReadOnlyList<TableColumn<OrderRow>> Orders =
    [
        new("Number", o => o.Number, 14), new("Date", o => o.CreatedOn, 12), new("Customer", o => o.CustomerName, 28), new("Sidemark", o => o.Sidemark, 28), new("Department", o => o.Department),
        new("Salesperson", o => o.Salesperson), new("Total", o => o.Total, 14), new("Balance", o => o.Balance, 14), new("Status", o => o.Status.ToString(), 12),
    ];

    public static readonly IReadOnlyList<TableColumn<PaymentRow>> Payments =
    [
        new("Received", p => p.ReceivedOn, 12), new("Customer", p => p.CustomerName, 28), new("Method", p => p.Method), new("Reference", p => p.ReferenceNumber),
        new("Orders", p => string.Join(", ", p.Orders.Select(o => o.Number)), 24), new("Amount", p => p.Amount, 14), new("Credit left", p => p.Unapplied, 14), new("Status", p => p.Status.ToString(), 12),
    ];

    public static readonly IReadOnlyList<TableColumn<PurchaseOrderRow>> PurchaseOrders =
    [
        new("Number", p => p.Number, 14), new("Date", p => p.Date, 12), new("Vendor", p => p.VendorName, 28), new("For order", p => p.OrderNumber, 14), new("Sidemark", p => p.Sidemark, 28),
        new("Status", p => p.Status.ToString(), 12), new("Total", p => p.Total, 14),
    ];

    public static readonly IReadOnlyList<TableColumn<JobRow>> Jobs =
    [
        new("Job", j => j.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), 10), new("Asked for (UTC)", j => j.CreatedAt, 18), new("Account", j => j.AccountName, 24),
        new("Kind", j => JobWords.Of(j.Kind), 22), new("What", j => j.Title, 32), new("State", j => JobWords.Of(j.State), 12), new("Cause", j => j.Cause, 22), new("Why", j => j.Summary, 60),
        new("Asked by", j => j.RequestedBy, 18), new("Ended (UTC)", j => j.EndedAt, 18), new("Dismissed by", j => j.DismissedBy, 16), new("Reason", j => j.DismissReason, 24),
    ];
}
