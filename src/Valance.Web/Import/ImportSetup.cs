using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Web.SignIn;

namespace Valance.Web.Import;

public static class ImportSetup
{
    public static IServiceCollection AddImportScreen(this IServiceCollection services) =>
        services.AddSingleton<ImportQueue>().AddHostedService(provider => provider.GetRequiredService<ImportQueue>());

    /// <summary>What an import refused, as a file to work through.</summary>
    public static WebApplication MapImport(this WebApplication app)
    {
        app.MapGet("/tools/import/{jobId:long}/refused.csv", async (long jobId, HttpContext context, CurrentActor currentActor, IDbContextFactory<ValanceDb> store, CancellationToken ct) =>
        {
            var actor = await currentActor.GetAsync(context.User);
            await using var db = await store.CreateDbContextAsync(ct);
            var data = await db.VisibleJobs(actor).Where(j => j.Id == jobId)
                .SelectMany(j => db.History.Where(h => h.JobId == j.Id && h.Event == nameof(ImportRefused))).OrderBy(h => h.Id).Select(h => h.Data).ToListAsync(ct);
            return Results.File(Write(data), "text/csv; charset=utf-8", "refused.csv");
        }).RequireAuthorization(NeedsAttribute.PolicyOf(Permission.Import));
        return app;
    }

    private static byte[] Write(List<string> refusals)
    {
        using var content = new MemoryStream();
        // The values are the dealer's own files'; a spreadsheet must not run them as formulas.
        using (var csv = CsvWriter.Create(content, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true))
        {
            csv.WriteRecord(["Kind", "Which", "File", "Line", "Column", "Reason"]);
            foreach (var refused in refusals.ConvertAll(r => JsonSerializer.Deserialize<ImportRefused>(r, ImportEvent.Json)!))
            {
                foreach (var problem in refused.Problems)
                {
                    csv.WriteRecord(
                    [
                        refused.Kind?.ToString() ?? "File", refused.Key, problem.File, problem.Line.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        problem.Column, problem.Reason,
                    ]);
                }
            }
        }

        return content.ToArray();
    }
}
