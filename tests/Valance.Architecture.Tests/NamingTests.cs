using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Valance.Architecture.Tests;

public sealed class NamingTests
{
    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader()
        .LoadAssemblies([.. new[] { "Valance.Core", "Valance.QuickBooks", "Valance.Export", "Valance.Web", "QuickBooks.Sandbox" }.Select(System.Reflection.Assembly.Load)])
        .Build();

    [Fact]
    public void Product_Loaded_HasTypes() => Assert.True(OurTypes().Count() > 50);

    /// <summary>The glossary (CONTEXT.md) has a word for everything; these stand for nothing.</summary>
    [Theory]
    [InlineData("Helper")]
    [InlineData("Helpers")]
    [InlineData("Utils")]
    [InlineData("Util")]
    [InlineData("Manager")]
    [InlineData("Tenant")]
    public void Types_Names_AvoidEmptyWords(string word) =>
        Assert.DoesNotContain(OurTypes(), t => t.Name.EndsWith(word, StringComparison.Ordinal));

    [Fact]
    public void Interfaces_Count_StaysSmall()
    {
        var interfaces = OurTypes().OfType<Interface>().Count();
        Assert.True(interfaces <= OurTypes().Count() * 0.05, $"{interfaces} interfaces: one needs two real implementations or an outside border.");
    }

    [Fact]
    public void Core_Rows_DependOnNoScreen() =>
        Types().That().ResideInNamespaceMatching("^Valance\\.Core").Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching("^(Valance\\.(Web|Export|QuickBooks)|QuickBooks\\.Sandbox)"))
            .Check(Product);

    private static IEnumerable<IType> OurTypes() =>
        Product.Types.Where(t => (t.FullName.StartsWith("Valance.", StringComparison.Ordinal) || t.FullName.StartsWith("QuickBooks.Sandbox", StringComparison.Ordinal))
            && !t.Name.Contains('<', StringComparison.Ordinal) && !t.FullName.Contains("Migrations", StringComparison.Ordinal));
}
