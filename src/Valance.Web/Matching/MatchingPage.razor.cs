using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.Matching;
using Valance.Web.SignIn;

namespace Valance.Web.Matching;

/// <summary>The company's names beside ours: looked for by a background job, looked through by a person, linked one by one or, the sure ones, together.</summary>
public sealed partial class MatchingPage(
    MatchList list, RequestMatching request, LinkRecord link, RejectCandidate reject, JobSignals signals, CurrentActor currentActor,
    IDbContextFactory<ValanceDb> store, ISnackbar messages) : IDisposable
{
    public const string Path = "/tools/matching";

    private long? _account;
    private MatchListView? _view;
    private string? _refusal;
    private string? _message;
    private string _search = "";
    private RecordKind? _kind;
    private int _from = MatchList.Thresholds[0];
    private int _page = 1;
    private bool _seen;
    private bool _working;

    [SupplyParameterFromQuery(Name = "account")]
    private long? AccountId { get; set; }

    /// <summary>Which part of the list, as in the address; "linked" for what is done.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    private bool Linked => string.Equals(Show, "linked", StringComparison.Ordinal);

    private MatchVerdict Verdict => Show switch { "check" => MatchVerdict.ToCheck, "none" => MatchVerdict.None, _ => MatchVerdict.Sure };

    private string EmptyText => Linked ? "Nothing is linked from this list yet." : _search.Length > 0 ? "Nothing here fits your search." : Verdict switch
    {
        MatchVerdict.Sure => "No more sure matches.",
        MatchVerdict.ToCheck => "Nothing is left to check.",
        _ => "Every record of yours has something like it in QuickBooks.",
    };

    public void Dispose() => signals.Changed -= Follow;

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            signals.Changed += Follow;
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_account is not null)
        {
            _page = 1;
            await ReadAsync();
        }
    }

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private async Task LoadAsync(long? account)
    {
        _account = account;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var filter = new MatchFilter(Verdict, _kind, Linked, _search, _page);
        var result = await list.HandleAsync(await currentActor.GetAsync(), _account!.Value, filter, CancellationToken.None);
        _view = result.IsDone ? result.Value : null;
        _refusal = result.IsDone ? null : result.Problems[0].Message;
    }

    private Task TurnAsync(int page)
    {
        _page = page;
        return ReadAsync();
    }

    private Task LookForAsync() => AskAsync(actor => request.LookAsync(actor, _account!.Value, CancellationToken.None));

    private Task LinkAllAsync() => AskAsync(actor => request.LinkAsync(actor, _account!.Value, _from, _seen, CancellationToken.None));

    private async Task AskAsync(Func<Actor, Task<Result<long>>> ask)
    {
        (_working, _message) = (true, null);
        var result = await ask(await currentActor.GetAsync());
        if (!result.IsDone)
        {
            messages.Add(result.Problems[0].Message, Severity.Error);
        }

        (_working, _seen) = (false, false);
        await ReadAsync();
    }

    private Task LinkAsync(MatchRow row) => DecideAsync(
        async actor => (await link.HandleAsync(actor, row.Kind, row.RecordId, row.QuickBooksId, CancellationToken.None)).Problems, $"{row.Name} is linked with {row.QuickBooksName}.");

    private Task RejectAsync(MatchRow row) => DecideAsync(
        async actor => (await reject.HandleAsync(
            actor, row.Kind, row.RecordId, new(row.QuickBooksId, row.QuickBooksName, row.QuickBooksDetail, row.Score, row.Reason), CancellationToken.None)).Problems,
        $"{row.QuickBooksName} is not proposed for {row.Name} again.");

    private async Task DecideAsync(Func<Actor, Task<IReadOnlyList<Problem>>> decide, string done)
    {
        _working = true;
        var problems = await decide(await currentActor.GetAsync());
        messages.Add(problems.Count == 0 ? done : problems[0].Message, problems.Count == 0 ? Severity.Success : Severity.Error);
        _working = false;
        await ReadAsync();
    }

    private void Follow(JobChanged change)
    {
        if (change.AccountId == _account && change is { ConnectionId: null })
        {
            _ = InvokeAsync(() => MovedAsync(change.JobId));
        }
    }

    private async Task MovedAsync(long jobId)
    {
        await using var db = await store.CreateDbContextAsync();
        var ended = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId && j.Kind == JobKind.Matching && j.EndedAt != null);
        _message = ended?.Summary ?? _message;
        await ReadAsync();
        StateHasChanged();
    }

    private string Address(MatchVerdict? verdict)
    {
        var show = verdict switch { MatchVerdict.Sure => "sure", MatchVerdict.ToCheck => "check", MatchVerdict.None => "none", _ => "linked" };
        return AccountId is { } account ? string.Create(CultureInfo.InvariantCulture, $"{Path}?account={account}&show={show}") : $"{Path}?show={show}";
    }

    private string? Current(MatchVerdict? verdict) => (verdict is null ? Linked : !Linked && Verdict == verdict) ? "page" : null;
}
