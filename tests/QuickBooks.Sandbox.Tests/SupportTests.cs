using System.Reflection;
using System.Text.RegularExpressions;

namespace QuickBooks.Sandbox.Tests;

/// <summary>SUPPORT.md says what the code does: its tables are made from the code, and each rule names a test that there is.</summary>
public sealed partial class SupportTests
{
    /// <summary>After a change in the catalogue: run this test with RENEW_SUPPORT=1 and commit the page.</summary>
    [Fact]
    public void Tables_AreThoseOfTheCode()
    {
        var page = File.ReadAllText(SupportPage.Path);
        foreach (var name in SupportPage.PartNames)
        {
            Assert.Contains($"<!-- made: {name} -->", page, StringComparison.Ordinal);
        }

        var renewed = SupportPage.Renewed(page);
        if (Environment.GetEnvironmentVariable("RENEW_SUPPORT") == "1")
        {
            File.WriteAllText(SupportPage.Path, renewed);
            return;
        }

        Assert.True(renewed == page, "SUPPORT.md is behind the code. Run this test with RENEW_SUPPORT=1 and commit src/QuickBooks.Sandbox/SUPPORT.md.");
    }

    [Fact]
    public void Rules_NameTestsThatThereAre()
    {
        var tests = typeof(SupportTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .Where(m => m.GetCustomAttributes<FactAttribute>(inherit: true).Any()).Select(m => $"{m.DeclaringType!.Name}.{m.Name}").ToHashSet(StringComparer.Ordinal);
        var named = TestName().Matches(File.ReadAllText(SupportPage.Path)).Select(m => m.Groups["name"].Value).ToList();
        Assert.True(named.Count > 50, "SUPPORT.md names its rules' tests in backticks, as `ClassTests.Method`.");
        Assert.DoesNotContain(named, n => !tests.Contains(n));
    }

    [GeneratedRegex("`(?<name>[A-Za-z]+Tests\\.[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestName();
}
