using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Drafts;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.TestKit;
using Valance.Web.Customers;
using Valance.Web.Records.Forms;
using Valance.Web.Shell;
using Valance.Web.SignIn;

namespace Valance.Web.Tests.Shell;

/// <summary>What people see when the store takes nothing.</summary>
public sealed class FullDiskScreenTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TestStore _store = null!;
    private User _person = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _person = await (await TestData.InNewAccountAsync(_store)).UserAsync(Role.Bookkeeper);
        Services.AddMudServices();
        Services.AddLogging();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IDbContextFactory<ValanceDb>>(_store);
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(_person));
        Services.AddSingleton<CurrentActor>().AddSingleton<SaveDraft>().AddSingleton<LoadDraft>().AddSingleton<DropDraft>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public void Form_DiskIsFull_SaysWhatToDoKeepsWhatWasTypedAndSavesWhenThereIsRoom()
    {
        _store.IsFull = true;
        var form = Render<RecordForm<CustomerInput>>(p => p
            .Add(f => f.Kind, RecordKind.Customer)
            .Add(f => f.Title, "New customer")
            .Add(f => f.Initial, new CustomerInput { Name = "George Foreman", Notes = new string('n', 8_000) })
            .Add(f => f.Fields, CustomerFields.All)
            .Add(f => f.Save, (Func<Actor, SaveTarget, CustomerInput, CancellationToken, Task<Result<Saved>>>)new SaveCustomer(_store, TimeProvider.System).HandleAsync)
            .Add(f => f.ChildContent, (RenderFragment<CustomerInput>)(input => builder => builder.AddMarkupContent(0, $"<p class=\"typed\">{input.Name}</p>"))));
        form.WaitForAssertion(() => Assert.False(form.Find("button[type=submit]").HasAttribute("disabled")), Patience);

        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.Contains("The disk that holds Valance's data is full.", form.Find("#form-problems").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Free some space", form.Find("#form-problems").TextContent, StringComparison.Ordinal);
        Assert.Equal("George Foreman", form.Find(".typed").TextContent);

        _store.IsFull = false;
        form.Find("form").Submit();
        form.WaitForAssertion(
            () =>
            {
                using var db = _store.CreateDbContext();
                Assert.Equal("George Foreman", db.Customers.Single().Name);
            },
            Patience);
    }

    [Fact]
    public void Page_StoreIsReadOnly_TellsInItsPlaceAndTriesAgain()
    {
        var broken = true;
        var page = Render<Mishap>(p => p.Add(m => m.ChildContent, (RenderFragment)(builder =>
        {
            builder.OpenComponent<Fragile>(0);
            builder.AddComponentParameter(1, nameof(Fragile.Breaks), (Func<bool>)(() => broken));
            builder.CloseComponent();
        })));

        page.Find("button").Click();

        Assert.Equal("Valance's data can be read but not changed just now.", page.Find("h1").TextContent);
        Assert.Contains("not mounted read-only", page.Markup, StringComparison.Ordinal);
        broken = false;
        page.Find("button").Click();
        Assert.Equal("Do it", page.Find("button").TextContent);
    }

    private sealed class SignedIn(User person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))], "test"))));
    }

    private sealed class Fragile : ComponentBase
    {
        [Parameter]
        public Func<bool> Breaks { get; set; } = () => false;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, Act));
            builder.AddContent(2, "Do it");
            builder.CloseElement();
        }

        private void Act()
        {
            if (Breaks())
            {
                throw new DbUpdateException("no", new SqliteException("attempt to write a readonly database", 8));
            }
        }
    }
}
