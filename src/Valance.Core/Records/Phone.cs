namespace Valance.Core.Records;

/// <summary>A phone number with the label that decides its place in QuickBooks: Main, Work, Home, Mobile, Cell, Fax, Other.</summary>
public sealed class Phone
{
    public string Label { get; set; } = "Main";

    public string Number { get; set; } = "";
}
