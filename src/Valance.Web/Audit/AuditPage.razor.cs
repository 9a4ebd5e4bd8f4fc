using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Valance.Core.Audit;
using Valance.Web.BackgroundJobs;
using Valance.Web.Shell;
using Valance.Web.SignIn;

namespace Valance.Web.Audit;

/// <summary>Who changed what; the address says which part of it.</summary>
public sealed partial class AuditPage(
    AuditSearch search, FilterChoices filterChoices, AuditChoices auditChoices, CurrentActor currentActor, TimeProvider time, NavigationManager navigation) : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _closed = new();
    private AuditAddress _address = new();
    private JobFilterChoices? _choices;
    private IReadOnlyList<Choice<string>> _programs = [];
    private AuditList? _page;
    private int _loading;

    [CascadingParameter]
    private Person? Person { get; set; }

    private string Count => _page!.IsCountCapped
        ? string.Create(CultureInfo.InvariantCulture, $"{AuditSearch.MostCounted:N0}+ changes, newest first")
        : _page.Count == 1 ? "1 change" : string.Create(CultureInfo.InvariantCulture, $"{_page.Count:N0} changes, newest first");

    public void Dispose()
    {
        navigation.LocationChanged -= FollowAddress;
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _address = AuditAddress.Parse(navigation.Uri);
        if (Person is null)
        {
            return;
        }

        if (RendererInfo.IsInteractive)
        {
            navigation.LocationChanged += FollowAddress;
        }

        _choices = await filterChoices.HandleAsync(Person.Actor, _closed.Token);
        _programs = await auditChoices.ProgramsAsync(Person.Actor, _closed.Token);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (loading, filter) = (++_loading, _address.ToFilter(AccountTime.Today(time, Person!.Zone), Person.Zone));
        var page = await search.HandleAsync(await currentActor.GetAsync(), filter, after: null, PageSize, _closed.Token);
        // Else another filter overtook this look.
        if (loading == _loading)
        {
            _page = page;
        }
    }

    private async Task ShowMoreAsync()
    {
        var (loading, filter, shown) = (_loading, _address.ToFilter(AccountTime.Today(time, Person!.Zone), Person.Zone), _page!);
        var more = await search.HandleAsync(await currentActor.GetAsync(), filter, shown.Next, PageSize, _closed.Token);
        if (loading == _loading)
        {
            _page = more with { Rows = [.. shown.Rows, .. more.Rows], Count = shown.Count };
        }
    }

    private void Go(AuditAddress address) => navigation.NavigateTo(address.ToUri());

    private void FollowAddress(object? sender, LocationChangedEventArgs e)
    {
        if (string.Equals(new Uri(e.Location).AbsolutePath, AuditAddress.Path, StringComparison.Ordinal))
        {
            _address = AuditAddress.Parse(e.Location);
            _ = InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            });
        }
    }
}
