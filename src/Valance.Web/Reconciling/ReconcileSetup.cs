using Valance.Core.Access;
using Valance.Core.Records;
using Valance.Export.Reconciling;
using Valance.Web.BackgroundJobs;
using Valance.Web.Files;
using Valance.Web.SignIn;

namespace Valance.Web.Reconciling;

public static class ReconcileSetup
{
    public static IServiceCollection AddReconcileScreen(this IServiceCollection services) =>
        services.AddSingleton<ReconcileQueue>().AddHostedService(provider => provider.GetRequiredService<ReconcileQueue>());

    /// <summary>A run's rows as a file, with the filters of the screen.</summary>
    public static WebApplication MapReconcile(this WebApplication app)
    {
        app.MapGet("/tools/reconcile/{runId:long}/file/{format}", async Task<IResult> (
            long runId, string format, HttpContext context, CurrentActor currentActor, ReconcileReport report, CancellationToken ct) =>
        {
            var actor = await currentActor.GetAsync(context.User);
            var run = await report.HandleAsync(actor, runId, ct);
            if (!run.IsDone)
            {
                return TypedResults.NotFound();
            }

            var address = ReconcileAddress.Parse(context.Request.QueryString.Value ?? "");
            var name = FormattableString.Invariant($"Reconcile {run.Value.From:yyyy-MM-dd} to {run.Value.To:yyyy-MM-dd}");
            return new TableFile<FindingRow>(new(name, Columns, report.AllAsync(actor, runId, address.Filter with { After = 0 }, ct)), format);
        }).RequireAuthorization(NeedsAttribute.PolicyOf(Permission.ViewBooks));
        return app;
    }

    private static readonly IReadOnlyList<TableColumn<FindingRow>> Columns =
    [
        new("Kind", r => JobWords.Plural(r.Kind)),
        new("Record", r => r.Name, 26),
        new("Customer or vendor", r => r.Party, 26),
        new("Date", r => r.Date, 12),
        new("Difference", r => ReconcileWords.Of(r.Difference), 20),
        new("In Valance", r => r.OurAmount, 14),
        new("In QuickBooks", r => r.TheirAmount, 14),
        new("Makes up", r => r.Kind is RecordKind.Customer or RecordKind.Vendor ? Cell.Empty : (decimal?)r.Effect, 14),
        new("Fields", r => string.Join("; ", r.Fields.Select(f => $"{f.Field}: {f.Ours} here, {f.Theirs} there")), 50),
        new("Why", r => r.Reason, 50),
        new("QuickBooks id", r => r.QuickBooksId, 14),
        new("What to do", r => ReconcileWords.Of(r.Action), 18),
        new("State", r => ReconcileWords.Of(r.State), 10),
        new("Note", r => r.StateNote, 40),
        new("By", r => r.StateBy, 18),
    ];
}
