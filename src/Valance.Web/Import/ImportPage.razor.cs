using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Web.SignIn;

namespace Valance.Web.Import;

/// <summary>Files are chosen, checked, and then imported by a job that goes on if the page is left.</summary>
public sealed partial class ImportPage(
    RunImport import, ImportQueue queue, CurrentActor currentActor, JobSignals signals, IDbContextFactory<ValanceDb> store) : IDisposable
{
    private const int ShownProblems = 200;
    private const int MostFiles = 20;
    private const long MostBytes = 64L * 1024 * 1024;

    private readonly CancellationTokenSource _closed = new();
    private readonly List<string> _problems = [];
    private List<Account> _accounts = [];
    private long _accountId;
    private ImportFiles? _files;
    private ImportReport? _report;
    private ImportProgress? _progress;
    private long? _jobId;
    private JobState _state;
    private string _summary = "";
    private bool _live;
    private bool _isBusy;
    private bool _isDone;

    [CascadingParameter]
    private Person? Person { get; set; }

    public void Dispose()
    {
        signals.Changed -= Follow;
        queue.Progressed -= Follow;
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _accountId = Person?.Account?.Id ?? 0;
        if (Person is { Account: null } person)
        {
            await using var db = await store.CreateDbContextAsync(_closed.Token);
            _accounts = await db.VisibleAccounts(person.Actor).AsNoTracking().OrderBy(a => a.Name).ToListAsync(_closed.Token);
        }

        if (RendererInfo.IsInteractive)
        {
            signals.Changed += Follow;
            queue.Progressed += Follow;
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        // A file chosen before the field listens would be lost without a word.
        if (!_live)
        {
            _live = true;
            StateHasChanged();
        }
    }

    private Task ForgetAsync()
    {
        (_files, _report, _jobId, _isDone) = (null, null, null, false);
        _problems.Clear();
        return Task.CompletedTask;
    }

    private async Task ChooseAsync(InputFileChangeEventArgs e)
    {
        await ForgetAsync();
        _isBusy = true;
        try
        {
            var files = new ImportFiles();
            foreach (var file in e.GetMultipleFiles(MostFiles))
            {
                await ReadAsync(file, files);
            }

            if (_problems.Count == 0)
            {
                await CheckAsync(files);
            }
        }
        catch (InvalidOperationException)
        {
            _problems.Add($"Choose at most {MostFiles} files.");
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task ReadAsync(IBrowserFile file, ImportFiles files)
    {
        if (file.Size > MostBytes)
        {
            _problems.Add($"{file.Name} is over 64 MB. Use the command \"import\" for files of this size.");
            return;
        }

        using var content = new MemoryStream();
        await using (var upload = file.OpenReadStream(MostBytes, _closed.Token))
        {
            await upload.CopyToAsync(content, _closed.Token);
        }

        content.Position = 0;
        if (!file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            files.Add(file.Name, content.ToArray());
        }
        else if (!files.TryAddZip(content, MostBytes))
        {
            _problems.Add($"{file.Name} is no zip that can be read, or unpacks to over 64 MB.");
        }
    }

    private async Task CheckAsync(ImportFiles files)
    {
        var result = await import.TryAsync(await currentActor.GetAsync(), _accountId, files, _closed.Token);
        if (result.IsDone)
        {
            (_files, _report) = (files, result.Value);
        }
        else
        {
            _problems.AddRange(result.Problems.Select(p => p.Message));
        }
    }

    private async Task ImportAsync()
    {
        var job = await queue.AddAsync(await currentActor.GetAsync(), _accountId, _files!, _closed.Token);
        if (job.IsDone)
        {
            (_jobId, _state, _progress) = (job.Value, JobState.Queued, null);
            await LookAsync();
        }
        else
        {
            _problems.AddRange(job.Problems.Select(p => p.Message));
        }
    }

    private void Follow(JobChanged change) => Follow(change.JobId);

    private void Follow(long jobId)
    {
        if (jobId == _jobId)
        {
            _ = InvokeAsync(async () =>
            {
                await LookAsync();
                StateHasChanged();
            });
        }
    }

    private async Task LookAsync()
    {
        await using var db = await store.CreateDbContextAsync(_closed.Token);
        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == _jobId, _closed.Token);
        (_state, _summary, _progress) = (job.State, job.Summary, queue.ProgressOf(job.Id));
        _isDone = job.EndedAt is not null;
    }

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
