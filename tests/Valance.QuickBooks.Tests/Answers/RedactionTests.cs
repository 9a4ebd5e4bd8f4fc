using Xunit;

namespace Valance.QuickBooks.Tests.Answers;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("Paid with 4111 1111 1111 1111 by phone", "Paid with [card number] by phone")]
    [InlineData("\"PrivateNote\":\"4111-1111-1111-1111\"", "\"PrivateNote\":\"[card number]\"")]
    [InlineData("{\"Number\":\"4111111111111112\",\"Type\":\"Visa\"}", "{\"Number\":\"[left out]\",\"Type\":\"Visa\"}")]
    [InlineData("{\"TaxIdentifier\":\"99-5688293\"}", "{\"TaxIdentifier\":\"[left out]\"}")]
    [InlineData("Token expired: AB01601391072830", "Token expired: [token]")]
    [InlineData("{\"access_token\":\"ey.abc\",\"expires_in\":3600}", "{\"access_token\":\"[left out]\",\"expires_in\":3600}")]
    public void Of_ASecret_TakesItOut(string text, string kept) => Assert.Equal(kept, Redaction.Of(text));

    [Theory]
    [InlineData("\"time\":1601391072830")]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("\"FreeFormNumber\":\"(650) 555-3311\"")]
    [InlineData("1-5f733be9-e9e7f0b2a1c34567890123456")]
    [InlineData("\"DocNumber\":\"INV-4111111111111111\"")]
    [InlineData("")]
    public void Of_FiguresThatAreNone_StayAsTheyAre(string text) => Assert.Equal(text, Redaction.Of(text));

    [Fact]
    public void Of_TheTokenInUse_IsTakenOutWhereverItStands() => Assert.Equal("x[token]y", Redaction.Of("xsecret-1y", "secret-1"));

    [Fact]
    public void Bounded_ALongBody_IsCutAndMarked()
    {
        var kept = Redaction.Bounded(new string('x', 100_000))!;

        Assert.Equal(Exchange.BodyLimit, kept.Length);
        Assert.EndsWith("... [cut]", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounded_ASecretAtTheEdge_IsNotKeptInPart()
    {
        var kept = Redaction.Bounded(new string('x', Exchange.BodyLimit - 20) + "very-secret-token" + new string('x', 9000), "very-secret-token")!;

        Assert.DoesNotContain("very", kept, StringComparison.Ordinal);
    }
}
