using System.Globalization;
using Microsoft.AspNetCore.Components;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Overview;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;
using Valance.Export.Checks;
using Valance.Export.Reconciling;
using Valance.Web.BackgroundJobs;
using Valance.Web.Records.Lists;
using Valance.Web.Shell;
using Valance.Web.SignIn;

namespace Valance.Web.Home;

/// <summary>What asks for somebody, on one page.</summary>
public sealed partial class HomePage(GetHome getHome, NotReadyRecords notReadyRecords, ReconcileReport report, CurrentActor currentActor, TimeProvider time)
{
    private const int MostCauses = 6;

    /// <summary>A check takes about a millisecond a record: more are left to the list, which shows its progress.</summary>
    private const int MostChecked = 500;

    private readonly Dictionary<RecordKind, int> _notReady = [];
    private HomeView? _home;
    private ReconcileView? _compared;
    private Actor? _actor;

    [CascadingParameter]
    private Person? Person { get; set; }

    private bool SeesAll => _actor!.SeesAllAccounts;

    private bool MayConnect => _actor!.May(Permission.ManageConnection);

    private string Greeting => Person?.Account?.Name ?? "All Accounts";

    private JobListAddress NeedsPerson => new() { States = [JobState.Failed], Unsettled = true, When = _actor is { SeesAllAccounts: true } ? Period.Last30Days : Period.Any };

    private string ChartWords => $"Jobs by day: {Number(_home!.Days.Sum(d => d.Succeeded))} succeeded and {Number(_home.Days.Sum(d => d.Failed))} failed in {GetHome.Days} days. The table below has every day.";

    protected override async Task OnInitializedAsync()
    {
        _actor = await currentActor.GetAsync();
        var zone = Person?.Zone ?? TimeZoneInfo.Utc;
        _home = await getHome.HandleAsync(_actor, zone, AccountTime.Today(time, zone), CancellationToken.None);
        if (_actor.AccountId is { } account && (await report.RunsAsync(_actor, account, CancellationToken.None)).FirstOrDefault(r => r.EndedAt is not null) is { } last)
        {
            _compared = (await report.HandleAsync(_actor, last.Id, CancellationToken.None)).Value;
        }
    }

    /// <summary>The page is there before the checks are through.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_home is null || _notReady.Count > 0)
        {
            return;
        }

        foreach (var kind in _home.ToGo.Where(k => k.NotExported + k.ChangedHere <= MostChecked).Select(k => k.Kind))
        {
            _notReady[kind] = (await notReadyRecords.AmongAsync(kind, await getHome.ToGoAsync(_actor!, kind, MostChecked, CancellationToken.None), CancellationToken.None)).Count;
        }

        if (_notReady.Count > 0)
        {
            StateHasChanged();
        }
    }

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static string ListOf(RecordKind kind, ExportState state) => new ListAddress { Export = state }.ToUri(RecordPages.List(kind));

    private static string Of(DateOnly day, params JobState[] states) => new JobListAddress { When = Period.Custom, From = day, To = day, States = states }.ToUri();

    private static RenderFragment Figure(RecordKind kind, ExportState state, int count) => builder =>
    {
        if (count == 0)
        {
            builder.AddContent(0, "0");
            return;
        }

        builder.OpenElement(1, "a");
        builder.AddAttribute(2, "href", ListOf(kind, state));
        builder.AddContent(3, count > ListPage<int>.MostCounted ? "10,000+" : Number(count));
        builder.CloseElement();
    };

    /// <summary>Of the tallest day, in percent.</summary>
    private string Height(int count)
    {
        var most = Math.Max(1, _home!.Days.Max(d => d.Succeeded + d.Failed + d.Other));
        return string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / most:0.##}%");
    }
}
