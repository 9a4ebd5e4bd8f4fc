using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Holders;

namespace Valance.Export.Checks;

/// <summary>What a check may know beside the record. All parts may be unknown: then what needs them is not checked.</summary>
public sealed record CheckContext
{
    public static readonly CheckContext Nothing = new();

    /// <summary>The company's settings; null without a connection, or before its lists were read.</summary>
    public CompanyProfile? Company { get; init; }

    /// <summary>The Account's payment methods, to find two that are alike in their first 31 characters.</summary>
    public IReadOnlyCollection<string> PaymentMethods { get; init; } = [];

    /// <summary>Another record of ours that holds the customer's or vendor's display name; see <see cref="DisplayNameHolders"/>.</summary>
    public NameHolder? NameHolder { get; init; }

    /// <summary>Who holds the display name in QuickBooks already, other than the record itself; null where its names are not known.</summary>
    public ListedName? HolderInQuickBooks { get; init; }

    /// <summary>The document in QuickBooks, other than the record's own, that bears the number that would be sent; null where nobody does or its numbers are not known.</summary>
    public HeldRecord? NumberHolder { get; init; }

    /// <summary>Another record of ours that bears the number and goes first, as messages name it; see <see cref="OwnNumbers"/>.</summary>
    public string? OwnNumberHolder { get; init; }
}

/// <summary>Who of our own records bears a display name.</summary>
public sealed record NameHolder(RecordKind Kind, long RecordId, string Label, string DisplayName);

/// <summary>What a check found: the rule's name, the sentence, the field and the cure.</summary>
/// <param name="Name">The rule, which is also the failure's cause.</param>
/// <param name="Title">The rule in a few words, the same for every record that breaks it.</param>
/// <param name="Sentence">What is wrong with this record, in a bookkeeper's words.</param>
/// <param name="Cure">What to do about it.</param>
/// <param name="Suggestion">A value that would pass; null where a person must think.</param>
/// <param name="Blocks">False: the record is exported all the same, and the note says what is left out.</param>
public sealed record Finding(
    string Name, string Title, string Sentence, string Field, string? Value, string Cure, string? Suggestion, bool Blocks, Failure Failure)
{
    /// <summary>Whose it is, as messages name it.</summary>
    public string Record { get; init; } = "";

    /// <summary>Where the cure lies in a record that goes first.</summary>
    public RecordKey? Parent { get; init; }

    /// <summary>The cure lies in the settings, not in the record.</summary>
    public bool IsAboutMappings { get; init; }
}

/// <summary>A check, whatever kind of record it is about.</summary>
public interface ICheck
{
    string Name { get; }

    string Field { get; }

    string Rule { get; }

    bool Blocks { get; }
}

/// <summary>One rule of QuickBooks that our data can break, tried before anything is sent.</summary>
/// <param name="name">The cause that a failure of it has in the catalogue of explanations.</param>
/// <param name="about">The field that it is about, as the screen calls it.</param>
/// <param name="rule">What holds of a record that keeps it: "At most 500 characters".</param>
public abstract class Check<T>(string name, string about, string rule) : ICheck
    where T : Record
{
    public string Name => name;

    public string Field => about;

    public string Rule => rule;

    public virtual bool Blocks => true;

    /// <summary>A failure for each place where the record breaks the rule.</summary>
    public abstract IEnumerable<Failure> Find(T record, CheckContext context);

    protected Failure Fail(string? value = null, int? limit = null, string? at = null) => new(
        name, FailureCategory.Fixable, at ?? about, value, limit?.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
