using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Reports;
using QuickBooks.Sandbox.Rules;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Tests;

/// <summary>The parts of SUPPORT.md that are made from the code, each between a "made: name" and an "end" mark.</summary>
internal static partial class SupportPage
{
    private static readonly Dictionary<string, Func<string>> Parts = new(StringComparer.Ordinal)
    {
        ["operations"] = Operations,
        ["fields"] = Fields,
        ["resources"] = Resources,
        ["switches"] = Switches,
    };

    public static string Path { get; } = System.IO.Path.Combine(Root(), "src", "QuickBooks.Sandbox", "SUPPORT.md");

    public static IEnumerable<string> PartNames => Parts.Keys;

    public static string Renewed(string page) => Part().Replace(page, m =>
        $"{m.Groups["head"].Value}\n{Parts[m.Groups["name"].Value]()}{m.Groups["foot"].Value}");

    private static string Operations()
    {
        var text = Table("Entity", "create", "read", "query", "full update", "sparse update", "delete", "void", "deactivate", "CDC");
        foreach (var type in Catalogue.All)
        {
            string Can(Operations operation) => type.Can(operation) ? "yes" : "-";
            var voids = type.Can(Schema.Operations.Void) ? "yes" : type.Can(Schema.Operations.VoidByUpdate) ? "by update" : "-";
            Row(text, type.Name, Can(Schema.Operations.Create), Can(Schema.Operations.Read), Can(Schema.Operations.Query), Can(Schema.Operations.Update),
                type.Can(Schema.Operations.SparseUpdate) ? "yes" : type.Can(Schema.Operations.Update) ? "switch" : "-", Can(Schema.Operations.Delete), voids, Can(Schema.Operations.Deactivate), ChangeData.Covers(type) ? "yes" : "-");
        }

        return text.ToString();
    }

    private static string Fields()
    {
        var text = Table("Entity", "Fields that QuickBooks has and the sandbox refuses");
        foreach (var type in Catalogue.All)
        {
            if (type.Shape.Properties.Where(p => p.Kind == Kind.NotModelled).Select(p => p.Name).ToList() is { Count: > 0 } names)
            {
                Row(text, type.Name, string.Join(", ", names));
            }
        }

        return text.ToString();
    }

    private static string Resources()
    {
        var text = Table("Resource", "How it is answered");
        Row(text, "query", "GET and POST, the whole language");
        Row(text, "batch", "up to 30 items: entities and queries");
        Row(text, "cdc", "the entities marked above");
        Row(text, "taxservice/taxcode", "makes a tax code with rates and agency");
        Row(text, "companycurrency, exchangerate", "refused, as by a company with one currency");
        Row(text, "reports/" + string.Join(", ", ReportDesk.Names), "accrual, one column");
        Row(text, "reports/" + string.Join(", ", ReportDesk.LackingNames), "501, not modelled");
        Row(text, string.Join(", ", Lacking.Names), "501, not modelled");
        return text.ToString();
    }

    /// <summary>From the documentation file that the compiler writes beside the assembly.</summary>
    private static string Switches()
    {
        var documented = XDocument.Load(System.IO.Path.ChangeExtension(typeof(RuleSwitches).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value, m => Spaces().Replace(m.Element("summary")?.Value ?? "", " ").Trim(), StringComparer.Ordinal);
        var defaults = new RuleSwitches();
        var text = Table("Switch", "Default", "Meaning");
        foreach (var property in typeof(RuleSwitches).GetProperties().Where(p => p.CanWrite))
        {
            var usual = Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture)!.ToLowerInvariant();
            Row(text, property.Name, usual, documented[$"P:{typeof(RuleSwitches).FullName}.{property.Name}"]);
        }

        return text.ToString();
    }

    private static StringBuilder Table(params string[] heads)
    {
        var text = new StringBuilder();
        Row(text, heads);
        Row(text, [.. heads.Select(_ => "---")]);
        return text;
    }

    private static void Row(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Valance.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run the tests from the repository's own build.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("(?<head><!-- made: (?<name>[a-z]+) -->)\n(?<old>(.*\n)*?)(?<foot><!-- end -->)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
