using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Export.JobWork;
using Valance.Web.SignIn;

namespace Valance.Web.BackgroundJobs;

/// <summary>The progress of a bulk export, followed while it runs.</summary>
public sealed partial class BulkPanel(
    GetBulkProgress getProgress, BulkControl control, CancelJob cancelJob, CurrentActor currentActor, JobSignals signals, TimeProvider time, ISnackbar messages)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private BulkProgress? _progress;
    private JobNews? _news;
    private long _lookedAt;
    private bool _asking;
    private bool _mayUndo;

    [Parameter, EditorRequired]
    public long JobId { get; set; }

    [Parameter]
    public bool MayWork { get; set; }

    /// <summary>After it was paused, resumed or cancelled, or has come to its end.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    public void Dispose()
    {
        _news?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _mayUndo = (await currentActor.GetAsync()).May(Permission.EditBooks);
        await LookAsync();
        if (RendererInfo.IsInteractive)
        {
            _news = new JobNews(signals, time, change => change.BulkId == JobId || change.JobId == JobId, changes => InvokeAsync(() => FollowAsync(changes)));
        }
    }

    private async Task LookAsync()
    {
        var found = await getProgress.HandleAsync(await currentActor.GetAsync(), JobId, _closed.Token);
        _progress = found.IsDone ? found.Value : null;
        _lookedAt = time.GetTimestamp();
    }

    private async Task FollowAsync(IReadOnlyList<JobChanged> changes)
    {
        var itself = changes.Any(c => c.JobId == JobId);
        if (!itself && time.GetElapsedTime(_lookedAt) < Beat)
        {
            // Counting tens of thousands of jobs three times a second tells nobody more.
            await Task.Delay(Beat, time, _closed.Token);
        }

        await LookAsync();
        StateHasChanged();
        if (itself)
        {
            await OnChanged.InvokeAsync();
        }
    }

    private Task PauseAsync() => DoAsync(actor => control.PauseAsync(actor, JobId, _closed.Token));

    private Task ResumeAsync() => DoAsync(actor => control.ResumeAsync(actor, JobId, _closed.Token));

    private async Task CancelAsync()
    {
        await DoAsync(actor => cancelJob.HandleAsync(actor, JobId, _closed.Token));
        _asking = false;
    }

    private async Task DoAsync(Func<Actor, Task<Result<JobState>>> action)
    {
        var result = await action(await currentActor.GetAsync());
        if (!result.IsDone)
        {
            messages.Add(result.Problems[0].Message, Severity.Error);
        }

        await LookAsync();
        await OnChanged.InvokeAsync();
    }

    private static string Headline(BulkProgress progress) => progress switch
    {
        { IsPaused: true } => $"Paused: {Number(progress.Ended)} of {Number(progress.Total)} are done.",
        { Job.State: JobState.Cancelled } or { Job.State: JobState.Succeeded } => progress.Job.Summary,
        _ => $"{Number(progress.Ended)} of {Number(progress.Total)} are done.",
    };

    private static string Pace(BulkProgress progress) => progress switch
    {
        { IsPaused: true } => "What had left when it was paused is finished; the rest waits until somebody lets it go on.",
        { PerMinute: 0 } => "It has just begun, or waits for QuickBooks.",
        { TimeLeft: { } left } => $"{Number(progress.PerMinute)} records a minute; about {About(left)} left.",
        _ => $"{Number(progress.PerMinute)} records a minute.",
    };

    internal static string About(TimeSpan left) => left switch
    {
        { TotalSeconds: < 10 } => "a few seconds",
        { TotalSeconds: < 90 } => $"{left.TotalSeconds:0} seconds",
        { TotalMinutes: < 90 } => $"{Math.Round(left.TotalMinutes):0} minutes",
        _ => $"{left.TotalHours.ToString("0.0", CultureInfo.InvariantCulture)} hours",
    };

    private static double Percent(BulkProgress progress) => progress.Total == 0 ? 100 : 100.0 * progress.Ended / progress.Total;

    private string Show(params JobState[] states) => new JobListAddress { Bulk = JobId, States = states }.ToUri();

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
