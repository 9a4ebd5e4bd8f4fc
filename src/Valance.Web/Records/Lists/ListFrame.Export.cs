using MudBlazor;
using Valance.Core.Access;
using Valance.Web.BackgroundJobs;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Records.Lists;

/// <summary>Exporting what is ticked.</summary>
public sealed partial class ListFrame<TRow>
{
    /// <summary>A whole selection is checked first; what is not ready is shown before anything is queued.</summary>
    private async Task ExportAsync()
    {
        _exporting = true;
        try
        {
            var actor = await currentActor.GetAsync();
            await knowNumbers.HandleAsync(actor, Kind, _selected, _closed.Token);
            var looked = await preflight.HandleAsync(actor, Kind, [.. _selected], _closed.Token);
            if (!looked.IsDone)
            {
                snackbar.Add(string.Join(' ', looked.Problems.Select(p => p.Message)), Severity.Error);
                return;
            }

            if (looked.Value.NotReady > 0)
            {
                _notReady = looked.Value;
                return;
            }

            await QueueAsync(actor, [.. _selected]);
        }
        finally
        {
            _exporting = false;
        }

        await LoadAsync();
    }

    private async Task ExportReadyAsync()
    {
        var ready = _notReady!.ReadyOf(Kind);
        _notReady = null;
        await QueueAsync(await currentActor.GetAsync(), ready);
        await LoadAsync();
    }

    private async Task QueueAsync(Actor actor, IReadOnlyCollection<long> ids)
    {
        if (ids.Count > MostSingle)
        {
            await ExportInBulkAsync(actor, ids);
            return;
        }

        var result = await requestExport.HandleAsync(actor, Kind, ids, _closed.Token);
        if (!result.IsDone)
        {
            snackbar.Add(string.Join(' ', result.Problems.Select(p => p.Message)), Severity.Error);
            return;
        }

        var already = result.Value.JobIds.Count - result.Value.Created;
        snackbar.Add($"{ExportWords.Count(Kind, result.Value.Created)} queued for QuickBooks." + (already > 0 ? $" {already} were on their way already." : "")
            + (result.Value.LeftOut > 0 ? $" {result.Value.LeftOut} are before the cut-off and stay here." : ""), Severity.Normal);
        _selected.Clear();
    }

    private async Task ExportInBulkAsync(Actor actor, IReadOnlyCollection<long> ids)
    {
        var result = await requestBulk.HandleSelectionAsync(actor, Kind, ids, _closed.Token);
        if (result.IsDone)
        {
            navigation.NavigateTo($"{JobListAddress.Path}/{result.Value.JobId}");
        }
        else
        {
            snackbar.Add(string.Join(' ', result.Problems.Select(p => p.Message)), Severity.Error);
        }
    }
}
