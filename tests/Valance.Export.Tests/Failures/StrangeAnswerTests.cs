using Valance.Export.Failures;
using Valance.QuickBooks;
using Xunit;

namespace Valance.Export.Tests.Failures;

/// <summary>Answers that nobody recorded: each ends in a category that does no harm, and in words with something to do.</summary>
public sealed class StrangeAnswerTests
{
    public static TheoryData<string> Names => [.. StrangeAnswer.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_AnswerThatNobodyRecorded_IsExplained(string name)
    {
        var strange = StrangeAnswer.All.Single(a => a.Name == name);

        var failure = FailureClassifier.Of(FaultReader.Read(strange.Status, strange.ContentType, strange.Body)!);

        Assert.Equal((strange.Cause, strange.Category), (failure.Cause, failure.Category));
        var explanation = Explanations.Of(failure, "Order 1042");
        Assert.All(new[] { explanation.What, explanation.Why, explanation.ToDo }, words => Assert.False(string.IsNullOrWhiteSpace(words)));
        Assert.NotEmpty(explanation.Fixes);
    }

    [Fact]
    public void Of_ErrorsThatArePlainWords_KeepsTheWords()
    {
        var failure = FailureClassifier.Of(FaultReader.Read(400, "application/json", """{"Fault":{"Error":["Something went wrong",{"code":"7777","Message":"And more"}]}}""")!);

        Assert.Equal("Something went wrong\nAnd more", failure.Detail);
    }

    [Fact]
    public void Of_HalfOfACharacter_KeepsWhatCanBeRead() => Assert.Contains(
        "Barnett", FailureClassifier.Of(FaultReader.Read(400, null, """{"Fault":{"Error":[{"Detail":"Rob\ud800:Barnett","code":"2040"}]}}""")!).Detail, StringComparison.Ordinal);
}
