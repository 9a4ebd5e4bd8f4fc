using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Valance.Export.Failures;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <content>Creates what the company's lists lack.</content>
public sealed partial class CompanyCatalogue
{
    private readonly ConcurrentDictionary<string, byte> _refused = new(StringComparer.Ordinal);

    /// <summary>Creates the entry unless it is there by now: parallel plans make one. Null when it is there afterwards, else why not.</summary>
    public async Task<Failure?> CreateAsync(QuickBooksClient client, MissingEntry missing, Priority priority, CancellationToken ct)
    {
        if (missing.New is not { } entry)
        {
            return missing.ToFailure();
        }

        await _oneAtATime.WaitAsync(ct);
        try
        {
            return await CreateOneAsync(client, entry, missing, priority, ct);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>
    /// Creates items that are not there yet, thirty in one request. What QuickBooks refuses or does not answer is left: <see cref="CreateAsync"/> tries it by itself and
    /// says why.
    /// </summary>
    public async Task CreateItemsAsync(QuickBooksClient client, IReadOnlyCollection<NewEntry.Item> entries, Priority priority, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            var wanted = Known is { } lists ? entries.DistinctBy(e => e.Name, StringComparer.OrdinalIgnoreCase).Where(e => !IsThere(lists, e)).ToList() : [];
            if (wanted.Count < 2)
            {
                return;
            }

            var answers = await Task.WhenAll(wanted.Chunk(BatchItem.MostItems).Select(chunk => CreateItemsAsync(client, chunk, priority, ct)));
            var made = answers.Where(a => a.Succeeded).SelectMany(a => a.Value!).Select(a => a.As<Item>().Value).OfType<Item>().ToList();
            Volatile.Write(ref _lists, Known! with { Items = [.. Known!.Items, .. made] });
            if (answers.Any(a => !a.Succeeded) && (await ReadAsync(client, new CallOptions { Priority = priority }, ct)).Value is { } newest)
            {
                // Without an answer they may have been made all the same.
                Volatile.Write(ref _lists, newest);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private Task<QuickBooksAnswer<IReadOnlyList<BatchItemAnswer>>> CreateItemsAsync(QuickBooksClient client, NewEntry.Item[] entries, Priority priority, CancellationToken ct) =>
        client.BatchAsync(
            [.. entries.Select((entry, i) => BatchItem.Create(i.ToString(CultureInfo.InvariantCulture), NewItem(entry)))],
            new CallOptions { Priority = priority, RequestId = RequestId($"{client.RealmId}/{string.Join<NewEntry>('/', entries)}") },
            ct);

    private async Task<Failure?> CreateOneAsync(QuickBooksClient client, NewEntry entry, MissingEntry missing, Priority priority, CancellationToken ct)
    {
        var lists = Known;
        if (lists is null)
        {
            var read = await ReadAsync(client, new CallOptions { Priority = priority }, ct);
            if (read.Value is null)
            {
                return read.Failure;
            }

            lists = read.Value;
            Volatile.Write(ref _lists, lists);
        }

        if (IsThere(lists, entry))
        {
            return null;
        }

        if (entry is NewEntry.Department { Name: var path } && path.LastIndexOf(':') is > 0 and var colon
            && await CreateOneAsync(client, new NewEntry.Department(path[..colon].Trim()), missing, priority, ct) is { } parentFailure)
        {
            return parentFailure;
        }

        var id = RequestId($"{client.RealmId}/{entry}");
        var options = new CallOptions { Priority = priority, RequestId = id };
        var (added, refusal) = await SendAsync(client, Known ?? lists, entry, options, ct);
        if (added is not null)
        {
            Volatile.Write(ref _lists, added);
            return null;
        }

        // After a received fault the id must not be used again; after a lost answer it must.
        if (refusal!.Kind == RefusalKind.Fault)
        {
            _refused.TryAdd(id, 0);
        }

        // The name is taken: somebody made the entry meanwhile, or it is inactive.
        var again = await ReadAsync(client, new CallOptions { Priority = priority }, ct);
        if (again.Value is { } newest)
        {
            Volatile.Write(ref _lists, newest);
            if (IsThere(newest, entry))
            {
                return null;
            }
        }

        var failure = FailureClassifier.Of(refusal);
        return failure.Category is FailureCategory.Fixable or FailureCategory.Defect or FailureCategory.Conflict
            ? failure with { Cause = "list-entry-refused", Category = FailureCategory.Fixable, Field = missing.Field, Value = missing.Name, Mapping = missing.Mapping }
            : failure;
    }

    private static bool IsThere(CompanyLists lists, NewEntry entry) => entry switch
    {
        NewEntry.Item item => lists.ItemNamed(item.Name) is not null,
        NewEntry.Terms terms => lists.TermNamed(terms.Name) is not null,
        NewEntry.PaymentMethod method => lists.PaymentMethodNamed(method.Name) is not null,
        NewEntry.Department department => lists.DepartmentNamed(department.Name) is not null,
        _ => false,
    };

    private static Item NewItem(NewEntry.Item item) => new()
    {
        Name = item.Name,
        Type = item.Type,
        IncomeAccountRef = new Ref(item.IncomeAccountId),
        ExpenseAccountRef = item.ExpenseAccountId is { } expense ? new Ref(expense) : null,
    };

    private static async Task<(CompanyLists? Added, QuickBooksRefusal? Refusal)> SendAsync(
        QuickBooksClient client, CompanyLists lists, NewEntry entry, CallOptions options, CancellationToken ct)
    {
        switch (entry)
        {
            case NewEntry.Item item:
                var newItem = await client.CreateAsync(NewItem(item), options, ct);
                return (newItem.Succeeded ? lists with { Items = [.. lists.Items, newItem.Value] } : null, newItem.Refusal);
            case NewEntry.Terms terms:
                var newTerms = await client.CreateAsync(new Term { Name = terms.Name, Type = "STANDARD", DueDays = terms.DueDays }, options, ct);
                return (newTerms.Succeeded ? lists with { Terms = [.. lists.Terms, newTerms.Value] } : null, newTerms.Refusal);
            case NewEntry.PaymentMethod method:
                var newMethod = await client.CreateAsync(
                    new PaymentMethod { Name = method.Name, Type = method.IsCard ? "CREDIT_CARD" : "NON_CREDIT_CARD" }, options, ct);
                return (newMethod.Succeeded ? lists with { PaymentMethods = [.. lists.PaymentMethods, newMethod.Value] } : null, newMethod.Refusal);
            case NewEntry.Department department:
                var parts = department.Name.Split(':', StringSplitOptions.TrimEntries);
                var parent = parts.Length > 1 ? lists.DepartmentNamed(string.Join(':', parts[..^1])) : null;
                var newDepartment = await client.CreateAsync(
                    new Department
                    {
                        Name = parts[^1],
                        SubDepartment = parent is null ? null : true,
                        ParentRef = parent is null ? null : new Ref(parent.Id!),
                    }, options, ct);
                return (newDepartment.Succeeded ? lists with { Departments = [.. lists.Departments, newDepartment.Value] } : null, newDepartment.Refusal);
            default:
                throw new ArgumentOutOfRangeException(nameof(entry), entry, null);
        }
    }

    /// <summary>Of what is created, so that a repeat after a lost answer gives the first one back; of the day too, since what was made may be gone by another.</summary>
    private string RequestId(string what)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"{what}/{time.GetUtcNow():yyyy-MM-dd}");
        string id;
        do
        {
            id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..32];
            content += "/again";
        }
        while (_refused.ContainsKey(id));
        return id;
    }
}
