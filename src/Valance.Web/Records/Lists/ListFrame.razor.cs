using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;
using Valance.Export.Catalogue;
using Valance.Export.Checks;
using Valance.Web.BackgroundJobs;
using Valance.Web.Records.Exporting;
using Valance.Web.SignIn;

namespace Valance.Web.Records.Lists;

/// <summary>The frame of every list of records: search, filters, sorting and paging in the address, badges that follow the jobs, export of a selection.</summary>
public sealed partial class ListFrame<TRow>(
    RecordBadges badges, RequestExport requestExport, RequestBulkExport requestBulk, PreflightSelection preflight, NotReadyRecords notReady, KnowNumbers knowNumbers, CurrentActor currentActor,
    IDbContextFactory<ValanceDb> store, JobSignals signals, TimeProvider time,
    NavigationManager navigation, ISnackbar snackbar) : IDisposable
{
    // More are one bulk export with a page of its own, where its progress is seen.
    private const int MostSingle = 30;
    private const string CancelledOnly = "cancelled";
    private const string All = "all";
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<long> _selected = [];
    private ListAddress _address = new();
    private ListPage<TRow>? _page;
    private IReadOnlyDictionary<long, ExportStatus> _statuses = new Dictionary<long, ExportStatus>();
    private Dictionary<long, string> _accounts = [];
    private Actor? _actor;
    private JobNews? _news;
    private string? _refusal;
    private string _typed = "";
    private int _typing;
    private int _loading;
    private bool _exporting;
    private bool _checking;
    private Preflight? _notReady;

    [Parameter, EditorRequired]
    public RecordKind Kind { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string SearchHint { get; set; } = "Search";

    /// <summary>Said while there is no record at all.</summary>
    [Parameter]
    public string EmptyText { get; set; } = "";

    /// <summary>The first column holds the link to the record.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ListColumn<TRow>> Columns { get; set; } = [];

    [Parameter, EditorRequired]
    public Func<Actor, ListAddress, CancellationToken, Task<Result<ListPage<TRow>>>> Load { get; set; } = default!;

    /// <summary>The ids of all that match, for an export of more than a page.</summary>
    [Parameter, EditorRequired]
    public Func<Actor, ListAddress, CancellationToken, Task<IReadOnlyList<long>>> LoadIds { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<TRow, RecordStamp> Stamp { get; set; } = default!;

    /// <summary>How screen readers call a row.</summary>
    [Parameter, EditorRequired]
    public Func<TRow, string> Name { get; set; } = default!;

    [Parameter]
    public Func<TRow, bool> IsCancelled { get; set; } = _ => false;

    /// <summary>A word beside the name of a row that stands out; null for the others.</summary>
    [Parameter]
    public Func<TRow, string?>? Mark { get; set; }

    /// <summary>Whether the list has the filter for cancelled records.</summary>
    [Parameter]
    public bool HasCancelled { get; set; } = true;

    /// <summary>What somebody needs to enter a record of this kind.</summary>
    [Parameter, EditorRequired]
    public Permission Enter { get; set; }

    /// <summary>Filters of this list alone.</summary>
    [Parameter]
    public RenderFragment<ListFilters>? Filters { get; set; }

    private string Path => ExportWords.PathOf(Kind);

    private bool MayEnter => _actor?.May(Enter) == true;

    private bool MayExport => _actor?.May(Permission.Export) == true;

    private bool AllOnPageSelected => _page is { Rows.Count: > 0 } && _page.Rows.All(r => _selected.Contains(Stamp(r).Id));

    private string CountText => _page!.HasMoreThanCounted ? $"10,000+ {ExportWords.Many(Kind)}" : ExportWords.Count(Kind, _page.Count);

    private string Range
    {
        get
        {
            var first = ((_page!.Page - 1) * _page.PageSize) + 1;
            var of = _page.HasMoreThanCounted ? "10,000+" : _page.Count.ToString("N0", CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{first:N0}–{first + _page.Rows.Count - 1:N0} of {of}");
        }
    }

    public void Dispose()
    {
        navigation.LocationChanged -= FollowAddress;
        _news?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _address = ListAddress.Parse(navigation.Uri);
        _typed = _address.Search;
        if (RendererInfo.IsInteractive)
        {
            // Before the first wait: the search can be typed in at once.
            navigation.LocationChanged += FollowAddress;
        }

        _actor = await currentActor.GetAsync();
        if (_actor.SeesAllAccounts)
        {
            await using var db = await store.CreateDbContextAsync(_closed.Token);
            _accounts = await db.VisibleAccounts(_actor).OrderBy(a => a.Name).ToDictionaryAsync(a => a.Id, a => a.Name, _closed.Token);
        }

        // Before the first look, or what moves in between would be missed.
        if (RendererInfo.IsInteractive)
        {
            var (kind, account) = (Kind, _actor.AccountId);
            _news = new JobNews(
                signals, time, change => change.RecordKind == kind && (account is null || change.AccountId == account), _ => InvokeAsync(ReloadAsync));
        }

        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var loading = ++_loading;
        // Afresh, so that a right taken away ends here too.
        _actor = await currentActor.GetAsync();
        var result = await Load(_actor, await FindAsync(_address), _closed.Token);
        var statuses = result.IsDone ? await badges.OfAsync(_actor, Kind, [.. result.Value.Rows.Select(Stamp)], _closed.Token) : _statuses;
        if (loading != _loading)
        {
            // Another filter or newer news overtook this look.
            return;
        }

        _refusal = result.IsDone ? null : string.Join(' ', result.Problems.Select(p => p.Message));
        if (result.IsDone)
        {
            (_statuses, _page) = (statuses, result.Value);
            if (RendererInfo.IsInteractive)
            {
                _ = InvokeAsync(() => LookAtNumbersAsync(loading));
            }
        }
    }

    /// <summary>The list is there at once; which numbers QuickBooks has already is shown when it has answered.</summary>
    private async Task LookAtNumbersAsync(int loading)
    {
        try
        {
            if (await knowNumbers.HandleAsync(_actor!, Kind, [.. _statuses.Where(s => s.Value.AwaitsExport).Select(s => s.Key)], _closed.Token) && loading == _loading)
            {
                _statuses = await badges.OfAsync(_actor!, Kind, [.. _page!.Rows.Select(Stamp)], _closed.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The screen was closed.
        }
    }

    /// <summary>"Not ready" is found by the checks, among those that still have to go; what can be searched and sorted stays the database's work.</summary>
    private async Task<ListAddress> FindAsync(ListAddress address)
    {
        if (address.Export != ExportState.NotReady)
        {
            return address;
        }

        _checking = true;
        StateHasChanged();
        try
        {
            return await notReady.FindAsync(Kind, address, among => LoadIds(_actor!, among, _closed.Token), _closed.Token);
        }
        finally
        {
            _checking = false;
        }
    }

    private async Task ReloadAsync()
    {
        try
        {
            await LoadAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The screen was closed.
        }
    }

    private void Go(ListAddress address) => navigation.NavigateTo(address.ToUri(Path));

    private void FollowAddress(object? sender, LocationChangedEventArgs e)
    {
        if (!string.Equals(new Uri(e.Location).AbsolutePath, Path, StringComparison.Ordinal))
        {
            return;
        }

        var before = _address;
        _address = ListAddress.Parse(e.Location);
        if (before with { Page = 1 } != _address with { Page = 1 })
        {
            // Other filters: what was ticked may not be in sight any more, and must not be exported unseen.
            _selected.Clear();
            _notReady = null;
        }

        _ = InvokeAsync(ReloadAsync);
    }

    private async Task TypeAsync(ChangeEventArgs e)
    {
        _typed = e.Value as string ?? "";
        var typing = ++_typing;
        await Task.Delay(Rest, time, _closed.Token);
        if (typing == _typing)
        {
            navigation.NavigateTo((_address with { Search = _typed.Trim(), Page = 1 }).ToUri(Path), replace: true);
        }
    }

    private string? SortOf(ListColumn<TRow> column) =>
        column.Sort is { } sort && string.Equals(sort, _address.Sort, StringComparison.Ordinal) ? _address.Descending ? "descending" : "ascending" : null;

    private string SortAddress(string sort) =>
        (_address with { Sort = sort, Descending = string.Equals(sort, _address.Sort, StringComparison.Ordinal) && !_address.Descending, Page = 1 }).ToUri(Path);

    private static ExportState? Parse(object? value) => Enum.TryParse<ExportState>(value as string, out var state) ? state : null;

    private void Select(long id, bool on)
    {
        if (on)
        {
            _selected.Add(id);
        }
        else
        {
            _selected.Remove(id);
        }
    }

    private void SelectPage(bool on)
    {
        foreach (var row in _page!.Rows)
        {
            Select(Stamp(row).Id, on);
        }
    }

    private async Task SelectEverythingAsync() => _selected.UnionWith(await LoadIds(_actor!, await FindAsync(_address), _closed.Token));
}
