using Valance.Core.Audit;
using Valance.Web.Files;
using Valance.Web.Shell;
using Valance.Web.SignIn;

namespace Valance.Web.Audit;

internal static class AuditSetup
{
    private static readonly IReadOnlyList<TableColumn<(AuditRow Row, AuditChange? Change)>> Columns =
    [
        new("When (UTC)", r => r.Row.At, 18), new("Who", r => r.Row.By, 22), new("Account", r => r.Row.AccountName, 24), new("Kind", r => AuditWords.Of(r.Row.Subject), 18),
        new("What", r => r.Row.Label, 32), new("Was", r => AuditWords.Of(r.Row.Action), 10), new("Field", r => r.Change is { } c ? AuditWords.Field(c.Field) : "", 22),
        new("Before", r => r.Change is { Secret: true } ? AuditRows.Hidden : r.Change?.Before, 36), new("After", r => r.Change is { Secret: true } ? AuditRows.Hidden : r.Change?.After, 36),
    ];

    public static IServiceCollection AddAuditScreen(this IServiceCollection services) => services.AddSingleton<AuditChoices>();

    /// <summary>The list as a file, as it is filtered: one row for each field.</summary>
    public static WebApplication MapAudit(this WebApplication app)
    {
        app.MapGet(AuditAddress.Path + "/file/{format}", async (
            string format, HttpContext context, CurrentActor currentActor, AuditSearch search, TimeProvider time, CancellationToken ct) =>
        {
            var person = await currentActor.FindAsync(context.User) ?? throw new UnauthorizedAccessException("Nobody is signed in.");
            var filter = AuditAddress.Parse(context.Request.QueryString.Value ?? "").ToFilter(AccountTime.Today(time, person.Zone), person.Zone);
            return new TableFile<(AuditRow Row, AuditChange? Change)>(new("Audit", Columns, FieldsAsync(search.AllAsync(person.Actor, filter, ct))), format);
        }).RequireAuthorization(NeedsAttribute.PolicyOf(Core.Access.Permission.ViewAudit));
        return app;
    }

    private static async IAsyncEnumerable<(AuditRow Row, AuditChange? Change)> FieldsAsync(IAsyncEnumerable<AuditRow> rows)
    {
        await foreach (var row in rows)
        {
            if (row.Changes.Count == 0)
            {
                yield return (row, null);
            }

            foreach (var change in row.Changes)
            {
                yield return (row, change);
            }
        }
    }
}
