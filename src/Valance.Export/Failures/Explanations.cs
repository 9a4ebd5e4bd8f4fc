using System.Text.RegularExpressions;

namespace Valance.Export.Failures;

/// <summary>The catalogue: what each cause means in a bookkeeper's words, why it happened, what to do. Made when it is read, never stored.</summary>
public static class Explanations
{
    private static readonly (string Name, KeyValuePair<string, Entry>[] Entries)[] Parts =
    [
        ("Names", NameEntries.All),
        ("Single values", ValueEntries.All),
        ("Amounts, lines and dates", MoneyEntries.All),
        ("QuickBooks' settings and mappings", SetupEntries.All),
        ("The books", BooksEntries.All),
        ("Seldom", ListEntries.All),
        ("The connection", ConnectionEntries.All),
        ("Faults of the program", DefectEntries.All),
        ("Imports", ImportEntries.All),
        ("Found beforehand", ReadinessEntries.All),
    ];

    private static readonly Dictionary<string, Entry> Entries = new(Parts.SelectMany(part => part.Entries), StringComparer.Ordinal);

    /// <summary>All causes that have an entry, for the help pages.</summary>
    public static IReadOnlyCollection<string> Causes => Entries.Keys;

    /// <summary>The causes by what they are about, in the order in which help lists them.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Causes)> Chapters { get; } =
        [.. Parts.Select(part => (part.Name, (IReadOnlyList<string>)[.. part.Entries.Select(e => e.Key)]))];

    /// <summary>QuickBooks' codes that lead to a cause; empty where its text decides, or where the cause is found here.</summary>
    public static IReadOnlyList<string> CodesOf(string cause) => CodeTable.CodesOf(cause);

    /// <summary>Every failure has an explanation with at least one fix; a cause without an entry reads as unknown.</summary>
    /// <param name="failure">The facts.</param>
    /// <param name="recordTitle">How messages name the record: "Customer George Foreman".</param>
    public static Explanation Of(Failure failure, string recordTitle)
    {
        var entry = Entries.TryGetValue(failure.Cause, out var known) ? known : Entries[CodeTable.Unknown];
        var told = new Told(failure, recordTitle);
        return new(failure.Cause, entry.Title, entry.What(told), entry.Why(told), entry.ToDo(told), entry.Fixes(told));
    }
}

/// <summary>How one cause reads.</summary>
internal sealed record Entry(
    string Title, Func<Told, string> What, Func<Told, string> Why, Func<Told, string> ToDo, Func<Told, IReadOnlyList<Fix>> Fixes)
{
    public static KeyValuePair<string, Entry> Of(
        string cause, string title, Func<Told, string> what, string why, string toDo, params Fix[] fixes) =>
        new(cause, new Entry(title, what, _ => why, _ => toDo, _ => fixes));

    public static KeyValuePair<string, Entry> Of(
        string cause, string title, Func<Told, string> what, string why, string toDo, Func<Told, IReadOnlyList<Fix>> fixes) =>
        new(cause, new Entry(title, what, _ => why, _ => toDo, fixes));

    public static KeyValuePair<string, Entry> Of(
        string cause, string title, Func<Told, string> what, Func<Told, string> why, Func<Told, string> toDo, Func<Told, IReadOnlyList<Fix>> fixes) =>
        new(cause, new Entry(title, what, why, toDo, fixes));
}

/// <summary>A failure as sentences need it.</summary>
internal sealed partial record Told(Failure Failure, string Record)
{
    private const int MostOfValue = 60;

    /// <summary>With the article, as in a sentence: "the display name".</summary>
    public string Field => Failure.Field is { Length: > 0 } name ? $"the {char.ToLowerInvariant(name[0])}{name[1..]}" : "a value";

    /// <summary>In quotation marks, shortened where it is long; empty where it is not known.</summary>
    public string Value => Failure.Value is { Length: > 0 } value ? $" \"{(value.Length > MostOfValue ? $"{value[..MostOfValue].TrimEnd()}…" : value)}\"" : "";

    public string Limit => Failure.Limit is { Length: > 0 } limit ? $"{limit} characters" : "fewer characters";

    /// <summary>QuickBooks' own words, where they say more than we know; its bare ids tell a person nothing and stand in the History alone.</summary>
    public string OwnWords => WithoutIds is { Length: > 0 } words ? $" QuickBooks says: {words}" : "";

    private string? WithoutIds => (Failure.Detail ?? Failure.Message) is { } words ? BareId().Replace(words, "").Trim() : null;

    /// <summary>What Intuit's support asks for.</summary>
    public string ForSupport => string.Join(", ", new[]
    {
        Failure.Code is { } code ? $"code {code}" : "",
        Failure.Element is { } element ? $"element {element}" : "",
        Failure.HttpStatus is { } status ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"HTTP status {status}") : "",
        Failure.IntuitTid is { } tid ? $"intuit_tid {tid}" : "",
    }.Where(part => part.Length > 0)) is { Length: > 0 } facts ? facts : "no details came";

    [GeneratedRegex("""( with)? (TxnId=|element id |Id[:=] ?)\d+""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BareId();
}

/// <summary>The actions, as their buttons read.</summary>
internal static class Fixes
{
    public static readonly Fix Retry = new(FixKind.Retry, "Try again");
    public static readonly Fix Dismiss = new(FixKind.Dismiss, "Dismiss with a reason");
    public static readonly Fix Reconnect = new(FixKind.Reconnect, "Connect to QuickBooks again");
    public static readonly Fix Mappings = new(FixKind.OpenMappings, "Open the mappings");
    public static readonly Fix SendAnew = new(FixKind.SendAnew, "Make it in QuickBooks anew");
    public static readonly Fix Compare = new(FixKind.Compare, "Compare and choose");
    public static readonly Fix Link = new(FixKind.LinkToExisting, "It is the one in QuickBooks: link to it");

    /// <summary>A display name is changed by its own fix, which knows who bears which name.</summary>
    public static Fix Edit(Told told, string? suggestion = null) => string.Equals(told.Failure.Field, Export.Fields.DisplayName, StringComparison.Ordinal)
        ? new(FixKind.Rename, "Change the display name", Export.Fields.DisplayName, suggestion)
        : new(FixKind.EditRecord, told.Failure.Field is { Length: > 0 } field ? $"Correct {char.ToLowerInvariant(field[0])}{field[1..]}" : "Correct the record", told.Failure.Field, suggestion);

    public static Fix Edit(string label, string? field = null) => new(FixKind.EditRecord, label, field);
}
