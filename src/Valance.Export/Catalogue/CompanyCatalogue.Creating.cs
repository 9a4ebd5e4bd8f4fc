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
    /// Creates entries that are not there yet and lean on no other, thirty in one request. What QuickBooks refuses or does not answer is left:
    /// <see cref="CreateAsync"/> tries it by itself and says why.
    /// </summary>
    public async Task CreateTogetherAsync(QuickBooksClient client, IEnumerable<NewEntry> entries, Priority priority, CancellationToken ct)
    {
        var alone = entries.Where(StandsAlone).DistinctBy(e => (e.GetType(), e.Name.ToUpperInvariant())).ToList();
        if (Lacking(alone).Count < 2)
        {
            // What needs nothing does not wait for what others have under way.
            return;
        }

        await _oneAtATime.WaitAsync(ct);
        try
        {
            var wanted = Lacking(alone);
            if (wanted.Count < 2)
            {
                return;
            }

            var answers = await Task.WhenAll(wanted.Chunk(BatchItem.MostItems).Select(chunk => CreateTogetherAsync(client, chunk, priority, ct)));
            var made = answers.SelectMany(a => a.Made).ToList();
            Volatile.Write(ref _lists, Known! with
            {
                Items = [.. Known!.Items, .. made.OfType<Item>()],
                Terms = [.. Known!.Terms, .. made.OfType<Term>()],
                PaymentMethods = [.. Known!.PaymentMethods, .. made.OfType<PaymentMethod>()],
                Departments = [.. Known!.Departments, .. made.OfType<Department>()],
            });
            if (answers.Any(a => !a.IsAnswered) && (await ReadAsync(client, new CallOptions { Priority = priority }, ct)).Value is { } newest)
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

    private async Task<(bool IsAnswered, IReadOnlyList<object> Made)> CreateTogetherAsync(QuickBooksClient client, NewEntry[] entries, Priority priority, CancellationToken ct)
    {
        var options = new CallOptions { Priority = priority, RequestId = RequestId($"{client.RealmId}/{string.Join<NewEntry>('/', entries)}") };
        var answer = await client.BatchAsync([.. entries.Select((entry, i) => ItemOf(i.ToString(CultureInfo.InvariantCulture), entry))], options, ct);
        return answer.Succeeded ? (true, [.. answer.Value.Select(MadeOf).OfType<object>()]) : (false, []);
    }

    private List<NewEntry> Lacking(List<NewEntry> entries) => Known is { } lists ? entries.FindAll(e => !IsThere(lists, e)) : [];

    private static BatchItem ItemOf(string bId, NewEntry entry) => entry switch
    {
        NewEntry.Item item => BatchItem.Create(bId, ToWire(item)),
        NewEntry.Terms terms => BatchItem.Create(bId, ToWire(terms)),
        NewEntry.PaymentMethod method => BatchItem.Create(bId, ToWire(method)),
        NewEntry.Department department => BatchItem.Create(bId, new Department { Name = department.Name }),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, null),
    };

    private static object? MadeOf(BatchItemAnswer answer)
    {
        var name = answer.Item.WireName;
        return string.Equals(name, Item.WireName, StringComparison.Ordinal) ? answer.As<Item>().Value
            : string.Equals(name, Term.WireName, StringComparison.Ordinal) ? answer.As<Term>().Value
            : string.Equals(name, PaymentMethod.WireName, StringComparison.Ordinal) ? answer.As<PaymentMethod>().Value
            : answer.As<Department>().Value;
    }

    /// <summary>A sub-department needs its parent first.</summary>
    private static bool StandsAlone(NewEntry entry) => entry is not NewEntry.Department { Name: var path } || !path.Contains(':', StringComparison.Ordinal);

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

    private static Item ToWire(NewEntry.Item item) => new()
    {
        Name = item.Name,
        Type = item.Type,
        IncomeAccountRef = new Ref(item.IncomeAccountId),
        ExpenseAccountRef = item.ExpenseAccountId is { } expense ? new Ref(expense) : null,
    };

    private static Term ToWire(NewEntry.Terms terms) => new() { Name = terms.Name, Type = "STANDARD", DueDays = terms.DueDays };

    private static PaymentMethod ToWire(NewEntry.PaymentMethod method) => new() { Name = method.Name, Type = method.IsCard ? "CREDIT_CARD" : "NON_CREDIT_CARD" };

    private static async Task<(CompanyLists? Added, QuickBooksRefusal? Refusal)> SendAsync(
        QuickBooksClient client, CompanyLists lists, NewEntry entry, CallOptions options, CancellationToken ct)
    {
        switch (entry)
        {
            case NewEntry.Item item:
                var newItem = await client.CreateAsync(ToWire(item), options, ct);
                return (newItem.Succeeded ? lists with { Items = [.. lists.Items, newItem.Value] } : null, newItem.Refusal);
            case NewEntry.Terms terms:
                var newTerms = await client.CreateAsync(ToWire(terms), options, ct);
                return (newTerms.Succeeded ? lists with { Terms = [.. lists.Terms, newTerms.Value] } : null, newTerms.Refusal);
            case NewEntry.PaymentMethod method:
                var newMethod = await client.CreateAsync(ToWire(method), options, ct);
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
