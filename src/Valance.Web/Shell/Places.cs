using MudBlazor;
using Valance.Core.Access;

namespace Valance.Web.Shell;

/// <summary>Somewhere to go, and the permission without which it is not shown.</summary>
public sealed record Place(string Name, string Href, string Icon, Permission Needs);

public static class Places
{
    private static readonly Place[] MainPlaces =
    [
        new("Customers", "/customers", Icons.Material.Rounded.PeopleAlt, Permission.ViewCustomersAndOrders),
        new("Orders", "/orders", Icons.Material.Rounded.ReceiptLong, Permission.ViewCustomersAndOrders),
        new("Payments", "/payments", Icons.Material.Rounded.Payments, Permission.ViewBooks),
        new("Purchase orders", "/purchase-orders", Icons.Material.Rounded.LocalShipping, Permission.ViewBooks),
        new("Vendors", "/vendors", Icons.Material.Rounded.Storefront, Permission.ViewBooks),
    ];

    private static readonly Place[] ToolPlaces =
    [
        new("Background Jobs", "/background-jobs", Icons.Material.Rounded.Checklist, Permission.ViewJobs),
        new("Export to QuickBooks", "/tools/export", Icons.Material.Rounded.CloudUpload, Permission.Export),
        new("Export settings", "/tools/export-settings", Icons.Material.Rounded.EventRepeat, Permission.ManageConnection),
        new("QuickBooks connection", "/tools/connection", Icons.Material.Rounded.Link, Permission.ManageConnection),
        new("Mappings", "/tools/mappings", Icons.Material.Rounded.SwapHoriz, Permission.ManageMappings),
        new("Match with QuickBooks", "/tools/matching", Icons.Material.Rounded.JoinInner, Permission.EditBooks),
        new("Reconcile", "/tools/reconcile", Icons.Material.Rounded.Balance, Permission.ViewBooks),
        new("Import", "/tools/import", Icons.Material.Rounded.UploadFile, Permission.Import),
        new("Users", "/users", Icons.Material.Rounded.ManageAccounts, Permission.ManageUsers),
        new("Accounts", "/accounts", Icons.Material.Rounded.Apartment, Permission.ManageSite),
        new("API keys", "/tools/api-keys", Icons.Material.Rounded.Key, Permission.ManageUsers),
        new("Audit", "/tools/audit", Icons.Material.Rounded.ManageSearch, Permission.ViewAudit),
        new("Webhook", "/tools/webhook", Icons.Material.Rounded.Webhook, Permission.ManageConnection),
        new("Help: what messages mean", "/help/causes", Icons.Material.Rounded.HelpOutline, Permission.ViewJobs),
    ];

    public static IEnumerable<Place> ForRecords(Actor actor) => MainPlaces.Where(p => actor.May(p.Needs));

    public static IEnumerable<Place> ForTools(Actor actor) => ToolPlaces.Where(p => actor.May(p.Needs));
}
