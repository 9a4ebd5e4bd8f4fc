using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.CompanyImports;
using Valance.Core.Jobs;
using Valance.Export.CompanyImports;
using Valance.Export.JobWork;
using Valance.Web.BackgroundJobs;
using Valance.Web.SignIn;

namespace Valance.Web.CompanyImports;

/// <summary>What the company has beside what stands here: looked through by a background job, decided by a person, imported by another job.</summary>
public sealed partial class CompanyImportPage(
    OfferList list, RequestCompanyImport request, DecideOffers decide, CancelJob cancelJob, JobSignals signals, TimeProvider time, CurrentActor currentActor, ISnackbar messages)
    : IDisposable
{
    public const string Path = "/tools/import/quickbooks";

    private readonly HashSet<OfferKind> _without = [];
    private long? _account;
    private OfferListView? _view;
    private JobNews? _news;
    private string? _refusal;
    private string _search = "";
    private OfferKind? _kind;
    private int _page = 1;
    private bool _working;

    [SupplyParameterFromQuery(Name = "account")]
    private long? AccountId { get; set; }

    /// <summary>Which part of the list, as in the address.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    private OfferVerdict Verdict => OfferWords.Parse(Show);

    private IReadOnlyList<(OfferDecision Decision, string Words)> ForAll => Verdict switch
    {
        OfferVerdict.Sure => [(OfferDecision.Link, "Link"), (OfferDecision.Take, "Import as new:"), (OfferDecision.Open, "Decide later:")],
        OfferVerdict.ToCheck => [(OfferDecision.Take, "Import as new:"), (OfferDecision.Open, "Decide later:")],
        OfferVerdict.New or OfferVerdict.Changed => [(OfferDecision.Take, "Import"), (OfferDecision.Open, "Not now:")],
        _ => [],
    };

    public void Dispose() => _news?.Dispose();

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _news = new JobNews(
                signals, time, change => change.Kind == JobKind.CompanyImport && change.AccountId == _account,
                _ => InvokeAsync(async () =>
                {
                    await ReadAsync();
                    StateHasChanged();
                }));
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_account is not null)
        {
            await FirstPageAsync();
        }
    }

    private async Task LoadAsync(long? account)
    {
        _account = account;
        if (account is not null)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        var result = await list.HandleAsync(await currentActor.GetAsync(), _account!.Value, Filter, CancellationToken.None);
        _view = result.IsDone ? result.Value : null;
        _refusal = result.IsDone ? null : result.Problems[0].Message;
    }

    private OfferFilter Filter => new(Verdict, _kind, _search, _page);

    private Task FirstPageAsync() => TurnAsync(1);

    private Task TurnAsync(int page)
    {
        _page = page;
        return ReadAsync();
    }

    private Task LookAsync(bool everything) => AskAsync(actor => request.LookAsync(actor, _account!.Value, everything, CancellationToken.None));

    private Task TakeAsync() => AskAsync(actor => request.TakeAsync(actor, _account!.Value, Chosen(_view!), CancellationToken.None));

    private Task CancelAsync(long jobId) => AskAsync(actor => cancelJob.HandleAsync(actor, jobId, CancellationToken.None));

    private Task DecideAsync((OfferRow Row, OfferDecision Decision) decided) =>
        AskAsync(actor => decide.OneAsync(actor, _account!.Value, decided.Row.Id, decided.Decision, CancellationToken.None));

    private Task DecideAllAsync(OfferDecision decision) => AskAsync(actor => decide.AllAsync(actor, _account!.Value, Filter, decision, CancellationToken.None));

    private async Task AskAsync<T>(Func<Actor, Task<Result<T>>> ask)
    {
        _working = true;
        var result = await ask(await currentActor.GetAsync());
        if (!result.IsDone)
        {
            messages.Add(result.Problems[0].Message, Severity.Error);
        }

        _working = false;
        await ReadAsync();
    }

    private void Choose(OfferKind kind, bool with)
    {
        _ = with ? _without.Remove(kind) : _without.Add(kind);
    }

    /// <summary>The kinds with something to do, each with what: "1,200 customers: 1,180 imported, 20 linked".</summary>
    private static IEnumerable<(OfferKind Kind, string What)> ToDo(OfferListView view) =>
        Enum.GetValues<OfferKind>().Where(k => CountOf(view, k) > 0).Select(k => (k, What(view, k)));

    private static string What(OfferListView view, OfferKind kind)
    {
        var (take, link) = (view.ToDo(kind, OfferDecision.Take), view.ToDo(kind, OfferDecision.Link));
        return link == 0 ? OfferWords.Counted(take, kind) : $"{OfferWords.Counted(take + link, kind)} ({OfferWords.Number(take)} imported, {OfferWords.Number(link)} linked with yours)";
    }

    private static int CountOf(OfferListView view, OfferKind kind) => view.ToDo(kind, OfferDecision.Take) + view.ToDo(kind, OfferDecision.Link);

    private List<OfferKind> Chosen(OfferListView view) => [.. ToDo(view).Select(k => k.Kind).Where(k => !_without.Contains(k))];

    private static int Undecided(OfferListView view) =>
        view.Counts.Where(c => c.Verdict is OfferVerdict.Sure or OfferVerdict.ToCheck && c.Decision == OfferDecision.Open).Sum(c => c.Count);

    private static string Headline(CompanyImportUnderWay job) => job switch
    {
        { Total: 0, Takes: false } => "QuickBooks is asked what it has.",
        { Total: 0 } => "The import begins.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{OfferWords.Plural(Enum.Parse<OfferKind>(job.Of))}: {job.Done:N0} of {job.Total:N0} are {(job.Takes ? "done" : "read")}."),
    };

    private string Address(OfferVerdict verdict)
    {
        var show = OfferWords.Key(verdict);
        return AccountId is { } account ? string.Create(CultureInfo.InvariantCulture, $"{Path}?account={account}&show={show}") : $"{Path}?show={show}";
    }
}
