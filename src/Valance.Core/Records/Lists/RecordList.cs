using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Records.Exporting;

namespace Valance.Core.Records.Lists;

/// <summary>Filter, sort and page a list in the database.</summary>
public static class RecordList
{
    private const int ChunkSize = 500;

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
        if (columns.Find(request.Sort, request.Descending) is not var (column, down))
        {
            return Result<ListPage<TRow>>.Invalid("Sort", $"The list cannot be sorted by “{request.Sort}”. It can by {string.Join(", ", columns.Names)}.");
        }

        if (request.Export is { } state && !ExportStateFilter.Filterable.Contains(state))
        {
            return Result<ListPage<TRow>>.Invalid("Export", "The list cannot be filtered by this status.");
        }

        var size = Math.Clamp(request.PageSize, 1, ListRequest.MostRows);
        if (request.Seek is { } seek)
        {
            return await rows.SeekAsync(seek, size, column, down, row, ct);
        }

        var page = Math.Clamp(request.Page, 1, int.MaxValue / ListRequest.MostRows);
        var count = await rows.Take(ListPage<TRow>.MostCounted + 1).CountAsync(ct);

        // The page's ids first: an index answers that, also deep in the list or in a search; only then the rows, which are wide.
        var ids = await column.Order(rows, down).Skip((page - 1) * size).Take(size).Select(r => r.Id).ToListAsync(ct);
        return Result<ListPage<TRow>>.Done(new(await rows.ReadAsync(ids, column, down, row, ct), count, page, size));
    }

    private static async Task<Result<ListPage<TRow>>> SeekAsync<T, TRow>(
        this IQueryable<T> rows, ListSeek seek, int size, SortColumn<T> column, bool down, Expression<Func<T, TRow>> row, CancellationToken ct)
        where T : Record
    {
        var after = rows;
        if (seek.Cursor is { } text)
        {
            // With other filters it is only another place to begin; with another order it would be none.
            if (ListCursor.Read(text) is not { } cursor || cursor.Sort != column.Name || cursor.Down != down || column.After(rows, cursor.Key, cursor.Id, down) is not { } behind)
            {
                return Result<ListPage<TRow>>.Invalid("Cursor", "This is not a cursor of this list in this order. Take it from the answer before, and leave the sorting as it was.");
            }

            after = behind;
        }

        var ids = await column.Order(after, down).Take(size + 1).Select(r => r.Id).ToListAsync(ct);
        var shown = ids.Count > size ? ids[..size] : ids;
        var next = ids.Count > size ? new ListCursor(column.Name, down, await column.KeyAsync(rows, shown[^1], ct), shown[^1]).Write() : null;
        return Result<ListPage<TRow>>.Done(new(await rows.ReadAsync(shown, column, down, row, ct), shown.Count, 1, size) { Next = next });
    }

    private static Task<List<TRow>> ReadAsync<T, TRow>(
        this IQueryable<T> rows, List<long> ids, SortColumn<T> column, bool down, Expression<Func<T, TRow>> row, CancellationToken ct)
        where T : Record => column.Order(rows.Where(r => ids.Contains(r.Id)), down).AsNoTracking().Select(row).ToListAsync(ct);

    /// <summary>
    /// All rows that match in the list's order, however many, some hundred at a time: for a file that is written while they are read. Of the whole only the ids
    /// are held. Nothing for a column that is not known.
    /// </summary>
    public static async IAsyncEnumerable<List<TRow>> ChunksAsync<T, TRow>(
        this IDbContextFactory<ValanceDb> store, Func<ValanceDb, IQueryable<T>> matching, ListRequest request, SortColumns<T> columns, Expression<Func<T, TRow>> row,
        [EnumeratorCancellation] CancellationToken ct)
        where T : Record
    {
        List<long> ids;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            ids = columns.Sort(matching(db), request.Sort, request.Descending) is { } sorted ? await sorted.Select(r => r.Id).ToListAsync(ct) : [];
        }

        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            await using var db = await store.CreateDbContextAsync(ct);
            yield return await columns.Sort(matching(db).Where(r => chunk.Contains(r.Id)), request.Sort, request.Descending)!.AsNoTracking().Select(row).ToListAsync(ct);
        }
    }

    /// <summary>The ids of all that match, for an export of a whole selection; at most <see cref="ListPage{TRow}.MostCounted"/>.</summary>
    public static Task<List<long>> IdsAsync<T>(this IQueryable<T> rows, CancellationToken ct)
        where T : Record => rows.OrderBy(r => r.Id).Take(ListPage<long>.MostCounted).Select(r => r.Id).ToListAsync(ct);
}
