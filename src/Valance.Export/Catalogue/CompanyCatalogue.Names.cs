using Valance.Export.Failures;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <content>The company's customers, vendors and employees: read whole once, 1000 at a time, then only what changed.</content>
public sealed partial class CompanyCatalogue
{
    // Change data reach 30 days back; a day less, so that clocks may differ.
    private static readonly TimeSpan ChangesReach = TimeSpan.FromDays(29);

    // What was saved there while we read, or while the two clocks differ, comes twice rather than never.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    // A company that does not give its names just now is not asked again by each of the records that go to it.
    private static readonly TimeSpan AskedInVain = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _namesOneAtATime = new(1, 1);
    private CompanyNames? _names;
    private (Failure Why, DateTimeOffset At)? _namesUnread;

    /// <summary>The names as they are known, without asking QuickBooks; null before the first read.</summary>
    public CompanyNames? KnownNames => Volatile.Read(ref _names);

    public void ForgetNames() => Volatile.Write(ref _names, null);

    /// <summary>All names, read now if they are not known, or brought up to date if they are older than <paramref name="atMost"/>.</summary>
    /// <param name="atMost">Null: as they are known, however old; then a read that failed is not tried again within a minute.</param>
    public async Task<CatalogueAnswer<CompanyNames>> NamesAsync(
        QuickBooksClient client, Priority priority = Priority.Low, TimeSpan? atMost = null, CancellationToken ct = default)
    {
        await _namesOneAtATime.WaitAsync(ct);
        try
        {
            if (_names is { } known && (atMost is null || time.GetUtcNow() - known.ReadAt <= atMost))
            {
                return new(known, null);
            }

            if (atMost is null && _namesUnread is { } vain && time.GetUtcNow() - vain.At < AskedInVain)
            {
                return new(null, vain.Why);
            }

            var options = new CallOptions { Priority = priority };
            var answer = (_names is { } old && time.GetUtcNow() - old.ReadAt < ChangesReach ? await ChangedAsync(client, old, options, ct) : null)
                ?? await AllNamesAsync(client, options, ct);
            Volatile.Write(ref _names, answer.Value ?? _names);
            _namesUnread = answer.Failure is { } why ? (why, time.GetUtcNow()) : null;
            return answer;
        }
        finally
        {
            _namesOneAtATime.Release();
        }
    }

    private async Task<CatalogueAnswer<CompanyNames>> AllNamesAsync(QuickBooksClient client, CallOptions options, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        var (customerList, vendorList, employeeList) = (All<Customer>(client, options, ct), All<Vendor>(client, options, ct), All<Employee>(client, options, ct));
        await Task.WhenAll(customerList, vendorList, employeeList);
        var (customers, vendors, employees) = (await customerList, await vendorList, await employeeList);
        if ((customers.Refusal ?? vendors.Refusal ?? employees.Refusal) is { } refusal)
        {
            return Refused<CompanyNames>(refusal);
        }

        var names = customers.Value!.Select(ListedName.Of).Concat(vendors.Value!.Select(ListedName.Of)).Concat(employees.Value!.Select(ListedName.Of));
        return new(new CompanyNames(names.OfType<ListedName>().ToDictionary(n => (n.Kind, n.Id)), at), null);
    }

    /// <summary>Null where the answer may be incomplete: then everything is read again.</summary>
    private async Task<CatalogueAnswer<CompanyNames>?> ChangedAsync(QuickBooksClient client, CompanyNames old, CallOptions options, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        var answer = await client.ChangesAsync([Customer.WireName, Vendor.WireName, Employee.WireName], old.ReadAt - Overlap, options, ct);
        if (!answer.Succeeded)
        {
            return Refused<CompanyNames>(answer.Refusal);
        }

        if (answer.Value.IsFull)
        {
            return null;
        }

        List<(NameKind Kind, string Id, ListedName? Name)> changes =
        [
            .. answer.Value.Of<Customer>().Select(c => (NameKind.Customer, c.Id!, IsDeleted(c.Status) ? null : ListedName.Of(c))),
            .. answer.Value.Of<Vendor>().Select(v => (NameKind.Vendor, v.Id!, IsDeleted(v.Status) ? null : ListedName.Of(v))),
            .. answer.Value.Of<Employee>().Select(e => (NameKind.Employee, e.Id!, IsDeleted(e.Status) ? null : ListedName.Of(e))),
        ];
        var fresh = changes.Where(c => !string.Equals(old.All.GetValueOrDefault((c.Kind, c.Id))?.SyncToken, c.Name?.SyncToken, StringComparison.Ordinal)).ToList();
        if (fresh.Count == 0)
        {
            return new(old with { ReadAt = at }, null);
        }

        var all = new Dictionary<(NameKind Kind, string Id), ListedName>(old.All);
        foreach (var (kind, id, name) in fresh)
        {
            if (name is null)
            {
                all.Remove((kind, id));
            }
            else
            {
                all[(kind, id)] = name;
            }
        }

        return new(new CompanyNames(all, at), null);
    }

    private static bool IsDeleted(string? status) => string.Equals(status, "Deleted", StringComparison.Ordinal);
}
