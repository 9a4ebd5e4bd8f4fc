using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Records.Exporting;

namespace Valance.Core.Records.Lists;

/// <summary>Filter, sort and page a list in the database.</summary>
public static class RecordList
{
    /// <summary>What every list filters by: the words, the badge, the Account.</summary>
    public static IQueryable<T> Matching<T>(this IQueryable<T> rows, ValanceDb db, RecordKind kind, ListRequest request)
        where T : Record
    {
        if (request.AccountId is { } accountId)
        {
            rows = rows.Where(r => r.AccountId == accountId);
        }

        if (request.Only is { } only)
        {
            rows = rows.Where(r => only.Contains(r.Id));
        }

        foreach (var word in SearchText.Of(request.Search).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            rows = rows.Where(r => r.Search.Contains(word));
        }

        return request.Export is { } state ? rows.InExportState(db, kind, state) : rows;
    }

    public static async Task<Result<ListPage<TRow>>> PageAsync<T, TRow>(
        this IQueryable<T> rows, ListRequest request, SortColumns<T> columns, Expression<Func<T, TRow>> row, CancellationToken ct)
        where T : Record
    {
        if (columns.Sort(rows, request.Sort, request.Descending) is not { } sorted)
        {
            return Result<ListPage<TRow>>.Invalid("Sort", $"The list cannot be sorted by “{request.Sort}”. It can by {string.Join(", ", columns.Names)}.");
        }

        if (request.Export is { } state && !ExportStateFilter.Filterable.Contains(state))
        {
            return Result<ListPage<TRow>>.Invalid("Export", "The list cannot be filtered by this status.");
        }

        var size = Math.Clamp(request.PageSize, 1, ListRequest.MostRows);
        var page = Math.Clamp(request.Page, 1, int.MaxValue / ListRequest.MostRows);
        var count = await rows.Take(ListPage<TRow>.MostCounted + 1).CountAsync(ct);

        // The page's ids first: an index answers that, also deep in the list or in a search; only then the rows, which are wide.
        var ids = await sorted.Skip((page - 1) * size).Take(size).Select(r => r.Id).ToListAsync(ct);
        var read = await columns.Sort(rows.Where(r => ids.Contains(r.Id)), request.Sort, request.Descending)!.AsNoTracking().Select(row).ToListAsync(ct);
        return Result<ListPage<TRow>>.Done(new(read, count, page, size));
    }

    /// <summary>The ids of all that match, for an export of a whole selection; at most <see cref="ListPage{TRow}.MostCounted"/>.</summary>
    public static Task<List<long>> IdsAsync<T>(this IQueryable<T> rows, CancellationToken ct)
        where T : Record => rows.OrderBy(r => r.Id).Take(ListPage<long>.MostCounted).Select(r => r.Id).ToListAsync(ct);
}
