using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Valance.Web.Records.Forms;

namespace Valance.Web.Tests.Records;

public sealed class LookupInputTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Names = ["George Foreman", "George  Foreman", "Ana Núñez"];

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _picked = [];

    public LookupInputTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public void ArrowsAndEnter_PickFromWhatWasFound()
    {
        var input = Open();
        Type(input, "george");

        Assert.Equal("true", input.Find("input").GetAttribute("aria-expanded"));
        Assert.Equal(2, input.FindAll("[role=option]").Count);
        input.Find("input").KeyDown("ArrowDown");
        Assert.Equal("field-Customer-option-1", input.Find("input").GetAttribute("aria-activedescendant"));
        input.Find("input").KeyDown("Enter");

        Assert.Equal(["George  Foreman"], _picked);
        Assert.Equal("false", input.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task Arrow_BeforeTheLastLetterIsLookedUp_KeepsItsChoice()
    {
        var input = Open(more: p => p.Add(l => l.OnFreeText, EventCallback.Factory.Create<string>(this, _ => { })));
        Type(input, "ge");
        var typing = input.Find("input").InputAsync(new ChangeEventArgs { Value = "george" });
        input.Find("input").KeyDown("ArrowDown");
        input.Find("input").KeyDown("ArrowDown");
        _time.Advance(TimeSpan.FromSeconds(1));
        await typing;

        input.Find("input").KeyDown("Enter");

        Assert.Equal(["George  Foreman"], _picked);
    }

    [Fact]
    public void Left_WithHalfAName_ShowsWhatWasChosenBefore()
    {
        var input = Open(text: "Ana Núñez");
        Type(input, "geor");
        input.Find("input").Blur();
        Assert.Equal("Ana Núñez", input.Find("input").GetAttribute("value"));
        Assert.Empty(_picked);
    }

    [Fact]
    public void Left_WithAWholeName_PicksIt()
    {
        var input = Open();
        Type(input, "ana núñez");
        input.Find("input").Blur();
        Assert.Equal(["Ana Núñez"], _picked);
    }

    [Fact]
    public void Escape_ClosesTheListAndKeepsTheText()
    {
        var input = Open();
        Type(input, "george");
        input.Find("input").KeyDown("Escape");
        Assert.Equal("false", input.Find("input").GetAttribute("aria-expanded"));
        Assert.Equal("george", input.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void NothingFound_IsSaid()
    {
        var input = Open();
        Type(input, "xyz");
        Assert.Equal("Nobody of that name.", input.Find(".lookup-none").TextContent);
    }

    [Fact]
    public void FreeText_IsToldWithEveryKeyAndNothingIsPickedUnasked()
    {
        var typed = new List<string>();
        var input = Open(more: p => p.Add(l => l.OnFreeText, EventCallback.Factory.Create<string>(this, typed.Add)));
        Type(input, "george");
        Assert.Null(input.Find("input").GetAttribute("aria-activedescendant"));
        input.Find("input").Blur();
        Assert.Equal(["george"], typed);
        Assert.Empty(_picked);
    }

    private IRenderedComponent<LookupInput<string>> Open(string text = "", Action<ComponentParameterCollectionBuilder<LookupInput<string>>>? more = null) =>
        Render<LookupInput<string>>(p =>
        {
            p.Add(l => l.Field, "Customer").Add(l => l.Label, "Customer").Add(l => l.Text, text).Add(l => l.Nothing, "Nobody of that name.")
                .Add(l => l.Search, (typed, _) => Task.FromResult<IReadOnlyList<string>>([.. Names.Where(n => n.StartsWith(typed, StringComparison.OrdinalIgnoreCase))]))
                .Add(l => l.Name, name => name)
                .Add(l => l.OnPick, EventCallback.Factory.Create<string>(this, _picked.Add));
            more?.Invoke(p);
        });

    private void Type(IRenderedComponent<LookupInput<string>> input, string text)
    {
        var typing = input.Find("input").InputAsync(new ChangeEventArgs { Value = text });
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(typing.Wait(Patience));
    }
}
