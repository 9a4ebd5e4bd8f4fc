using System.Globalization;
using System.Net;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>A site whose keys have little room.</summary>
public sealed class NarrowSiteFixture : SiteFixture
{
    protected override IReadOnlyList<string> Settings => ["--Api:RequestsPerMinute", "1", "--Api:Burst", "3"];
}

public sealed class RateLimitTests(NarrowSiteFixture site) : IClassFixture<NarrowSiteFixture>
{
    [Fact]
    public async Task Requests_BeyondTheKeysRoom_AreToldWhenToComeAgainAndOthersGoOn()
    {
        using var busy = await ApiProgram.WithKeyAsync(site);
        using var other = await ApiProgram.WithKeyAsync(site);
        var answers = new List<ApiAnswer>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await busy.GetAsync("/account"));
        }

        Assert.All(answers.Take(3), a => a.Is(HttpStatusCode.OK));
        var refused = Assert.IsType<ApiAnswer>(answers.Find(a => a.Status == HttpStatusCode.TooManyRequests)).IsProblem(HttpStatusCode.TooManyRequests);
        Assert.True(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture) is >= 1 and <= 60);
        (await other.GetAsync("/account")).Is(HttpStatusCode.OK);
    }
}
