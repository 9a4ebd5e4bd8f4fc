using Valance.Export.Catalogue;

namespace Valance.Export.Planning;

/// <content>What the record points at in the company's lists.</content>
internal sealed partial class PlanWork
{
    // Lists that are younger than this are not read again because something is missing from them.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Resolves what the record points at. What is missing is looked for in lists read anew, then created where the Account wants that; what still
    /// is missing stops the plan.
    /// </summary>
    public async Task<(T? References, PlanOutcome? Stop)> ResolveAsync<T>(Func<ReferenceResolver, T> resolve, CancellationToken ct)
        where T : class
    {
        var (references, missing) = Resolve(resolve);
        if (missing.Count > 0)
        {
            if (await ReadListsAsync(Fresh, ct) is { } unread)
            {
                return (null, new PlanOutcome.Stopped(unread));
            }

            (references, missing) = Resolve(resolve);
        }

        if (missing.Count == 0)
        {
            return (references, null);
        }

        if (IsPreview)
        {
            Notes.AddRange(missing.Select(m => m.New is { } entry
                ? new PlanNote(PlanNoteKind.Changed, m.Field, m.Name, entry.Name, "It is not in QuickBooks yet and will be created there.")
                : new PlanNote(PlanNoteKind.Warning, m.Field, m.Name, "", "Nothing in QuickBooks stands for it.")));
            return (references, null);
        }

        if (missing.Where(m => m.New is null).Select(m => m.ToFailure()).ToList() is { Count: > 0 } failures)
        {
            return (null, failures.Count == 1 ? new PlanOutcome.Stopped(failures[0]) : new PlanOutcome.NotReady(failures));
        }

        foreach (var entry in missing)
        {
            if (await Catalogue.CreateAsync(Client, entry, Request.Priority, ct) is { } failure)
            {
                return (null, new PlanOutcome.Stopped(failure));
            }
        }

        await ReadListsAsync(null, ct);
        (references, missing) = Resolve(resolve);
        return missing.Count == 0 ? (references, null) : (null, new PlanOutcome.Stopped(missing[0].ToFailure()));
    }

    private (T References, IReadOnlyList<MissingEntry> Missing) Resolve<T>(Func<ReferenceResolver, T> resolve)
    {
        var resolver = new ReferenceResolver(Lists, _reads.Mappings, _reads.DueDays, _reads.Account.CreateWhatIsMissing);
        return (resolve(resolver), resolver.Missing);
    }
}
