using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Valance.Core.Jobs;
using Valance.Web.Shell;
using Valance.Web.SignIn;

namespace Valance.Web.BackgroundJobs;

/// <summary>The list of background jobs: the address says what it shows; it follows the jobs while it is open.</summary>
public sealed partial class BackgroundJobsPage(
    JobSearch search, FilterChoices filterChoices, CurrentActor currentActor, JobSignals signals, TimeProvider time, NavigationManager navigation) : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _closed = new();
    private JobListAddress _address = new();
    private JobFilterChoices? _choices;
    private JobPage? _page;
    private IReadOnlyList<CauseCount> _causes = [];
    private int _shown = PageSize;
    private JobNews? _news;

    [CascadingParameter]
    private Person? Person { get; set; }

    public void Dispose()
    {
        navigation.LocationChanged -= FollowAddress;
        _news?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _address = JobListAddress.Parse(navigation.Uri);
        if (Person is null)
        {
            return;
        }

        _choices = await filterChoices.HandleAsync(Person.Actor, _closed.Token);
        await LoadAsync();
        if (RendererInfo.IsInteractive)
        {
            navigation.LocationChanged += FollowAddress;
            var actor = Person.Actor;
            _news = new JobNews(
                signals, time, change => actor.SeesAllAccounts || change.AccountId == actor.AccountId, _ => InvokeAsync(ReloadAsync));
        }
    }

    private async Task LoadAsync()
    {
        // Afresh, so that a right taken away ends here too.
        var actor = await currentActor.GetAsync();
        var filter = _address.ToFilter(AccountTime.Today(time, Person!.Zone), Person.Zone);
        _page = await search.HandleAsync(actor, filter, after: null, _shown, _closed.Token);
        _causes = await search.CausesAsync(actor, filter, _closed.Token);
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private Task ShowMoreAsync()
    {
        _shown += PageSize;
        return LoadAsync();
    }

    private void GoAsync(JobListAddress address) => navigation.NavigateTo(address.ToUri());

    private void FollowAddress(object? sender, LocationChangedEventArgs e)
    {
        var path = new Uri(e.Location).AbsolutePath;
        if (!string.Equals(path, JobListAddress.Path, StringComparison.Ordinal))
        {
            return;
        }

        _address = JobListAddress.Parse(e.Location);
        _shown = PageSize;
        _ = InvokeAsync(ReloadAsync);
    }

    private Task RetryAsync(IReadOnlyCollection<long> jobs) => Task.CompletedTask;

    private Task RetryCauseAsync(string cause) => Task.CompletedTask;
}
