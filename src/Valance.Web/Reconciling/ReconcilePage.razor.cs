using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Reconciling;
using Valance.Export.Reconciling;
using Valance.Web.Shell;
using Valance.Web.SignIn;

namespace Valance.Web.Reconciling;

/// <summary>The two books side by side: asked for here, compared by a background job, settled row by row or together.</summary>
public sealed partial class ReconcilePage(
    StartReconcile start, ReconcileReport report, SettleFinding settle, IgnoreFinding ignore, JobSignals signals, CurrentActor currentActor, TimeProvider time,
    NavigationManager navigation, ISnackbar messages) : IDisposable
{
    public const string Path = "/tools/reconcile";

    private ReconcileAddress _address = new();
    private long? _account;
    private IReadOnlyList<ReconcileRunRow> _runs = [];
    private ReconcileView? _run;
    private List<FindingRow> _rows = [];
    private string? _refusal;
    private string? _problem;
    private DateOnly _from;
    private DateOnly _to;
    private bool _mayStart;
    private bool _isRead;
    private bool _working;

    [CascadingParameter]
    private Person? Person { get; set; }

    private TimeZoneInfo Zone => Person?.Zone ?? TimeZoneInfo.Utc;

    private DateOnly Today => AccountTime.Today(time, Zone);

    private bool IsUnderWay => _run is { JobState: JobState.Queued or JobState.Running or JobState.Waiting };

    private IEnumerable<(string Name, DateOnly From, DateOnly To)> Periods
    {
        get
        {
            var month = new DateOnly(Today.Year, Today.Month, 1);
            var year = new DateOnly(Today.Year, 1, 1);
            return
            [
                ("This month", month, Today), ("Last month", month.AddMonths(-1), month.AddDays(-1)), ("Last 90 days", Today.AddDays(-89), Today),
                ("This year", year, Today), ("Last year", year.AddYears(-1), year.AddDays(-1)), ("Last 10 years", Today.AddYears(-10), Today),
            ];
        }
    }

    /// <summary>What may be asked for of all rows that are shown.</summary>
    private ReconcileAction? TogetherAs => _address is not { Kind: not null, State: FindingState.Open, Search: "" } ? null : _address.Difference switch
    {
        DifferenceKind.OnlyHere => ReconcileAction.Export,
        DifferenceKind.Different => ReconcileAction.Update,
        _ => null,
    };

    private int TogetherCount => _run!.Counts.Where(c => c.Kind == _address.Kind && c.Difference == _address.Difference && c.State == FindingState.Open).Sum(c => c.Count);

    private string EmptyText => _address.Search.Length > 0 || _address.Kind is not null ? "Nothing here fits your filter."
        : _address.State == FindingState.Ignored ? "Nothing is ignored."
        : _address.State == FindingState.Done ? "Nothing was done about this comparison yet."
        : _address.Difference is null ? "No difference is open." : "No difference of this kind is open.";

    public void Dispose()
    {
        navigation.LocationChanged -= FollowAddress;
        signals.Changed -= Follow;
    }

    protected override void OnInitialized()
    {
        _address = ReconcileAddress.Parse(navigation.Uri);
        (_from, _to) = (new DateOnly(Today.Year, Today.Month, 1), Today);
        if (RendererInfo.IsInteractive)
        {
            navigation.LocationChanged += FollowAddress;
            signals.Changed += Follow;
        }
    }

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private async Task LoadAsync(long? account)
    {
        (_account, _isRead) = (account, false);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (_account is not { } account)
        {
            return;
        }

        var actor = await currentActor.GetAsync();
        _mayStart = actor.May(Permission.EditBooks, account);
        _runs = await report.RunsAsync(actor, account, CancellationToken.None);
        if ((_address.Run ?? (_runs.Count > 0 ? _runs[0].Id : null)) is not { } runId)
        {
            (_run, _isRead) = (null, true);
            return;
        }

        var run = await report.HandleAsync(actor, runId, CancellationToken.None);
        _refusal = run.IsDone ? null : run.Problems[0].Message;
        (_run, _isRead) = (run.IsDone ? run.Value : null, true);
        var rows = _run?.Totals is null ? null : await report.RowsAsync(actor, runId, _address.Filter, CancellationToken.None);
        _rows = rows is { IsDone: true } ? [.. rows.Value] : [];
    }

    private async Task StartAsync()
    {
        (_working, _problem) = (true, null);
        var started = await start.HandleAsync(await currentActor.GetAsync(), _account!.Value, _from, _to, CancellationToken.None);
        _problem = started.IsDone ? null : string.Join(' ', started.Problems.Select(p => p.Message));
        _working = false;
        if (started.IsDone)
        {
            Go(new() { Account = _address.Account, Run = started.Value.RunId });
        }
    }

    private void Choose(ChangeEventArgs e)
    {
        if (Periods.FirstOrDefault(p => string.Equals(p.Name, e.Value as string, StringComparison.Ordinal)) is { Name: not null } chosen)
        {
            (_from, _to) = (chosen.From, chosen.To);
        }
    }

    private Task SettleAsync((FindingRow Row, ReconcileAction Action) asked) => DecideAsync(
        asked.Row, async actor => (await settle.HandleAsync(actor, asked.Row.Id, asked.Action, CancellationToken.None)).Problems,
        asked.Action == ReconcileAction.Link ? $"{asked.Row.Name} is linked." : $"{asked.Row.Name} is on its way to QuickBooks.");

    private Task IgnoreAsync((FindingRow Row, string Reason) asked) => DecideAsync(
        asked.Row, async actor => (await ignore.HandleAsync(actor, asked.Row.Id, asked.Reason, CancellationToken.None)).Problems,
        $"{asked.Row.Name} is ignored until its figures change.");

    private Task BringBackAsync(FindingRow row) => DecideAsync(
        row, async actor => (await ignore.BringBackAsync(actor, row.Id, CancellationToken.None)).Problems, $"{row.Name} is open again.");

    private async Task AllAsync(ReconcileAction action)
    {
        _working = true;
        var asked = await settle.AllAsync(await currentActor.GetAsync(), _run!.RunId, _address.Kind!.Value, action, CancellationToken.None);
        messages.Add(asked.IsDone ? $"{Number(asked.Value)} are on their way to QuickBooks." : asked.Problems[0].Message, asked.IsDone ? Severity.Success : Severity.Error);
        _working = false;
        await ReadAsync();
    }

    /// <summary>The row stays where it is and says what became of it; the counts follow.</summary>
    private async Task DecideAsync(FindingRow row, Func<Actor, Task<IReadOnlyList<Problem>>> decide, string done)
    {
        _working = true;
        var problems = await decide(await currentActor.GetAsync());
        messages.Add(problems.Count == 0 ? done : problems[0].Message, problems.Count == 0 ? Severity.Success : Severity.Error);
        _working = false;
        var shown = _rows;
        await ReadAsync();
        if (problems.Count == 0 && shown.FindIndex(r => r.Id == row.Id) is >= 0 and var at && await FindAsync(row) is { } now)
        {
            shown[at] = now;
            _rows = shown;
        }
    }

    private async Task<FindingRow?> FindAsync(FindingRow row)
    {
        var found = await report.RowsAsync(await currentActor.GetAsync(), _run!.RunId, new FindingFilter(State: null, After: row.Id - 1), CancellationToken.None);
        return found.IsDone ? found.Value.FirstOrDefault(r => r.Id == row.Id) : null;
    }

    private void Follow(JobChanged change)
    {
        if (change.JobId == _run?.JobId)
        {
            _ = InvokeAsync(async () =>
            {
                await ReadAsync();
                StateHasChanged();
            });
        }
    }

    private void FollowAddress(object? sender, LocationChangedEventArgs e)
    {
        if (string.Equals(new Uri(e.Location).AbsolutePath, Path, StringComparison.Ordinal))
        {
            _ = InvokeAsync(async () =>
            {
                _address = ReconcileAddress.Parse(e.Location);
                await ReadAsync();
                StateHasChanged();
            });
        }
    }

    private void Go(ReconcileAddress address) => navigation.NavigateTo(address.ToUri(Path));

    private int CountOf(DifferenceKind difference) => _run!.Counts.Where(c => c.Difference == difference && c.State == FindingState.Open).Sum(c => c.Count);

    private int CountOf(FindingState state) => _run!.Counts.Where(c => c.State == state).Sum(c => c.Count);

    private string Tab(DifferenceKind? difference) => (_address with { Difference = difference, State = FindingState.Open, After = 0 }).ToUri(Path);

    private string Tab(FindingState state) => (_address with { Difference = null, State = state, After = 0 }).ToUri(Path);

    private string? Current(DifferenceKind? difference) => _address.State == FindingState.Open && _address.Difference == difference ? "page" : null;

    private string? Current(FindingState state) => _address.State == state ? "page" : null;
}
