namespace Valance.Export.CompanyImports;

/// <summary>Reasons that more than one step gives.</summary>
internal static class Words
{
    public const string Inactive = "It is inactive in QuickBooks. Make it active there, then look again.";

    public const string Gone = "It is gone from QuickBooks.";

    public const string Correct = "Correct it in QuickBooks, then look again.";
}
