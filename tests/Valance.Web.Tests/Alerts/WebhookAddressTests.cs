using Valance.Web.Alerts.Webhooks;

namespace Valance.Web.Tests.Alerts;

public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("https://example.com/hook", true)]
    [InlineData("http://example.com/hook", false)]
    [InlineData("https://user:word@example.com/", false)]
    [InlineData("ftp://example.com/", false)]
    [InlineData("example.com", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://10.1.2.3/", false)]
    [InlineData("https://172.20.0.1/", false)]
    [InlineData("https://192.168.1.1/", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("https://100.64.0.1/", false)]
    [InlineData("https://0.0.0.0/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false)]
    [InlineData("https://[fd00::1]/", false)]
    [InlineData("https://[fe80::1]/", false)]
    [InlineData("https://[64:ff9b::a00:1]/", false)]
    [InlineData("https://8.8.8.8/", true)]
    public void Address_ThatLeadsInside_IsRefused(string address, bool allowed) =>
        Assert.Equal(allowed, WebhookAddress.Refuse(address, allowsPrivate: false) is null);

    [Fact]
    public void Address_OnThisMachine_IsAllowedBySettingAlone()
    {
        Assert.Null(WebhookAddress.Refuse("http://localhost:9000/", allowsPrivate: true));
        Assert.NotNull(WebhookAddress.Refuse("http://10.0.0.1/", allowsPrivate: true));
    }
}
