using Valance.Web.SignIn;

namespace Valance.Web.Tests.SignIn;

public sealed class TotpTests
{
    /// <summary>"12345678901234567890" in base 32, the secret of RFC 6238's appendix B.</summary>
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>The last six of the eight digits that the appendix prints for SHA-1.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void CodeAt_TimesOfTheRfc_AreItsCodes(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void StepOf_CodeOfAClockThatIsOff_CountsOneStepEitherWay(int steps, bool counts)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var code = Totp.CodeAt(Secret, Totp.StepAt(now) + steps);

        Assert.Equal(counts ? Totp.StepAt(now) + steps : null, Totp.StepOf(Secret, $" {code[..3]} {code[3..]} ", now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("ÄÖÜ€ab")]
    public void StepOf_WhatIsNoCode_IsNone(string typed) => Assert.Null(Totp.StepOf(Secret, typed, DateTimeOffset.FromUnixTimeSeconds(1_800_000_000)));

    [Fact]
    public void NewKey_IsTwentyRandomBytesInBase32()
    {
        var keys = Enumerable.Range(0, 20).Select(_ => Totp.NewKey()).ToList();

        Assert.All(keys, k => Assert.Matches("^[A-Z2-7]{32}$", k));
        Assert.Equal(20, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void AddressOf_APerson_IsWhatAppsScan() =>
        Assert.Equal($"otpauth://totp/Valance:bea%2Bbooks%40sunrise.example?secret={Secret}&issuer=Valance&digits=6", Totp.AddressOf(Secret, "bea+books@sunrise.example"));
}
