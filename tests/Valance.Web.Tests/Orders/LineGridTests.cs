using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Accounts;
using Valance.Core.Orders;
using Valance.Web.Orders;
using Valance.Web.Records.Forms;

namespace Valance.Web.Tests.Orders;

public sealed class LineGridTests : BunitContext
{
    private readonly List<OrderLine> _lines = [new() { Item = "Roller shade", UnitPrice = 100m, Taxable = false }];
    private int _told;

    public LineGridTests() => Services.AddSingleton(TimeProvider.System);

    [Fact]
    public void KeepBlankLast_AddsOneEmptyLineTaxedAsTheLast()
    {
        LineGrid.KeepBlankLast(_lines);
        LineGrid.KeepBlankLast(_lines);
        Assert.Equal(2, _lines.Count);
        Assert.True(_lines[1].IsBlank);
        Assert.False(_lines[1].Taxable);
    }

    [Fact]
    public void Typing_InTheLastLine_AddsTheNextOne()
    {
        var grid = Open();
        grid.Find("#field-Lines-1-Room").Input("Den");
        Assert.Equal(["", "Den", ""], _lines.Select(l => l.Room));
        Assert.Equal(1, _told);
        Assert.Equal(3, grid.FindAll("tbody tr").Count);
    }

    [Fact]
    public async Task Product_Picked_FillsCategoryPriceAndTax()
    {
        var grid = Open();
        var product = grid.FindComponents<LookupInput<Product>>()[1];
        await product.InvokeAsync(() => product.Instance.OnPick.InvokeAsync(new Product { Name = "Roman shade", Category = "Shades", UnitPrice = 389m }));
        Assert.Equal(("Roman shade", "Shades", 389m, true), (_lines[1].Item, _lines[1].Category, _lines[1].UnitPrice, _lines[1].Taxable));
    }

    [Fact]
    public void Remove_TakesTheLineAway_AndTheBlankOneHasNoButton()
    {
        var grid = Open();
        Assert.Single(grid.FindAll(".row-button"));
        grid.Find(".row-button").Click();
        Assert.True(Assert.Single(_lines).IsBlank);
    }

    [Fact]
    public void Price_ThatCannotBeRead_StaysAsTypedAndIsNamed()
    {
        var form = new FormState();
        var grid = Open(form);
        grid.Find("#field-Lines-0-UnitPrice").Input("12,5");
        Assert.Equal(100m, _lines[0].UnitPrice);
        Assert.True(form.HasUnreadable);
        Assert.Equal("12,5", grid.Find("#field-Lines-0-UnitPrice").GetAttribute("value"));
        grid.Find("#field-Lines-0-UnitPrice").Input("$1,012.50");
        Assert.Equal(1012.5m, _lines[0].UnitPrice);
        Assert.False(form.HasUnreadable);
    }

    [Fact]
    public void Problem_OfALine_StandsAtItsField()
    {
        var form = new FormState();
        form.Refuse([new("Lines[0].Quantity", "Line 1: the quantity must be above zero.")]);
        var grid = Open(form);
        Assert.Equal("Line 1: the quantity must be above zero.", grid.Find("#field-Lines-0-Quantity-problem").TextContent);
        Assert.Equal("field-Lines-0-Quantity-problem", grid.Find("#field-Lines-0-Quantity").GetAttribute("aria-describedby"));
        grid.Find("#field-Lines-0-Quantity").Input("3");
        Assert.Empty(form.Problems);
    }

    private IRenderedComponent<LineGrid> Open(FormState? form = null)
    {
        LineGrid.KeepBlankLast(_lines);
        return Render<LineGrid>(p => p
            .Add(g => g.Lines, _lines)
            .Add(g => g.Amounts, [100m, 0m])
            .Add(g => g.FindProducts, (_, _) => Task.FromResult<IReadOnlyList<Product>>([]))
            .Add(g => g.OnChanged, EventCallback.Factory.Create(this, () => _told++))
            .AddCascadingValue(form ?? new FormState()));
    }
}
