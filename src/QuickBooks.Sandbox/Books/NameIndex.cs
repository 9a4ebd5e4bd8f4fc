using System.Text;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Rules;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Books;

/// <summary>Who holds which name, over lists that share a name space. Found by hash in the loosest form, then compared as the switches say.</summary>
internal sealed class NameIndex
{
    private const string Deleted = " (deleted)";
    private readonly Dictionary<(string Space, string Key), HashSet<(string Type, string Id)>> holders = [];
    private readonly Dictionary<(string Type, string Id), (string Space, string Key)> held = [];

    public void Put(EntityType type, string id, JsonObject doc)
    {
        Remove(type.Name, id);
        if (type.NameSpace is { } space && doc.Text(type.NameProperty) is { Length: > 0 } name)
        {
            var key = (space, Loosest(WithoutMark(name)));
            if (!holders.TryGetValue(key, out var set))
            {
                holders[key] = set = [];
            }

            set.Add((type.Name, id));
            held[(type.Name, id)] = key;
        }
    }

    public void Remove(string type, string id)
    {
        if (held.Remove((type, id), out var key) && holders.TryGetValue(key, out var set) && set.Remove((type, id)) && set.Count == 0)
        {
            holders.Remove(key);
        }
    }

    public (string Type, string Id)? Holder(Company company, EntityType type, string name, string? exceptId, RuleSwitches switches)
    {
        if (type.NameSpace is not { } space || !holders.TryGetValue((space, Loosest(WithoutMark(name))), out var set))
        {
            return null;
        }

        foreach (var (holderType, id) in set)
        {
            if (string.Equals(holderType, type.Name, StringComparison.Ordinal) && string.Equals(id, exceptId, StringComparison.Ordinal))
            {
                continue;
            }

            var table = company.Table(holderType)!;
            var doc = table.Find(id)!;
            if (((doc.Flag("Active") ?? true) || switches.InactiveHoldersKeepTheirName)
                && string.Equals(
                    Form(WithoutMark(doc.Text(table.Type.NameProperty)!), switches), Form(WithoutMark(name), switches), StringComparison.Ordinal))
            {
                return (holderType, id);
            }
        }

        return null;
    }

    /// <summary>A deactivated record is named "X (deleted)" and goes on holding X.</summary>
    public static string WithoutMark(string name) => name.EndsWith(Deleted, StringComparison.Ordinal) ? name[..^Deleted.Length] : name;

    public static string Marked(string name) => WithoutMark(name) + Deleted;

    private static string Form(string name, RuleSwitches switches)
    {
        name = switches.SpacesMakeNoNewName ? Collapsed(name) : name;
        return switches.CaseMakesNoNewName ? name.ToUpperInvariant() : name;
    }

    private static string Loosest(string name) => Collapsed(name).ToUpperInvariant();

    private static string Collapsed(string name)
    {
        var collapsed = new StringBuilder(name.Length);
        foreach (var c in name.Trim())
        {
            if (!char.IsWhiteSpace(c))
            {
                collapsed.Append(c);
            }
            else if (collapsed.Length > 0 && collapsed[^1] != ' ')
            {
                collapsed.Append(' ');
            }
        }

        return collapsed.ToString();
    }
}
