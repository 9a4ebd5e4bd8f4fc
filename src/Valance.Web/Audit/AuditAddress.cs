using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Valance.Core.Audit;
using Valance.Web.Shell;

namespace Valance.Web.Audit;

/// <summary>What the audit's screen shows, as it stands in the address bar: a link can be kept or sent. What cannot be read there is left out.</summary>
public sealed record AuditAddress
{
    public const string Path = "/tools/audit";

    public Period When { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public IReadOnlyList<long> Users { get; init; } = [];

    public IReadOnlyList<string> Programs { get; init; } = [];

    public IReadOnlyList<long> Accounts { get; init; } = [];

    public IReadOnlyList<AuditSubject> Subjects { get; init; } = [];

    /// <summary>With one subject: one thing's changes.</summary>
    public long? Id { get; init; }

    public string Text { get; init; } = "";

    public bool IsEmpty => ToUri().Equals(Path, StringComparison.Ordinal);

    public static AuditAddress Parse(string uri)
    {
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(question < 0 ? "" : uri[question..].Split('#')[0]);
        IEnumerable<string> All(string name) => query.TryGetValue(name, out var values) ? values.OfType<string>() : [];
        var (from, to) = (Day(All("from").FirstOrDefault()), Day(All("to").FirstOrDefault()));
        return new()
        {
            When = from is null && to is null ? Enums<Period>(All("when")).FirstOrDefault(p => p != Period.Custom) : Period.Custom,
            From = from,
            To = to,
            Users = Ids(All("user")),
            Programs = [.. All("by")],
            Accounts = Ids(All("account")),
            Subjects = Enums<AuditSubject>(All("what")),
            Id = Ids(All("id")).Select(id => (long?)id).FirstOrDefault(),
            Text = All("text").FirstOrDefault() ?? "",
        };
    }

    public string ToUri()
    {
        var query = new List<KeyValuePair<string, string?>>();
        void Add<T>(string name, IEnumerable<T> values) => query.AddRange(values.Select(v => KeyValuePair.Create(name, Convert.ToString(v, CultureInfo.InvariantCulture))));
        Add("text", Text.Length == 0 ? Array.Empty<string>() : [Text]);
        Add("when", When is Period.Any or Period.Custom ? Array.Empty<Period>() : [When]);
        Add("from", Custom(From));
        Add("to", Custom(To));
        Add("user", Users);
        Add("by", Programs);
        Add("account", Accounts);
        Add("what", Subjects);
        Add("id", Id is { } id ? new[] { id } : []);
        return QueryHelpers.AddQueryString(Path, query);
    }

    public AuditFilter ToFilter(DateOnly today, TimeZoneInfo zone)
    {
        var (from, to) = When == Period.Custom ? (From, To) : Periods.Days(When, today);
        return new()
        {
            From = from,
            To = to,
            TimeZone = zone.Id,
            UserIds = Users,
            Programs = Programs,
            AccountIds = Accounts,
            Subjects = Subjects,
            SubjectId = Subjects.Count == 1 ? Id : null,
            Text = Text,
        };
    }

    private IEnumerable<string> Custom(DateOnly? day) =>
        When == Period.Custom && day is { } d ? [d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)] : [];

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IReadOnlyList<long> Ids(IEnumerable<string> texts) =>
        [.. texts.Select(t => long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null).OfType<long>()];

    private static IReadOnlyList<T> Enums<T>(IEnumerable<string> texts)
        where T : struct, Enum =>
        [.. texts.Where(t => t.Length > 0 && !char.IsDigit(t[0])).Select(t => Enum.TryParse<T>(t, ignoreCase: true, out var value) ? value : (T?)null).OfType<T>()];
}
