using System.Reflection;
using Xunit;

namespace Valance.Architecture.Tests;

/// <summary>Who may use whom, read off the compiled assemblies.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string[] Ours = ["Valance.Core", "Valance.QuickBooks", "Valance.Export", "Valance.Web", "QuickBooks.Sandbox"];

    [Theory]
    [InlineData("Valance.Core")]
    [InlineData("Valance.QuickBooks")]
    [InlineData("QuickBooks.Sandbox")]
    [InlineData("Valance.Export", "Valance.Core", "Valance.QuickBooks")]
    [InlineData("Valance.Web", "Valance.Core", "Valance.QuickBooks", "Valance.Export", "QuickBooks.Sandbox")]
    public void Assembly_References_OnlyWhatItMay(string assembly, params string[] allowed)
    {
        var used = Assembly.Load(assembly).GetReferencedAssemblies().Select(a => a.Name!).Intersect(Ours).ToList();
        Assert.Subset(allowed.ToHashSet(), used.ToHashSet());
    }

    [Fact]
    public void Core_References_NoHttp() =>
        Assert.DoesNotContain(Assembly.Load("Valance.Core").GetReferencedAssemblies(), a => a.Name is "System.Net.Http" or "Microsoft.AspNetCore.Http");

    [Fact]
    public void Assemblies_OfTheList_AreAllThere() =>
        Assert.All(Ours, name => Assert.NotEmpty(Assembly.Load(name).GetTypes()));
}
