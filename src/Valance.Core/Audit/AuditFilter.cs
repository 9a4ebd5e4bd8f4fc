using System.Linq.Expressions;
using Valance.Core.Accounts;
using Valance.Core.Records;

namespace Valance.Core.Audit;

/// <summary>Which changes; what is not set does not filter, and all that is set must hold.</summary>
public sealed record AuditFilter
{
    /// <summary>First day of the change, in the zone of <see cref="TimeZone"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>IANA name; null: a new Account's default.</summary>
    public string? TimeZone { get; init; }

    public IReadOnlyCollection<long> UserIds { get; init; } = [];

    /// <summary>Who, where it was no user: "command line", "API key X", "Valance".</summary>
    public IReadOnlyCollection<string> Programs { get; init; } = [];

    public IReadOnlyCollection<long> AccountIds { get; init; } = [];

    public IReadOnlyCollection<AuditSubject> Subjects { get; init; } = [];

    /// <summary>With a single entry in <see cref="Subjects"/>: the changes of one thing.</summary>
    public long? SubjectId { get; init; }

    /// <summary>Words that the name, the person or the values before and after must hold, all of them.</summary>
    public string Text { get; init; } = "";

    internal IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> rows)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone ?? Account.DefaultTimeZone);
        rows = From is { } from ? After(rows, AccountDays.StartOf(from, zone)) : rows;
        rows = To is { } to ? Before(rows, AccountDays.StartOf(to.AddDays(1), zone)) : rows;
        rows = (UserIds.Count, Programs.Count) switch
        {
            (0, 0) => rows,
            (_, 0) => rows.Where(e => UserIds.Contains(e.UserId!.Value)),
            _ => rows.Where(e => (e.UserId != null && UserIds.Contains(e.UserId.Value)) || (e.UserId == null && Programs.Contains(e.By))),
        };
        rows = In(rows, AccountIds, e => e.AccountId != null && AccountIds.Contains(e.AccountId.Value));
        rows = In(rows, Subjects, e => Subjects.Contains(e.Subject));
        rows = SubjectId is { } subject ? rows.Where(e => e.SubjectId == subject) : rows;
        foreach (var word in SearchText.Of(Text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            rows = rows.Where(e => e.Search.Contains(word));
        }

        return rows;
    }

    private static IQueryable<AuditEntry> After(IQueryable<AuditEntry> rows, DateTime start) => rows.Where(e => e.At >= start);

    private static IQueryable<AuditEntry> Before(IQueryable<AuditEntry> rows, DateTime end) => rows.Where(e => e.At < end);

    private static IQueryable<AuditEntry> In<T>(IQueryable<AuditEntry> rows, IReadOnlyCollection<T> wanted, Expression<Func<AuditEntry, bool>> holds) =>
        wanted.Count == 0 ? rows : rows.Where(holds);
}
