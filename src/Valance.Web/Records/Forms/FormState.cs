using Valance.Core;

namespace Valance.Web.Records.Forms;

/// <summary>What is wrong with a form, by field: what a field could not read, and what the last save was refused for.</summary>
public sealed class FormState
{
    private readonly Dictionary<string, string> _unreadable = new(StringComparer.Ordinal);
    private readonly List<Problem> _refused = [];

    /// <summary>The form may not be changed, since this person may not or the page is not live yet.</summary>
    public bool IsReadOnly { get; set; }

    public bool HasUnreadable => _unreadable.Count > 0;

    /// <summary>All problems in the order in which they were found; a field that cannot be read hides what the store says of its last readable value.</summary>
    public IReadOnlyList<Problem> Problems =>
        [.. _unreadable.Select(u => new Problem(u.Key, u.Value)), .. _refused.Where(p => !_unreadable.ContainsKey(p.Field))];

    /// <summary>An element's id for a field's name: "Emails[0]" cannot be one in every selector.</summary>
    public static string IdOf(string field) => "field-" + field.Replace('[', '-').Replace("]", "", StringComparison.Ordinal).Replace('.', '-');

    public string? ProblemOf(string field) =>
        _unreadable.GetValueOrDefault(field) ?? _refused.Find(p => string.Equals(p.Field, field, StringComparison.Ordinal))?.Message;

    public void Refuse(IEnumerable<Problem> problems)
    {
        _refused.Clear();
        _refused.AddRange(problems);
    }

    /// <summary>The person changed the field: what was said of it is old.</summary>
    public void Changed(string field) => _refused.RemoveAll(p => string.Equals(p.Field, field, StringComparison.Ordinal));

    /// <summary>A row was added, moved or taken away: what was said of rows by number is about other rows now.</summary>
    public void RowsChanged(string list) => _refused.RemoveAll(p => p.Field.StartsWith(list + "[", StringComparison.Ordinal));

    public void CannotRead(string field, string message) => _unreadable[field] = message;

    public void Readable(string field) => _unreadable.Remove(field);
}
