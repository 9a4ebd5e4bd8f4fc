using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;

namespace Valance.Core.Customers;

public sealed record CustomerRow(
    long Id, long AccountId, int Version, string Name, string DisplayName, string CompanyName, string? Email, IReadOnlyList<Phone> Phones,
    string City, string State, bool IsCancelled, DateTime UpdatedAt, string UpdatedBy)
{
    public RecordStamp Stamp => new(Id, AccountId, Version, UpdatedBy);
}

/// <summary>Customers, a page at a time.</summary>
public sealed class CustomerList(IDbContextFactory<ValanceDb> store)
{
    private static readonly SortColumns<Customer> Columns = new SortColumns<Customer>()
        .Add("name", c => c.Name)
        .Add("display-name", c => c.DisplayName)
        .Add("company", c => c.CompanyName)
        .Add("updated", c => c.UpdatedAt)
        .Add("created", c => c.CreatedAt);

    private static readonly Expression<Func<Customer, CustomerRow>> Row = c => new CustomerRow(
        c.Id, c.AccountId, c.Version, c.Name, c.DisplayName, c.CompanyName, c.Emails.FirstOrDefault(), c.Phones,
        c.BillingAddress.City, c.BillingAddress.State, c.IsCancelled, c.UpdatedAt, c.UpdatedBy);

    public async Task<Result<ListPage<CustomerRow>>> HandleAsync(Actor actor, ListRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await Matching(db, actor, request).PageAsync(request, Columns, Row, ct);
    }

    /// <summary>All rows that match, in order, for a file.</summary>
    public async IAsyncEnumerable<CustomerRow> AllAsync(Actor actor, ListRequest request, [EnumeratorCancellation] CancellationToken ct)
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

    private static IQueryable<Customer> Matching(ValanceDb db, Actor actor, ListRequest request)
    {
        var rows = db.VisibleCustomers(actor).Matching(db, RecordKind.Customer, request);
        return request.Cancelled is { } cancelled ? rows.Where(c => c.IsCancelled == cancelled) : rows;
    }
}
