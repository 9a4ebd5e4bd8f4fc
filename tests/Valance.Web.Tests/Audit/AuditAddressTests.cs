using Valance.Core.Audit;
using Valance.Web.Audit;
using Valance.Web.Shell;

namespace Valance.Web.Tests.Audit;

public sealed class AuditAddressTests
{
    [Fact]
    public void Parse_OfWhatToUriWrote_GivesTheSame()
    {
        var address = new AuditAddress
        {
            When = Period.Custom,
            From = new DateOnly(2026, 11, 1),
            To = new DateOnly(2026, 11, 30),
            Users = [3, 7],
            Programs = ["API key Web shop"],
            Accounts = [2],
            Subjects = [AuditSubject.Order],
            Id = 12,
            Text = "Foreman & son",
        };

        Assert.Equal(address.ToUri(), AuditAddress.Parse(address.ToUri()).ToUri());
        Assert.False(address.IsEmpty);
        Assert.True(new AuditAddress().IsEmpty);
    }

    [Theory]
    [InlineData("/tools/audit?what=invoice&user=x&from=yesterday&id=-3")]
    [InlineData("/tools/audit?what=17&when=Custom&account=")]
    public void Parse_OfWhatCannotBeRead_LeavesItOut(string uri) => Assert.True(AuditAddress.Parse(uri).IsEmpty);

    [Fact]
    public void ToFilter_OfOneThing_TakesItsIdOnlyWithItsKind()
    {
        var today = new DateOnly(2026, 11, 24);
        Assert.Equal(12, AuditAddress.Parse("/tools/audit?what=Order&id=12").ToFilter(today, TimeZoneInfo.Utc).SubjectId);
        Assert.Null(AuditAddress.Parse("/tools/audit?id=12").ToFilter(today, TimeZoneInfo.Utc).SubjectId);
        var week = AuditAddress.Parse("/tools/audit?when=Last7Days").ToFilter(today, TimeZoneInfo.Utc);
        Assert.Equal((new DateOnly(2026, 11, 18), today), (week.From, week.To));
    }
}
