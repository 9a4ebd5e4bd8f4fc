using System.ComponentModel;
using Valance.Core.Access;
using Valance.Core.Audit;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Records;

namespace Valance.Web.Api.Audit;

/// <summary>What the audit can be asked. Several values of one filter: any of them.</summary>
public sealed record AuditQuery
{
    [Description("Changed on this day or later, in the Account's time zone.")]
    public DateOnly? From { get; init; }

    [Description("Changed on this day or earlier.")]
    public DateOnly? To { get; init; }

    [Description("What was changed.")]
    public OneOf<AuditSubject>[]? Subject { get; init; }

    [Description("With one subject: the changes of one thing, by its id.")]
    public long? SubjectId { get; init; }

    [Description("Changed by these people, by their ids.")]
    public long[]? UserId { get; init; }

    [Description("Changed by these programs, such as “API key Web shop”, “command line” or “Valance”.")]
    public string[]? By { get; init; }

    [Description("Words that name, person or values must hold.")]
    public string? Search { get; init; }

    [Description("Rows on a page, 1 to 200; 50 where nothing is said.")]
    public int? Limit { get; init; }

    [Description("The “next” of the page before, with the same filters.")]
    public string? Cursor { get; init; }

    public AuditFilter ToFilter(string zone) => new()
    {
        From = From,
        To = To,
        TimeZone = zone,
        Subjects = [.. (Subject ?? []).Select(s => s.Value)],
        SubjectId = Subject is { Length: 1 } ? SubjectId : null,
        UserIds = UserId ?? [],
        Programs = By ?? [],
        Text = Search ?? "",
    };
}

/// <summary>One change of one thing.</summary>
/// <param name="By">A person, "API key" and its name, "command line"; "Valance" where the program did it by itself.</param>
/// <param name="Label">As it was called then: "Order 1042".</param>
/// <param name="Changes">The fields that changed; empty where a record was entered.</param>
public sealed record AuditAnswer(long Id, DateTime At, string By, AuditSubject Subject, long SubjectId, string Label, AuditAction Action, IReadOnlyList<AuditFieldAnswer> Changes)
{
    public static AuditAnswer Of(AuditRow r) =>
        new(r.Id, r.At, r.By, r.Subject, r.SubjectId, r.Label, r.Action, [.. r.Changes.Select(c => new AuditFieldAnswer(AuditWords.Field(c.Field), c.Before, c.After, c.Secret))]);
}

/// <summary>One field before and after, as text.</summary>
/// <param name="Secret">It was changed; what it held is told nowhere.</param>
public sealed record AuditFieldAnswer(string Field, string Before, string After, bool Secret);

internal static class AuditRoutes
{
    private const int DefaultLimit = 50;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/audit", ListAsync).WithTags("Audit").Needs(Permission.ViewAudit).Gives<ListAnswer<AuditAnswer>>()
            .Says("ListAudit", "Who changed what", "Each change of a record, a setting, a user or the connection, newest first, with what stood there before.");

    private static async Task<IResult> ListAsync(ApiCaller caller, HttpContext context, [AsParameters] AuditQuery query, AuditSearch search, Core.Accounts.ReadAccountLists lists)
    {
        var limit = query.Limit ?? DefaultLimit;
        var problems = MomentCursors.Check(limit, query.Cursor);
        if (problems.Count > 0)
        {
            return ApiProblem.Invalid(problems);
        }

        var account = await lists.HandleAsync(caller.Actor, null, context.RequestAborted);
        return await account.AnswerAsync(async own =>
        {
            var after = query.Cursor is { } text && MomentCursors.Read(text) is var (at, id) ? new AuditCursor(at, id) : null;
            var page = await search.HandleAsync(caller.Actor, query.ToFilter(own.Account.TimeZone), after, limit, context.RequestAborted);
            return RecordLists.Page(context, [.. page.Rows.Select(AuditAnswer.Of)], page.Next is { } next ? MomentCursors.Write(next.At, next.Id) : null);
        });
    }
}
