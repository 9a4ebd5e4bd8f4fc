using Valance.Export.Failures;

namespace Valance.Export.Catalogue;

/// <summary>Something of ours that nothing in the company's lists stands for.</summary>
/// <param name="Field">Ours, as the screen calls it.</param>
/// <param name="Name">Ours.</param>
/// <param name="New">How it would be created; null where it cannot be.</param>
/// <param name="Mapping">Which mapping would stand for it.</param>
public sealed record MissingEntry(string Cause, string Field, string Name, MappingNeed Mapping, NewEntry? New = null, string? Detail = null)
{
    public Failure ToFailure() => new(Cause, FailureCategory.Fixable, Field, Name, Detail: Detail) { Mapping = Mapping };
}

/// <summary>An entry to be created in one of the company's lists. Tax codes are only matched, never created.</summary>
public abstract record NewEntry(string Name)
{
    /// <summary>What is bought and sold. Matched among items that can be sold, never categories.</summary>
    /// <param name="Type"><c>Service</c> or <c>NonInventory</c>.</param>
    /// <param name="ExpenseAccountId">Where it is bought too.</param>
    public sealed record Item(string Name, string Type, string IncomeAccountId, string? ExpenseAccountId) : NewEntry(Name);

    public sealed record Terms(string Name, int DueDays) : NewEntry(Name);

    public sealed record PaymentMethod(string Name, bool IsCard) : NewEntry(Name);

    /// <param name="Name">With its parents, parted by colons.</param>
    public sealed record Department(string Name) : NewEntry(Name);
}
