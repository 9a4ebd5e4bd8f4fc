using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using Valance.Core;
using Valance.Core.Jobs;
using Valance.Export.JobWork;
using Valance.Web.Shell;
using Valance.Web.SignIn;

namespace Valance.Web.BackgroundJobs;

/// <summary>The list of background jobs: the address says what it shows; it follows the jobs while it is open.</summary>
public sealed partial class BackgroundJobsPage(
    JobSearch search,
    FilterChoices filterChoices,
    RetryJobs retryJobs,
    CurrentActor currentActor,
    JobSignals signals,
    TimeProvider time,
    NavigationManager navigation,
    ISnackbar messages) : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _closed = new();
    private JobListAddress _address = new();
    private JobFilterChoices? _choices;
    private JobPage? _page;
    private IReadOnlyList<CauseCount> _causes = [];
    private int _shown = PageSize;
    private int _loading;
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

        // Before the first look, or what moves in between would be missed.
        if (RendererInfo.IsInteractive)
        {
            navigation.LocationChanged += FollowAddress;
            var actor = Person.Actor;
            _news = new JobNews(
                signals, time, change => actor.SeesAllAccounts || change.AccountId == actor.AccountId, _ => InvokeAsync(ReloadAsync));
        }

        _choices = await filterChoices.HandleAsync(Person.Actor, _closed.Token);
        await LoadAsync();
    }

    private JobFilter Filter => _address.ToFilter(AccountTime.Today(time, Person!.Zone), Person.Zone);

    private async Task LoadAsync()
    {
        var (loading, filter) = (++_loading, Filter);
        // Afresh, so that a right taken away ends here too.
        var actor = await currentActor.GetAsync();
        var page = await search.HandleAsync(actor, filter, after: null, _shown, _closed.Token);
        var causes = await search.CausesAsync(actor, filter, _closed.Token);
        // Else another filter or newer news overtook this look.
        if (loading == _loading)
        {
            (_page, _causes) = (page, causes);
        }
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

    private async Task RetryAsync(IReadOnlyCollection<long> jobs) =>
        await TellAsync(await retryJobs.HandleAsync(await currentActor.GetAsync(), jobs, _closed.Token));

    private async Task RetryCauseAsync(string cause) =>
        await TellAsync(await retryJobs.AllWithCauseAsync(await currentActor.GetAsync(), cause, Filter, _closed.Token));

    private async Task TellAsync(Result<JobsRetried> result)
    {
        if (!result.IsDone)
        {
            messages.Add(result.Problems[0].Message, Severity.Error);
        }
        else
        {
            messages.Add(JobWords.Of(result.Value), Severity.Normal);
        }

        await LoadAsync();
    }
}
