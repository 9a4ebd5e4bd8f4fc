using System.Globalization;
using Valance.QuickBooks.Entities;

namespace Valance.QuickBooks;

/// <summary>A query in Intuit's dialect: AND only, no joins; names, keywords and values ignore case.</summary>
/// <remarks>Values are escaped here: an apostrophe and a backslash bear a backslash. <c>Id</c> takes = and IN alone.</remarks>
public sealed record QuickBooksQuery<T>
    where T : class, IQuickBooksEntity
{
    /// <summary>What QuickBooks gives at most in one page.</summary>
    public const int LargestPage = 1000;

    private IReadOnlyList<string> Conditions { get; init; } = [];

    private string? Order { get; init; }

    /// <summary>Records in a page, 1 to 1000.</summary>
    public int PageSize { get; private init; } = LargestPage;

    /// <summary>How many records are wanted in all; null for every one.</summary>
    public int? Wanted { get; private init; }

    public QuickBooksQuery<T> WhereEqual(string field, string value) => Where($"{field} = {Quote(value)}");

    public QuickBooksQuery<T> WhereEqual(string field, DateOnly day) => WhereEqual(field, Day(day));

    public QuickBooksQuery<T> WhereEqual(string field, bool value) => Where($"{field} = {(value ? "true" : "false")}");

    /// <summary>From and to this day, both included.</summary>
    public QuickBooksQuery<T> WhereBetween(string field, DateOnly from, DateOnly to) =>
        Where($"{field} >= {Quote(Day(from))}").Where($"{field} <= {Quote(Day(to))}");

    /// <summary>Changed at or after this time, such as <c>MetaData.LastUpdatedTime</c>.</summary>
    public QuickBooksQuery<T> WhereSince(string field, DateTimeOffset time) =>
        Where($"{field} >= {Quote(time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture))}");

    /// <summary>A pattern with <c>%</c> for any characters.</summary>
    public QuickBooksQuery<T> WhereLike(string field, string pattern) => Where($"{field} LIKE {Quote(pattern)}");

    public QuickBooksQuery<T> WhereIn(string field, IReadOnlyCollection<string> values) => values.Count > 0
        ? Where($"{field} IN ({string.Join(", ", values.Select(Quote))})")
        : throw new ArgumentException("A list of no values matches nothing: do not ask.", nameof(values));

    /// <summary>Inactive records too; without it QuickBooks leaves them out of lists.</summary>
    public QuickBooksQuery<T> IncludingInactive() => Where("Active IN (true, false)");

    public QuickBooksQuery<T> OrderBy(string field, bool descending = false) => this with { Order = descending ? $"{field} DESC" : field };

    /// <summary>At most this many records in all.</summary>
    public QuickBooksQuery<T> Take(int wanted) => wanted > 0 ? this with { Wanted = wanted } : throw new ArgumentOutOfRangeException(nameof(wanted));

    public QuickBooksQuery<T> InPagesOf(int size) => size is >= 1 and <= LargestPage
        ? this with { PageSize = size }
        : throw new ArgumentOutOfRangeException(nameof(size));

    /// <summary>The text of one page.</summary>
    /// <param name="start">The first record wanted, counted from 1.</param>
    /// <param name="size">1 to 1000.</param>
    public string Page(int start, int size) => string.Create(CultureInfo.InvariantCulture,
        $"SELECT * FROM {T.WireName}{Filter}{(Order is null ? "" : $" ORDERBY {Order}")} STARTPOSITION {start} MAXRESULTS {size}");

    /// <summary>The text that asks for the number alone.</summary>
    public string Count => $"SELECT COUNT(*) FROM {T.WireName}{Filter}";

    /// <summary>The first page.</summary>
    public override string ToString() => Page(1, Math.Min(Wanted ?? PageSize, PageSize));

    private string Filter => Conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", Conditions)}";

    private QuickBooksQuery<T> Where(string condition) => this with { Conditions = [.. Conditions, condition] };

    private static string Quote(string value) =>
        $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
