using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Import;
using Valance.Web.SignIn;

namespace Valance.Web.Import;

/// <summary>Files are chosen, their columns looked at, checked, and then imported by a job that goes on if the page is left.</summary>
public sealed partial class ImportPage(
    RunImport import, ChooseColumns columns, ImportQueue queue, CurrentActor currentActor, TimeProvider time, IDbContextFactory<ValanceDb> store)
    : IDisposable, IProgress<ImportProgress>
{
    private const int ShownProblems = 200;
    private const int MostFiles = 20;
    private const long MostBytes = 64L * 1024 * 1024;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _closed = new();
    private readonly List<string> _problems = [];
    private List<Account> _accounts = [];
    private long _accountId;
    private ImportFiles? _files;
    private IReadOnlyList<RecognisedTable> _tables = [];
    private ImportReport? _report;
    private ImportProgress? _checked;
    private long _toldAt;
    private long? _jobId;
    private bool _live;
    private bool _isBusy;

    [CascadingParameter]
    private Person? Person { get; set; }

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        if (!_isBusy)
        {
            _files?.Dispose();
        }
    }

    /// <summary>Told by the check, a hundred units at a time: shown a few times a second.</summary>
    public void Report(ImportProgress value)
    {
        _checked = value;
        if (time.GetElapsedTime(_toldAt) > Beat)
        {
            _toldAt = time.GetTimestamp();
            _ = InvokeAsync(StateHasChanged);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _accountId = Person?.Account?.Id ?? 0;
        if (Person is { Account: null } person)
        {
            await using var db = await store.CreateDbContextAsync(_closed.Token);
            _accounts = await db.VisibleAccounts(person.Actor).AsNoTracking().OrderBy(a => a.Name).ToListAsync(_closed.Token);
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
        _files?.Dispose();
        (_files, _tables, _report, _jobId) = (null, [], null, null);
        _problems.Clear();
        return Task.CompletedTask;
    }

    private async Task ChooseAsync(InputFileChangeEventArgs e)
    {
        await ForgetAsync();
        await WorkAsync(async ct =>
        {
            if (e.FileCount > MostFiles)
            {
                _problems.Add($"Choose at most {MostFiles} files.");
                return;
            }

            _files = new ImportFiles();
            foreach (var file in e.GetMultipleFiles(MostFiles))
            {
                await ReadAsync(file, _files, ct);
            }

            if (_problems.Count == 0)
            {
                await CheckAsync(_files, ct);
            }
        });
    }

    private async Task ReadAsync(IBrowserFile file, ImportFiles files, CancellationToken ct)
    {
        if (file.Size > MostBytes)
        {
            _problems.Add($"{file.Name} is over 64 MB. Use the command \"import\" for files of this size.");
            return;
        }

        await using var upload = file.OpenReadStream(MostBytes, ct);
        if (!file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            await files.AddAsync(file.Name, upload, ct);
            return;
        }

        await using var zip = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose);
        await upload.CopyToAsync(zip, ct);
        zip.Position = 0;
        if (!files.TryAddZip(zip, MostBytes))
        {
            _problems.Add($"{file.Name} is no zip that can be read, or unpacks to over 64 MB.");
        }
    }

    private async Task CheckAsync(ImportFiles files, CancellationToken ct)
    {
        (_report, _checked) = (null, null);
        var actor = await currentActor.GetAsync();
        if (files.FindTooLarge() is null)
        {
            _tables = await columns.RecogniseAsync(_accountId, files, ct);
        }

        // Away from the page's own line of work: it shows meanwhile how far the check is.
        var result = await Task.Run(() => import.TryAsync(actor, _accountId, files, ct, this), ct);
        if (result.IsDone)
        {
            _report = result.Value;
        }
        else
        {
            _problems.AddRange(result.Problems.Select(p => p.Message));
        }
    }

    private Task KeepAsync(RecognisedTable table, string? kind, IReadOnlyDictionary<string, string> chosen) => AnewAsync(
        async ct => await columns.KeepAsync(await currentActor.GetAsync(), _accountId, table.Table.Heading, kind, chosen, ct));

    private Task RecogniseAnewAsync(RecognisedTable table) => AnewAsync(
        async ct => await columns.ForgetAsync(await currentActor.GetAsync(), _accountId, table.Table.Heading, ct));

    private Task AnewAsync(Func<CancellationToken, Task<Result<bool>>> change)
    {
        _problems.Clear();
        return WorkAsync(async ct =>
        {
            var result = await change(ct);
            if (result.IsDone)
            {
                await CheckAsync(_files!, ct);
            }
            else
            {
                _problems.AddRange(result.Problems.Select(p => p.Message));
            }
        });
    }

    private async Task WorkAsync(Func<CancellationToken, Task> work)
    {
        _isBusy = true;
        var ct = _closed.Token;
        try
        {
            await work(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The page was left.
            _files?.Dispose();
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task ImportAsync()
    {
        var job = await queue.AddAsync(await currentActor.GetAsync(), _accountId, _files!, _closed.Token);
        if (job.IsDone)
        {
            _jobId = job.Value;
        }
        else
        {
            _problems.AddRange(job.Problems.Select(p => p.Message));
        }
    }

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
