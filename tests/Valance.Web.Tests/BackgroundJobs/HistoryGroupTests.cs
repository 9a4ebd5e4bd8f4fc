using Valance.Export.History;
using Valance.Web.BackgroundJobs;

namespace Valance.Web.Tests.BackgroundJobs;

public sealed class HistoryGroupTests
{
    [Fact]
    public void NewestFirst_TwoAttempts_PutsTheRetryBeforeTheAttemptThatItLedTo()
    {
        var groups = HistoryGroup.NewestFirst(
            [Line("asked"), Line("sent", 1), Line("refused", 1), Line("retry"), Line("sent again", 2), Line("accepted", 2), Line("cleared")]);

        Assert.Equal(["Attempt 2", "Attempt 1"], groups.Select(g => g.Name));
        Assert.Equal(["retry", "sent again", "accepted", "cleared"], groups[0].Lines.Select(l => l.Headline));
        Assert.Equal(["asked", "sent", "refused"], groups[1].Lines.Select(l => l.Headline));
    }

    [Fact]
    public void NewestFirst_FailedAtItsCheck_SaysThatNothingWasSent()
    {
        var group = Assert.Single(HistoryGroup.NewestFirst([Line("asked"), Line("not ready")]));

        Assert.Equal("Nothing was sent", group.Name);
        Assert.Equal(2, group.Lines.Count);
    }

    private static HistoryLine Line(string headline, int? attempt = null) => new(DateTime.UnixEpoch, HistoryTone.Neutral, headline, [], attempt);
}
