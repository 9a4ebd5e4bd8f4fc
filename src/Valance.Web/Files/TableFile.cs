using Microsoft.Net.Http.Headers;

namespace Valance.Web.Files;

/// <summary>A table as a download, sent while its rows are read: nothing is gathered first.</summary>
public sealed class TableFile<TRow>(Table<TRow> table, string format) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var isCsv = string.Equals(format, "csv", StringComparison.Ordinal);
        var response = httpContext.Response;
        if (!isCsv && !string.Equals(format, "xlsx", StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.ContentType = isCsv ? CsvFile.Type : XlsxFile.Type;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{table.Name}.{format}");
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "no-store";
        await (isCsv ? CsvFile.WriteAsync(table, response.Body, httpContext.RequestAborted) : XlsxFile.WriteAsync(table, response.Body, httpContext.RequestAborted));
    }
}
