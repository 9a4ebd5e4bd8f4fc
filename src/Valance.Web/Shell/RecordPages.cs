using System.Globalization;
using Valance.Core.Access;
using Valance.Core.Records;

namespace Valance.Web.Shell;

/// <summary>Where a record is looked at and changed, and by whom.</summary>
public static class RecordPages
{
    public static string List(RecordKind kind) => kind switch
    {
        RecordKind.Customer => "/customers",
        RecordKind.Vendor => "/vendors",
        RecordKind.Order => "/orders",
        RecordKind.Payment => "/payments",
        RecordKind.PurchaseOrder => "/purchase-orders",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Show(RecordKind kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{List(kind)}/{id}");

    public static string Edit(RecordKind kind, long id) => $"{Show(kind, id)}/edit";

    /// <summary>What an export would send.</summary>
    public static string Preview(RecordKind kind, long id) => $"{Show(kind, id)}/preview";

    /// <summary>What was sent last, what stands here and what QuickBooks holds.</summary>
    public static string Changes(RecordKind kind, long id) => $"{Show(kind, id)}/changes";

    public static bool MayEdit(Actor actor, RecordKind kind) =>
        actor.May(kind is RecordKind.Customer or RecordKind.Order ? Permission.EditCustomersAndOrders : Permission.EditBooks);
}
