using Valance.Export.Failures;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <summary>What the catalogue gave: the value, or why not.</summary>
public sealed record CatalogueAnswer<T>(T? Value, Failure? Failure)
    where T : class;

/// <summary>One company's lists. Reads are metered by Intuit, so they are kept until somebody forgets them.</summary>
public sealed partial class CompanyCatalogue(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly string[] ListNames = [Item.WireName, LedgerAccount.WireName, Term.WireName, PaymentMethod.WireName, Department.WireName];

    // One at a time: parallel plans that miss the same list or entry read or make it once.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private CompanyLists? _lists;

    /// <summary>The lists as they are known, without asking QuickBooks; null before the first read.</summary>
    public CompanyLists? Known => Volatile.Read(ref _lists);

    public void Forget() => Volatile.Write(ref _lists, null);

    /// <summary>The lists, read now if they are not known or older than <paramref name="atMost"/>.</summary>
    public async Task<CatalogueAnswer<CompanyLists>> ListsAsync(
        QuickBooksClient client, Priority priority = Priority.Low, TimeSpan? atMost = null, CancellationToken ct = default)
    {
        if (Known is { } known && IsFresh(known, atMost))
        {
            return new(known, null);
        }

        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (Known is { } meanwhile && IsFresh(meanwhile, atMost))
            {
                return new(meanwhile, null);
            }

            var read = await ReadAsync(client, new CallOptions { Priority = priority }, ct);
            if (read.Value is { } lists)
            {
                Volatile.Write(ref _lists, lists);
            }

            return read;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>
    /// Brings the known lists up to date by one question for what changed since they were read, and one for the company's settings. Tax codes are not among
    /// what QuickBooks tells so: they are read again with everything else once a day. Where the question fails the lists stay as they were.
    /// </summary>
    public async Task FreshenAsync(QuickBooksClient client, Priority priority, CancellationToken ct)
    {
        var options = new CallOptions { Priority = priority };
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (Known is not { } known)
            {
                return;
            }

            var at = time.GetUtcNow();
            var changes = at - known.ReadAllAt > Day ? null : await client.ChangesAsync(ListNames, known.ReadAt - Overlap, options, ct);
            if (changes is { Succeeded: false })
            {
                return;
            }

            if (changes?.Value is not { IsFull: false } news)
            {
                var read = await ReadAsync(client, options, ct);
                Volatile.Write(ref _lists, read.Value ?? known);
                return;
            }

            Volatile.Write(ref _lists, await WithSettingsAsync(client, known.With(news) with { ReadAt = at }, options, ct));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The lists with the company's settings read again, if those are older than <paramref name="atMost"/>; one question. Null where they are not, or were not given.</summary>
    public async Task<CompanyLists?> FreshenSettingsAsync(QuickBooksClient client, Priority priority, TimeSpan atMost, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (Known is not { } known)
            {
                return null;
            }

            if (time.GetUtcNow() - known.SettingsReadAt <= atMost)
            {
                return known;
            }

            var fresh = await WithSettingsAsync(client, known, new CallOptions { Priority = priority }, ct);
            Volatile.Write(ref _lists, fresh);
            return ReferenceEquals(fresh, known) ? null : fresh;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        _oneAtATime.Dispose();
        _namesOneAtATime.Dispose();
    }

    private bool IsFresh(CompanyLists lists, TimeSpan? atMost) => atMost is null || time.GetUtcNow() - lists.ReadAt <= atMost;

    private async Task<CompanyLists> WithSettingsAsync(QuickBooksClient client, CompanyLists lists, CallOptions options, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        var preferences = await client.ReadPreferencesAsync(options, ct);
        return preferences.Succeeded ? lists with { Profile = lists.Profile.With(preferences.Value), SettingsReadAt = at } : lists;
    }

    private async Task<CatalogueAnswer<CompanyLists>> ReadAsync(QuickBooksClient client, CallOptions options, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        var preferences = await client.ReadPreferencesAsync(options, ct);
        if (!preferences.Succeeded)
        {
            return Refused<CompanyLists>(preferences.Refusal);
        }

        // Each is a request of its own that waits for no other: together they take as long as the slowest.
        var (companyInfo, itemList, accountList) = (client.ReadCompanyInfoAsync(options, ct), All<Item>(client, options, ct), All<LedgerAccount>(client, options, ct));
        var (termList, methodList) = (All<Term>(client, options, ct), All<PaymentMethod>(client, options, ct));
        var (departmentList, taxCodeList) = (All<Department>(client, options, ct), All<TaxCode>(client, options, ct));
        await Task.WhenAll(companyInfo, itemList, accountList, termList, methodList, departmentList, taxCodeList);
        var (company, items, accounts, terms) = (await companyInfo, await itemList, await accountList, await termList);
        var (methods, departments, taxCodes) = (await methodList, await departmentList, await taxCodeList);
        QuickBooksRefusal?[] refusals =
            [company.Refusal, items.Refusal, accounts.Refusal, terms.Refusal, methods.Refusal, departments.Refusal, taxCodes.Refusal];
        return refusals.FirstOrDefault(r => r is not null) is { } refusal
            ? Refused<CompanyLists>(refusal)
            : new(
                new CompanyLists
                {
                    Profile = CompanyProfile.Of(preferences.Value, company.Value!),
                    Items = items.Value ?? [],
                    LedgerAccounts = accounts.Value ?? [],
                    Terms = terms.Value ?? [],
                    PaymentMethods = methods.Value ?? [],
                    Departments = departments.Value ?? [],
                    TaxCodes = taxCodes.Value ?? [],
                    ReadAt = at,
                    SettingsReadAt = at,
                    ReadAllAt = at,
                },
                null);
    }

    private static Task<QuickBooksAnswer<IReadOnlyList<T>>> All<T>(QuickBooksClient client, CallOptions options, CancellationToken ct)
        where T : class, IQuickBooksEntity => client.QueryAsync(new QuickBooksQuery<T>().IncludingInactive(), options, ct);

    private static CatalogueAnswer<T> Refused<T>(QuickBooksRefusal refusal)
        where T : class => new(null, FailureClassifier.Of(refusal));
}
