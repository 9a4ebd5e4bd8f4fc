namespace Valance.Web.Records.Lists;

/// <summary>What a list's own filters are given: where they stand, and how to go elsewhere.</summary>
public sealed record ListFilters(ListAddress Address, Action<ListAddress> Go)
{
    public string Get(string name) => Address.Get(name);

    public void Set(string name, object? value) => Go(Address.With(name, value as string));
}
