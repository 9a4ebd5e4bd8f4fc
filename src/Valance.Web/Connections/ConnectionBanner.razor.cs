using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Web.BackgroundJobs;
using Valance.Web.SignIn;

namespace Valance.Web.Connections;

/// <summary>On every page of a dealer whose exports stand still: one message instead of one for each job. Looked at again when jobs move and at each new page.</summary>
public sealed partial class ConnectionBanner(
    IDbContextFactory<ValanceDb> store, JobSignals signals, TimeProvider time, NavigationManager navigation) : IDisposable
{
    private Shown? _connection;
    private JobNews? _news;

    [Parameter, EditorRequired]
    public Person Person { get; set; } = null!;

    public void Dispose()
    {
        navigation.LocationChanged -= LookAgain;
        _news?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (Person.Account is not { } account)
        {
            return;
        }

        await LookAsync();
        if (RendererInfo.IsInteractive)
        {
            navigation.LocationChanged += LookAgain;
            _news = new JobNews(signals, time, change => change.AccountId == account.Id, _ => InvokeAsync(LookAndShowAsync));
        }
    }

    private async Task LookAsync()
    {
        await using var db = await store.CreateDbContextAsync();
        _connection = await db.VisibleConnections(Person.Actor).Select(c => new Shown(c.State, c.CompanyName, c.StateReason)).SingleOrDefaultAsync()
            ?? new Shown(ConnectionState.Disconnected, "", "");
    }

    private async Task LookAndShowAsync()
    {
        await LookAsync();
        StateHasChanged();
    }

    private void LookAgain(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(LookAndShowAsync);

    private sealed record Shown(ConnectionState State, string CompanyName, string StateReason);
}
