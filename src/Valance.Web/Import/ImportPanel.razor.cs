using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.JobWork;
using Valance.Web.BackgroundJobs;
using Valance.Web.Commands;
using Valance.Web.SignIn;

namespace Valance.Web.Import;

public sealed partial class ImportPanel(
    GetImport getImport, CancelJob cancelJob, CurrentActor currentActor, JobSignals signals, TimeProvider time, ISnackbar messages) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private ImportView? _view;
    private JobNews? _news;
    private bool _working;

    [Parameter, EditorRequired]
    public long JobId { get; set; }

    [Parameter]
    public bool MayWork { get; set; }

    [Parameter]
    public bool ShowsJob { get; set; }

    /// <summary>After it was cancelled or has come to its end.</summary>
    [Parameter]
    public EventCallback OnEnded { get; set; }

    public void Dispose()
    {
        _news?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await LookAsync();
        if (RendererInfo.IsInteractive)
        {
            _news = new JobNews(signals, time, change => change.JobId == JobId, _ => InvokeAsync(FollowAsync));
        }
    }

    private async Task LookAsync()
    {
        var found = await getImport.HandleAsync(await currentActor.GetAsync(), JobId, _closed.Token);
        _view = found.IsDone ? found.Value : null;
    }

    private async Task FollowAsync()
    {
        await LookAsync();
        StateHasChanged();
        if (_view is { IsOpen: false })
        {
            await OnEnded.InvokeAsync();
        }
    }

    private async Task CancelAsync()
    {
        _working = true;
        var result = await cancelJob.HandleAsync(await currentActor.GetAsync(), JobId, _closed.Token);
        if (!result.IsDone)
        {
            messages.Add(result.Problems[0].Message, Severity.Error);
        }

        _working = false;
        await FollowAsync();
    }

    private static string Headline(ImportView view) => view switch
    {
        { IsOpen: false } => view.Summary,
        { AllRows: 0 } => "The import begins.",
        _ => $"{KindNames.Plural(Enum.Parse<RecordKind>(view.Of))}: {Number(view.Rows)} of {Number(view.AllRows)} rows are done.",
    };

    private static string Pace(ImportView view) => view switch
    {
        { TimeLeft: { } left } => $"{Number((int)Math.Round(view.RowsPerSecond))} rows a second; about {BulkPanel.About(left)} left.",
        _ => "The files are read first.",
    };

    private static double Percent(ImportView view) => view.AllRows == 0 ? 0 : 100.0 * view.Rows / view.AllRows;

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
