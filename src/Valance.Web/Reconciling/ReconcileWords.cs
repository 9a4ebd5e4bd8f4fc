using Valance.Core.Reconciling;
using Valance.Core.Records;

namespace Valance.Web.Reconciling;

/// <summary>How the comparison of both books reads on screens and in files.</summary>
public static class ReconcileWords
{
    /// <summary>What QuickBooks calls each kind.</summary>
    public static string There(RecordKind kind) => kind switch
    {
        RecordKind.Order => "Invoices",
        _ => BackgroundJobs.JobWords.Plural(kind),
    };

    public static string Of(DifferenceKind difference) => difference switch
    {
        DifferenceKind.OnlyHere => "Only in Valance",
        DifferenceKind.OnlyThere => "Only in QuickBooks",
        DifferenceKind.Different => "Different",
        DifferenceKind.Voided => "Voided there",
        DifferenceKind.Deleted => "Deleted there",
        DifferenceKind.Twice => "Twice there",
        _ => throw new ArgumentOutOfRangeException(nameof(difference), difference, null),
    };

    public static string Of(ReconcileAction action) => action switch
    {
        ReconcileAction.Export => "Export",
        ReconcileAction.Link => "Link the two",
        ReconcileAction.Update => "Send ours",
        ReconcileAction.ExportAnew => "Export again",
        ReconcileAction.LookThere => "Look in QuickBooks",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    public static string Of(FindingState state) => state switch
    {
        FindingState.Open => "Open",
        FindingState.Ignored => "Ignored",
        FindingState.Done => "Done",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
