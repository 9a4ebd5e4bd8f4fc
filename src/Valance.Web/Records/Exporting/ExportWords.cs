using Valance.Core.Records;
using Valance.Core.Records.Exporting;

namespace Valance.Web.Records.Exporting;

/// <summary>How export states and kinds of records are called on screens.</summary>
public static class ExportWords
{
    public static string Of(ExportState state) => state switch
    {
        ExportState.NotExported => "Not exported",
        ExportState.NotReady => "Not ready",
        ExportState.Queued => "Queued",
        ExportState.Waiting => "Waiting",
        ExportState.Exported => "Exported",
        ExportState.ChangedSinceExport => "Changed since export",
        ExportState.ChangedInQuickBooks => "Changed in QuickBooks",
        ExportState.Failed => "Failed",
        ExportState.BeforeCutOff => "Before the cut-off",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>"3 purchase orders", "1 customer".</summary>
    public static string Count(RecordKind kind, int count) =>
        $"{count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} {(count == 1 ? One(kind) : Many(kind))}";

    public static string One(RecordKind kind) => kind switch
    {
        RecordKind.Customer => "customer",
        RecordKind.Vendor => "vendor",
        RecordKind.Order => "order",
        RecordKind.Payment => "payment",
        RecordKind.PurchaseOrder => "purchase order",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Many(RecordKind kind) => One(kind) + "s";

    /// <summary>The list's address; a record's is below it.</summary>
    public static string PathOf(RecordKind kind) => "/" + Many(kind).Replace(' ', '-');
}
