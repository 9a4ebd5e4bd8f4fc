using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Valance.QuickBooks.Tests.Webhooks;

public sealed class ChangeNoticesTests
{
    private const string Verifier = "a-verifier-token";

    private const string Older = """
        {"eventNotifications":[{"realmId":"1185883450","dataChangeEvent":{"entities":[
          {"name":"Customer","id":"1","operation":"Create","lastUpdated":"2015-10-05T14:42:19-0700"},
          {"name":"Vendor","id":"4","operation":"Update","lastUpdated":"2015-10-05T21:42:19.000Z"}]}},
         {"realmId":"4620816365","dataChangeEvent":{"entities":[{"name":"Invoice","id":"9","operation":"Void"}]}}]}
        """;

    private const string CloudEvents = """
        [{"specversion":"1.0","id":"88cd52aa","source":"intuit.dsnBgbse","type":"qbo.customer.updated.v1","datacontenttype":"application/json",
          "time":"2025-09-10T21:31:25Z","intuitentityid":"1234","intuitaccountid":"310687","data":{}},
         {"type":"qbo.purchaseorder.deleted.v1","time":"","intuitentityid":"5","intuitaccountid":"310688"}]
        """;

    [Fact]
    public void Read_OlderBody_GivesEachChangeOfEachCompany()
    {
        var notices = Read(Older)!;

        Assert.Equal(["1185883450 Customer 1 Create", "1185883450 Vendor 4 Update", "4620816365 Invoice 9 Void"], notices.Select(Text));
        Assert.Equal(new DateTimeOffset(2015, 10, 5, 21, 42, 19, TimeSpan.Zero), notices[1].At);
        Assert.Null(notices[2].At);
    }

    [Fact]
    public void Read_CloudEvents_GivesEachChangeAndItsTime()
    {
        var notices = Read(CloudEvents)!;

        Assert.Equal(["310687 customer 1234 updated", "310688 purchaseorder 5 deleted"], notices.Select(Text));
        Assert.True(notices[0].IsOf("Customer"));
        Assert.Equal(new DateTimeOffset(2025, 9, 10, 21, 31, 25, TimeSpan.Zero), notices[0].At);
        Assert.Null(notices[1].At);
    }

    [Theory]
    [InlineData("""[{"type":"qbo.customer.merged.v1","intuitentityid":"123","intuitaccountid":"9341","data":{"deletedid":"27"}}]""")]
    [InlineData("""{"eventNotifications":[{"realmId":"9341","dataChangeEvent":{"entities":[{"name":"Customer","id":"123","operation":"Merge","deletedId":"27"}]}}]}""")]
    public void Read_Merge_NamesWhoIsLeftAndWhoWent(string body)
    {
        var merge = Assert.Single(Read(body)!);

        Assert.Equal(("9341", true, "123", "27"), (merge.RealmId, merge.IsOf("Customer"), merge.Id, merge.MergedId));
    }

    [Theory]
    [InlineData("""[{"type":"qbo.customer.merged.v1","intuitentityid":"123","intuitaccountid":"9341","data":7}]""")]
    [InlineData("""[{"type":"qbo.customer.merged.v1","intuitentityid":"123","intuitaccountid":"9341"}]""")]
    [InlineData("""{"eventNotifications":[{"realmId":"9341","dataChangeEvent":{"entities":[{"name":"Customer","id":"123","operation":"Merge","deletedId":27}]}}]}""")]
    public void Read_MergeThatDoesNotSayWhoWent_IsAChangeLikeAnother(string body) => Assert.Equal("", Assert.Single(Read(body)!).MergedId);

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("""[{"type":"qbo.customer.updated.v1"},{"type":7},5,{"type":"other.thing.happened.v1","intuitentityid":"1","intuitaccountid":"2"}]""", 0)]
    [InlineData("""{"eventNotifications":[{"realmId":"1"},{"realmId":"1","dataChangeEvent":{"entities":[{"name":"Customer"},{"id":"3"}]}},7]}""", 0)]
    [InlineData("""{"eventNotifications":{}}""", null)]
    [InlineData("{}", null)]
    [InlineData("7", null)]
    [InlineData("not json", null)]
    [InlineData("", null)]
    public void Read_WhatIsNeither_IsLeftOutOrNull(string body, int? count) => Assert.Equal(count, Read(body)?.Count);

    [Fact]
    public void AreSigned_BodyAsItCame_IsRight() => Assert.True(ChangeNotices.AreSigned(Bytes(Older), Signature(Older, Verifier), Verifier));

    [Fact]
    public void AreSigned_AnythingElse_IsNot()
    {
        Assert.False(ChangeNotices.AreSigned(Bytes(Older + " "), Signature(Older, Verifier), Verifier));
        Assert.False(ChangeNotices.AreSigned(Bytes(Older), Signature(Older, "another"), Verifier));
        Assert.False(ChangeNotices.AreSigned(Bytes(Older), null, Verifier));
        Assert.False(ChangeNotices.AreSigned(Bytes(Older), "", Verifier));
        Assert.False(ChangeNotices.AreSigned(Bytes(Older), "not base64!", Verifier));
        Assert.False(ChangeNotices.AreSigned(Bytes(Older), Convert.ToBase64String(new byte[31]), Verifier));
        Assert.False(ChangeNotices.AreSigned(Bytes(Older), Convert.ToBase64String(new byte[64]), Verifier));
        // No token is no key.
        Assert.False(ChangeNotices.AreSigned(Bytes(Older), Signature(Older, ""), ""));
    }

    private static IReadOnlyList<ChangeNotice>? Read(string body) => ChangeNotices.Read(Bytes(body));

    private static string Text(ChangeNotice n) => $"{n.RealmId} {n.Entity} {n.Id} {n.Operation}";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Signature(string body, string verifier) => Convert.ToBase64String(HMACSHA256.HashData(Bytes(verifier), Bytes(body)));
}
