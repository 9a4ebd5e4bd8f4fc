namespace Valance.Core.Records;

/// <summary>The labels a phone may have; the label decides its place in QuickBooks.</summary>
public static class PhoneLabels
{
    public static IReadOnlyList<string> All { get; } = ["Main", "Work", "Home", "Mobile", "Cell", "Fax", "Other"];
}
