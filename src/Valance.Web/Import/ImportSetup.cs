using System.IO.Compression;
using Valance.Core.Access;
using Valance.Core.Import;
using Valance.Web.SignIn;

namespace Valance.Web.Import;

public static class ImportSetup
{
    public static IServiceCollection AddImportScreen(this IServiceCollection services) =>
        services.AddSingleton<ImportQueue>().AddHostedService(provider => provider.GetRequiredService<ImportQueue>());

    /// <summary>The rows that an import refused, in their own columns with the reason: one CSV, or a zip of several.</summary>
    public static WebApplication MapImport(this WebApplication app)
    {
        app.MapGet("/tools/import/{jobId:long}/refused", async (long jobId, HttpContext context, CurrentActor currentActor, GetImport getImport, CancellationToken ct) =>
        {
            var actor = await currentActor.GetAsync(context.User);
            var content = new FileStream(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose);
            context.Response.RegisterForDisposeAsync(content);
            var names = await ZipAsync(getImport.RefusedAsync(actor, jobId, ct), content, ct);
            content.Position = 0;
            return names switch
            {
                [] => Results.NotFound(),
                [var one] => await OnlyAsync(content, one, ct),
                _ => Results.File(content, "application/zip", $"refused-{jobId}.zip"),
            };
        }).RequireAuthorization(NeedsAttribute.PolicyOf(Permission.Import));
        return app;
    }

    private static async Task<List<string>> ZipAsync(IAsyncEnumerable<(string Name, byte[] Content)> parts, Stream to, CancellationToken ct)
    {
        var names = new List<string>();
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        Stream? entry = null;
        try
        {
            await foreach (var (name, content) in parts.WithCancellation(ct))
            {
                if (names.Count == 0 || names[^1] != name)
                {
                    if (entry is not null)
                    {
                        await entry.DisposeAsync();
                    }

                    entry = await zip.CreateEntry(name).OpenAsync(ct);
                    names.Add(name);
                }

                await entry!.WriteAsync(content, ct);
            }
        }
        finally
        {
            if (entry is not null)
            {
                await entry.DisposeAsync();
            }
        }

        return names;
    }

    private static async Task<IResult> OnlyAsync(Stream zip, string name, CancellationToken ct)
    {
        var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
        return Results.File(await archive.Entries[0].OpenAsync(ct), "text/csv; charset=utf-8", name);
    }
}
