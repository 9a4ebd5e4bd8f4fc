using Microsoft.AspNetCore.WebUtilities;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;
using Valance.Export.Checks;
using Valance.Web.Api.Answers;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Api.Records;

/// <summary>How one kind of record is listed.</summary>
/// <param name="Rows">A page of it.</param>
/// <param name="Ids">All that match.</param>
internal sealed record RecordListing<TRequest, TRow>(
    RecordKind Kind,
    Func<Actor, TRequest, CancellationToken, Task<Result<ListPage<TRow>>>> Rows,
    Func<Actor, TRequest, CancellationToken, Task<IReadOnlyList<long>>> Ids,
    Func<TRow, RecordStamp> Stamp)
    where TRequest : ListRequest;

/// <summary>Lists of records as the screens have them, badges and "not ready" included.</summary>
internal sealed class RecordLists(RecordBadges badges, NotReadyRecords notReady)
{
    public async Task<IResult> AnswerAsync<TRequest, TRow, TItem>(
        HttpContext context, Actor actor, RecordListing<TRequest, TRow> listing, TRequest request, Func<TRow, ExportAnswer, TItem> item)
        where TRequest : ListRequest
    {
        var ct = context.RequestAborted;
        if (request.PageSize is < 1 or > ListRequest.MostRows)
        {
            return ApiProblem.Invalid([new("limit", "A page has 1 to 200 rows.")]);
        }

        var page = await listing.Rows(actor, await FindNotReadyAsync(actor, listing, request, ct), ct);
        return await page.AnswerAsync(async found =>
        {
            var statuses = await badges.OfAsync(actor, listing.Kind, [.. found.Rows.Select(listing.Stamp)], ct);
            return Page(context, [.. found.Rows.Select(r => item(r, ExportAnswer.Of(statuses[listing.Stamp(r).Id])))], found.Next);
        });
    }

    public static IResult Page<TItem>(HttpContext context, IReadOnlyList<TItem> items, string? next)
    {
        var link = next is null ? null : NextLink(context.Request, next);
        if (link is not null)
        {
            context.Response.Headers.Link = $"<{link}>; rel=\"next\"";
        }

        return TypedResults.Json(new ListAnswer<TItem>(items, next, link), ApiJson.Options);
    }

    /// <summary>The checks find these among what still has to go, not the database.</summary>
    private async Task<TRequest> FindNotReadyAsync<TRequest, TRow>(Actor actor, RecordListing<TRequest, TRow> listing, TRequest request, CancellationToken ct)
        where TRequest : ListRequest
    {
        if (request.Export != ExportState.NotReady)
        {
            return request;
        }

        var ids = new List<long>();
        foreach (var state in new[] { ExportState.NotExported, ExportState.ChangedSinceExport })
        {
            ids.AddRange(await listing.Ids(actor, request with { Export = state }, ct));
        }

        return request with { Export = null, Only = await notReady.AmongAsync(listing.Kind, ids, ct) };
    }

    private static string NextLink(HttpRequest request, string next)
    {
        var query = request.Query.Where(q => !q.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase))
            .SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))).Append(new("cursor", next));
        return QueryHelpers.AddQueryString($"{request.PathBase}{request.Path}", query);
    }
}
