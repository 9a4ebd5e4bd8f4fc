using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Xunit;

namespace Valance.Core.Tests.Records;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("  Zoë   Müller ", "zoe muller")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Of_Text_IsLowerWithoutAccentsAndNeedlessSpaces(string? text, string searched) => Assert.Equal(searched, SearchText.Of(text));

    [Fact]
    public void Of_WhatIsNoCharacter_IsNoDefect()
    {
        Assert.Equal("smith\ufffd", SearchText.Of($"Smith{(char)0xD83D}"));
        Assert.Equal("smith\ufffd", SearchText.Of("Smith\ufffe"));
        Assert.Equal("smith \U0001F600", SearchText.Of("Smith \U0001F600"));
    }

    [Fact]
    public void Cut_ThroughACharacter_LeavesItOut()
    {
        Assert.Equal("ab", SearchText.Cut("ab\U0001F600", 3));
        Assert.Equal("ab\U0001F600", SearchText.Cut("ab\U0001F600", 4));
    }

    [Fact]
    public void Text_HalfACharacter_IsRefusedAtItsField()
    {
        var problems = new ProblemList();
        problems.Text("Name", "The name", $"Smith{(char)0xDE00}");
        problems.Text("Memo", "The memo", "fine \U0001F600");
        Assert.Equal("Name", Assert.Single(problems.Problems).Field);
    }
}
