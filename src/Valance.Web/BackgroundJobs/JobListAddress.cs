using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Web.Shell;

namespace Valance.Web.BackgroundJobs;

/// <summary>What the list shows, as it stands in the address bar: a link can be kept or sent. What cannot be read there is left out.</summary>
public sealed record JobListAddress
{
    public const string Path = "/background-jobs";

    public Period When { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public IReadOnlyList<long> Users { get; init; } = [];

    public IReadOnlyList<string> Programs { get; init; } = [];

    public IReadOnlyList<long> Accounts { get; init; } = [];

    public IReadOnlyList<JobState> States { get; init; } = [];

    public IReadOnlyList<JobKind> Kinds { get; init; } = [];

    public IReadOnlyList<RecordKind> Records { get; init; } = [];

    public IReadOnlyList<string> Causes { get; init; } = [];

    public string Text { get; init; } = "";

    /// <summary>The jobs of one bulk export.</summary>
    public long? Bulk { get; init; }

    /// <summary>Without failures that were dismissed or that a later success made void.</summary>
    public bool Unsettled { get; init; }

    public bool IsEmpty => ToUri().Equals(Path, StringComparison.Ordinal);

    public static JobListAddress Parse(string uri)
    {
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(question < 0 ? "" : uri[question..].Split('#')[0]);
        IEnumerable<string> All(string name) => query.TryGetValue(name, out var values) ? values.OfType<string>() : [];
        var from = Day(All("from").FirstOrDefault());
        var to = Day(All("to").FirstOrDefault());
        return new()
        {
            When = from is null && to is null ? Enums<Period>(All("when")).FirstOrDefault(p => p != Period.Custom) : Period.Custom,
            From = from,
            To = to,
            Users = Ids(All("user")),
            Programs = [.. All("by")],
            Accounts = Ids(All("account")),
            States = Enums<JobState>(All("state")),
            Kinds = Enums<JobKind>(All("kind")),
            Records = Enums<RecordKind>(All("record")),
            Causes = [.. All("cause")],
            Text = All("text").FirstOrDefault() ?? "",
            Bulk = Ids(All("bulk")).Select(id => (long?)id).FirstOrDefault(),
            Unsettled = All("open-failures").Contains("1", StringComparer.Ordinal),
        };
    }

    public string ToUri()
    {
        var query = new List<KeyValuePair<string, string?>>();
        void Add<T>(string name, IEnumerable<T> values) => query.AddRange(values.Select(v =>
            KeyValuePair.Create(name, Convert.ToString(v, CultureInfo.InvariantCulture))));
        Add("text", Text.Length == 0 ? Array.Empty<string>() : [Text]);
        Add("when", When is Period.Any or Period.Custom ? Array.Empty<Period>() : [When]);
        Add("from", Custom(From));
        Add("to", Custom(To));
        Add("user", Users);
        Add("by", Programs);
        Add("account", Accounts);
        Add("state", States);
        Add("kind", Kinds);
        Add("record", Records);
        Add("cause", Causes);
        Add("bulk", Bulk is { } bulk ? new[] { bulk } : []);
        Add("open-failures", Unsettled ? new[] { "1" } : []);
        return QueryHelpers.AddQueryString(Path, query);
    }

    public JobFilter ToFilter(DateOnly today, TimeZoneInfo zone)
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
            States = States,
            Kinds = Kinds,
            RecordKinds = Records,
            Causes = Causes,
            Text = Text,
            BulkId = Bulk,
            OnlyUnsettled = Unsettled,
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
