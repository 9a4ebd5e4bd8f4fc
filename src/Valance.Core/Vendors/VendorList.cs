using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;

namespace Valance.Core.Vendors;

public sealed record VendorRow(
    long Id, long AccountId, int Version, string Name, string DisplayName, string CompanyName, string Email, IReadOnlyList<Phone> Phones,
    string City, string State, bool IsCancelled, DateTime UpdatedAt, string UpdatedBy)
{
    public RecordStamp Stamp => new(Id, AccountId, Version, UpdatedBy);
}

/// <summary>Vendors, a page at a time.</summary>
public sealed class VendorList(IDbContextFactory<ValanceDb> store)
{
    private static readonly SortColumns<Vendor> Columns = new SortColumns<Vendor>()
        .Add("name", v => v.Name)
        .Add("display-name", v => v.DisplayName)
        .Add("company", v => v.CompanyName)
        .Add("updated", v => v.UpdatedAt)
        .Add("created", v => v.CreatedAt);

    private static readonly Expression<Func<Vendor, VendorRow>> Row = v => new VendorRow(
        v.Id, v.AccountId, v.Version, v.Name, v.DisplayName, v.CompanyName, v.Email, v.Phones,
        v.Address.City, v.Address.State, v.IsCancelled, v.UpdatedAt, v.UpdatedBy);

    public async Task<Result<ListPage<VendorRow>>> HandleAsync(Actor actor, ListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).PageAsync(request, Columns, Row, ct);
    }

    /// <summary>All rows that match, in order, for a file.</summary>
    public async IAsyncEnumerable<VendorRow> AllAsync(Actor actor, ListRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var chunk in store.ChunksAsync(db => Matching(db, actor, request), request, Columns, Row, ct))
        {
            foreach (var row in chunk)
            {
                yield return row;
            }
        }
    }

    /// <summary>The ids of all that match, whatever the page.</summary>
    public async Task<IReadOnlyList<long>> IdsAsync(Actor actor, ListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).IdsAsync(ct);
    }

    private static IQueryable<Vendor> Matching(ValanceDb db, Actor actor, ListRequest request)
    {
        var rows = db.VisibleVendors(actor).Matching(db, RecordKind.Vendor, request);
        return request.Cancelled is { } cancelled ? rows.Where(v => v.IsCancelled == cancelled) : rows;
    }
}
