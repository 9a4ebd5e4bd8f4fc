using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Jobs;

public sealed class SavedViewsTests : IAsyncLifetime
{
    private const string Address = "/background-jobs?state=Failed&open-failures=1";

    private TestStore _store = null!;
    private Actor _support = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SavedViews Views => new(_store);

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _support = await (await TestData.InNewAccountAsync(_store)).ActorAsync(Role.SupportAgent);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Save_NewAndSameName_KeepsOneWithTheLatestFilters()
    {
        await Views.SaveAsync(_support, "  Harbor   failures ", "/background-jobs?account=1", Ct);
        Assert.Equal("harbor failures", (await Views.SaveAsync(_support, "harbor failures", Address, Ct)).Value);

        var view = Assert.Single(await Views.ListAsync(_support, Ct));
        Assert.Equal(("harbor failures", Address), (view.Name, view.Address));
    }

    [Fact]
    public async Task List_AnotherPerson_SeesAndRemovesNone()
    {
        await Views.SaveAsync(_support, "Mine", Address, Ct);
        var other = await (await TestData.InNewAccountAsync(_store, "Other Dealer")).ActorAsync(Role.Bookkeeper);
        var view = (await Views.ListAsync(_support, Ct))[0];

        Assert.Empty(await Views.ListAsync(other, Ct));
        await Views.RemoveAsync(other, view.Id, Ct);
        Assert.Single(await Views.ListAsync(_support, Ct));
        await Views.RemoveAsync(_support, view.Id, Ct);
        Assert.Empty(await Views.ListAsync(_support, Ct));
    }

    [Theory]
    [InlineData(" ", "Give the view a name.")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890", "at most 60 characters")]
    public async Task Save_NameThatCannotBe_IsRefused(string name, string says) =>
        Assert.Contains(says, (await Views.SaveAsync(_support, name, Address, Ct)).Problems[0].Message, StringComparison.Ordinal);

    [Fact]
    public async Task Save_NoPerson_IsRefused() => Assert.Equal(Refusal.Forbidden, (await Views.SaveAsync(Actor.CommandLine, "X", Address, Ct)).Refusal);
}
