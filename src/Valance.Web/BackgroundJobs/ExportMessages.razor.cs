using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.JobWork;
using Valance.Web.SignIn;

namespace Valance.Web.BackgroundJobs;

/// <summary>Messages at the upper right: a failure with its reason and a link to the job, which stays until the person closes it or goes where it leads; a success in passing.</summary>
public sealed partial class ExportMessages(GetJob getJob, JobSignals signals, TimeProvider time, ISnackbar messages, NavigationManager navigation) : IDisposable
{
    /// <summary>More at once are told as one message: a bulk export must not bury the screen.</summary>
    private const int MostSingle = 3;

    private readonly HashSet<long> _told = [];
    private readonly List<(string Link, Snackbar Shown)> _staying = [];
    private DateTime _since;
    private JobNews? _news;
    private string _announced = "";

    [Parameter, EditorRequired]
    public Person Person { get; set; } = null!;

    public void Dispose()
    {
        navigation.LocationChanged -= CloseWhatIsFound;
        _news?.Dispose();
    }

    protected override void OnInitialized()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        navigation.LocationChanged += CloseWhatIsFound;
        _since = time.GetUtcNow().UtcDateTime;
        _news = new JobNews(signals, time, change => change.RequestedByUserId == Person.Actor.UserId, changes => InvokeAsync(() => TellAsync(changes)));
    }

    private async Task TellAsync(IReadOnlyList<JobChanged> changes)
    {
        var succeeded = new List<long>();
        var failed = new List<long>();
        foreach (var change in changes)
        {
            if (change.BulkId is not null)
            {
                // Of a bulk export its end is told, not each record's.
                continue;
            }

            if (change.State is not (JobState.Succeeded or JobState.Failed))
            {
                // On its way again: how it ends is news once more.
                _told.Remove(change.JobId);
            }
            else if (_told.Add(change.JobId))
            {
                (change.State == JobState.Succeeded ? succeeded : failed).Add(change.JobId);
            }
        }

        await TellFailuresAsync(failed);
        await TellSuccessesAsync(succeeded);
        StateHasChanged();
    }

    private async Task TellFailuresAsync(List<long> failed)
    {
        if (failed.Count > MostSingle)
        {
            Stay(new ExportMessage($"{failed.Count} exports failed", "They are listed with the reasons.", "Show them", OwnFailures));
            return;
        }

        foreach (var id in failed)
        {
            // A mark on an old failure (dismissed, cleared) is no news.
            if (await FindAsync(id) is { Job.NeedsPerson: true } detail && detail.Job.EndedAt >= _since)
            {
                var why = detail.Failures is [var first, ..] ? Explanations.Of(first, detail.Job.Title).What : detail.Job.Summary;
                Stay(new ExportMessage(detail.Job.Kind == JobKind.Export ? "Export failed" : "Failed", why, "See why and fix it", $"{JobListAddress.Path}/{id}"));
            }
        }
    }

    private async Task TellSuccessesAsync(List<long> succeeded)
    {
        if (succeeded.Count == 1 && await FindAsync(succeeded[0]) is { } detail)
        {
            TellSuccess(detail.Job);
        }
        else if (succeeded.Count > 1)
        {
            Pass($"{succeeded.Count} exports are done.");
        }
    }

    private void TellSuccess(JobRow job)
    {
        if (job is { Kind: JobKind.BulkExport, HasWarnings: true })
        {
            Stay(new ExportMessage("The export of many records has ended", job.Summary, "See which", $"{JobListAddress.Path}/{job.Id}"));
        }
        else
        {
            Pass(job.Kind switch
            {
                JobKind.Export => $"{job.Title} is in QuickBooks.",
                JobKind.BulkExport => job.Summary,
                _ => $"{job.Title} is done.",
            });
        }
    }

    private async Task<JobDetail?> FindAsync(long id)
    {
        var found = await getJob.HandleAsync(Person.Actor, id, CancellationToken.None);
        return found.IsDone ? found.Value : null;
    }

    private string OwnFailures => new JobListAddress { Users = [Person.Actor.UserId!.Value], States = [JobState.Failed], Unsettled = true }.ToUri();

    private void Stay(ExportMessage message)
    {
        _announced = $"{message.Title}. {message.Why} Press F8 to get to the message.";
        var shown = messages.Add<ExportMessageView>(
            new Dictionary<string, object> { [nameof(ExportMessageView.Message)] = message },
            Severity.Error,
            options =>
            {
                options.RequireInteraction = true;
                options.ShowCloseIcon = true;
                options.HideIcon = true;
            });
        if (shown is not null)
        {
            _staying.Add((message.Link, shown));
        }
    }

    /// <summary>In the list of jobs all failures are seen, on a job's page its own: their messages would only lie on top of them.</summary>
    private void CloseWhatIsFound(object? sender, LocationChangedEventArgs e)
    {
        var path = new Uri(e.Location).AbsolutePath;
        foreach (var message in _staying.FindAll(m => path == JobListAddress.Path || m.Link == path))
        {
            messages.Remove(message.Shown);
            _staying.Remove(message);
        }
    }

    private void Pass(string text)
    {
        _announced = text;
        messages.Add(text, Severity.Success);
    }
}

/// <param name="Why">One sentence.</param>
public sealed record ExportMessage(string Title, string Why, string LinkText, string Link);
