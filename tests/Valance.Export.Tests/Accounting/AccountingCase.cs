namespace Valance.Export.Tests.Accounting;

/// <summary>One matter of a bookkeeper, entered, exported and looked at in both books.</summary>
/// <param name="Name">As the document's heading names it.</param>
/// <param name="Words">What happens, and what each step becomes in QuickBooks.</param>
/// <param name="Act">Enters and exports.</param>
internal sealed record AccountingCase(string Name, string Words, Func<Desk, Task> Act)
{
    /// <summary>Null where the two books agree to the cent; else why a difference stands, which History must say too.</summary>
    public string? Differs { get; init; }
}
