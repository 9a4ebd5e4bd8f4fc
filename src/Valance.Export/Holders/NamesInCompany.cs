using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Holders;

/// <summary>Asks one company who bears which display names: customers, vendors and employees, inactive ones too, in a single request.</summary>
internal static class NamesInCompany
{
    // Needless spaces in QuickBooks make another spelling of the same name: the pattern finds them, the comparison decides.
    private const int MostBySpelling = 50;

    /// <returns>All who bear one of the names, or why QuickBooks could not be asked.</returns>
    public static async Task<(IReadOnlyList<HeldRecord> Holders, Failure? Unread)> HoldersAsync(
        QuickBooksClient client, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var wanted = names.Select(DisplayNames.Collapse).Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (wanted.Count == 0)
        {
            return ([], null);
        }

        string[] spelled = [.. wanted.SelectMany(name => new[] { name, $"{name} (deleted)" })];
        List<BatchItem> items = [.. Items<Customer>("c", spelled, wanted[0]), .. Items<Vendor>("v", spelled, wanted[0]), .. Items<Employee>("e", spelled, wanted[0])];
        var answer = await client.BatchAsync(items, new CallOptions { Priority = Priority.High }, ct);
        if (!answer.Succeeded)
        {
            return ([], FailureClassifier.Of(answer.Refusal));
        }

        if (answer.Value.Select(a => a.Refusal).FirstOrDefault(r => r is not null) is { } refusal)
        {
            return ([], FailureClassifier.Of(refusal));
        }

        var found = answer.Value.SelectMany(Read).DistinctBy(r => (r.Kind, r.Id))
            .Where(r => wanted.Exists(name => DisplayNames.Same(name, r.Name)))
            .OrderByDescending(r => r.IsActive).ThenBy(r => r.Kind);
        return ([.. found], null);
    }

    private static IEnumerable<BatchItem> Items<T>(string id, string[] names, string first)
        where T : class, IQuickBooksEntity
    {
        yield return BatchItem.Query($"{id}1", new QuickBooksQuery<T>().WhereIn("DisplayName", names).IncludingInactive());
        if (first.Contains(' ', StringComparison.Ordinal))
        {
            // Open at its end for the mark of an inactive one.
            var pattern = $"{first.Replace(' ', '%')}%";
            yield return BatchItem.Query($"{id}2", new QuickBooksQuery<T>().WhereLike("DisplayName", pattern).IncludingInactive().Take(MostBySpelling));
        }
    }

    private static IEnumerable<HeldRecord> Read(BatchItemAnswer item) => item.Item.BId[0] switch
    {
        'c' => Held<Customer>(item),
        'v' => Held<Vendor>(item),
        _ => Held<Employee>(item),
    };

    private static IEnumerable<HeldRecord> Held<T>(BatchItemAnswer item)
        where T : class, IQuickBooksEntity => (item.AsQuery<T>().Value ?? []).Select(entity => HeldRecord.Of(entity));
}
