using Microsoft.AspNetCore.Components;
using MudBlazor;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Export.JobWork;
using Valance.Web.SignIn;

namespace Valance.Web.BackgroundJobs;

/// <summary>One job: where it stands, what went wrong and what cures it, and its History. Follows the job while it is open.</summary>
public sealed partial class JobDetailPage(
    GetJob getJob,
    CancelJob cancelJob,
    DismissJob dismissJob,
    CurrentActor currentActor,
    JobSignals signals,
    TimeProvider time,
    NavigationManager navigation,
    ISnackbar messages) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private JobDetail? _detail;
    private JobDetail? _blocker;
    private JobNews? _news;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private Person? Person { get; set; }

    public void Dispose()
    {
        _news?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _news = new JobNews(signals, time, change => change.JobId == Id || change.JobId == _detail?.Job.Blocker?.JobId, _ => InvokeAsync(ReloadAsync));
        }
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        // Afresh, so that a right taken away ends here too.
        var actor = await currentActor.GetAsync();
        var found = await getJob.HandleAsync(actor, Id, _closed.Token);
        if (!found.IsDone)
        {
            navigation.NotFound();
            return;
        }

        _detail = found.Value;
        _blocker = null;
        if (_detail.Job.Blocker is { State: JobState.Failed } blocker && await getJob.HandleAsync(actor, blocker.JobId, _closed.Token) is { IsDone: true } parent)
        {
            _blocker = parent.Value;
        }
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private Task CancelAsync() => DoAsync(actor => cancelJob.HandleAsync(actor, Id, _closed.Token));

    private Task TakeBackAsync() => DoAsync(actor => dismissJob.TakeBackAsync(actor, Id, _closed.Token));

    private async Task DoAsync<T>(Func<Actor, Task<Result<T>>> action)
    {
        var result = await action(await currentActor.GetAsync());
        if (!result.IsDone)
        {
            messages.Add(result.Problems[0].Message, Severity.Error);
        }

        await LoadAsync();
    }
}
