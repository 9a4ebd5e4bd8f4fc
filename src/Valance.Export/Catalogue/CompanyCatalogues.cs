using System.Collections.Concurrent;

namespace Valance.Export.Catalogue;

/// <summary>The lists of all companies in this process, each read once and kept until it is forgotten.</summary>
public sealed class CompanyCatalogues(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, CompanyCatalogue> _companies = new(StringComparer.Ordinal);

    public CompanyCatalogue For(string realmId) => _companies.GetOrAdd(realmId, _ => new CompanyCatalogue(time));

    /// <summary>Call it when a refusal points at an entry of the lists (invalid or inactive reference), when a mapping screen refreshes, and on reconnection.</summary>
    public void Forget(string realmId) => For(realmId).Forget();

    /// <summary>Call it when the company may not be the same any more: its customers, vendors and employees are read whole again.</summary>
    public void ForgetNames(string realmId) => For(realmId).ForgetNames();
}
