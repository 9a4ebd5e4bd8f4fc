using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using MudBlazor;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Drafts;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Web.Records.Exporting;
using Valance.Web.SignIn;

namespace Valance.Web.Records.Forms;

/// <summary>
/// The frame of every record's form: keeps a draft while somebody types, names all problems at once and goes to the first,
/// and shows both versions when somebody else saved first.
/// </summary>
public sealed partial class RecordForm<TInput>(
    SaveDraft saveDraft, LoadDraft loadDraft, DropDraft dropDraft, CurrentActor currentActor, IDbContextFactory<ValanceDb> store, TimeProvider time,
    NavigationManager navigation, ISnackbar snackbar, IJSRuntime js) : IAsyncDisposable
{
    /// <summary>How long the fingers must rest before the draft is kept.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private readonly FormState _state = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private Actor? _actor;
    private int _typing;
    private bool _unkept;
    private string? _notKept;
    private TInput _input = new();
    private TInput _began = new();
    private int _version;
    /// <summary>What the form holds, as last looked at. Empty until its draft is there: whatever was typed before would be lost to it.</summary>
    private string _seen = "";
    private DateTime? _keptAt;
    private DateTime? _savedDraftAt;
    private bool _saving;
    private bool _closed;
    private bool _gone;
    private string? _focus;
    private long? _accountId;
    private IReadOnlyList<Option<long?>> _accounts = [];
    private Standing? _standing;
    private IReadOnlyList<ConflictChoice<TInput>> _choices = [];

    [Parameter, EditorRequired]
    public RecordKind Kind { get; set; }

    /// <summary>0 while the record is new.</summary>
    [Parameter]
    public long RecordId { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What the form begins with: the record as it stands, or a new one's defaults.</summary>
    [Parameter, EditorRequired]
    public TInput Initial { get; set; } = default!;

    /// <summary>The version that <see cref="Initial"/> is.</summary>
    [Parameter]
    public int Version { get; set; }

    [Parameter, EditorRequired]
    public Func<Actor, SaveTarget, TInput, CancellationToken, Task<Result<Saved>>> Save { get; set; } = default!;

    /// <summary>The fields by which two versions are compared.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ConflictField<TInput>> Fields { get; set; } = [];

    [Parameter, EditorRequired]
    public RenderFragment<TInput> ChildContent { get; set; } = default!;

    [CascadingParameter]
    private Person? Person { get; set; }

    private DraftKey Key => new(Kind, RecordId);

    private TimeZoneInfo Zone => Person?.Zone ?? TimeZoneInfo.Utc;

    private bool IsUntouched => string.Equals(_seen, Content(_began), StringComparison.Ordinal);

    private string AddressAfter => RecordId == 0 ? ExportWords.PathOf(Kind) : $"{ExportWords.PathOf(Kind)}/{RecordId}";

    public async ValueTask DisposeAsync()
    {
        // Left before the fingers rested: keep it now. Whether that works or not, the form is gone.
        await KeepDraftAsync();
        _gone = true;
        _oneAtATime.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        (_input, _began, _version) = (InputContent.Copy(Initial), InputContent.Copy(Initial), Version);
        _actor = await currentActor.GetAsync();
        if (RecordId == 0 && _actor.AccountId is null)
        {
            await using var db = await store.CreateDbContextAsync();
            _accounts = await db.VisibleAccounts(_actor).OrderBy(a => a.Name).Select(a => new Option<long?>(a.Id, a.Name)).ToListAsync();
        }

        if (await loadDraft.HandleAsync(_actor, Key, CancellationToken.None) is { } draft && DraftBody<TInput>.Read(draft.Form) is { } body)
        {
            (_input, _began, _accountId, _version, _keptAt) = (body.Input, body.Base, body.AccountId, draft.BaseVersion, draft.SavedAt);
        }

        _seen = Content(_input);
    }

    // Whatever is typed below makes the page render, and this frame with it.
    protected override void OnParametersSet() => ContentChanged();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is { } id)
        {
            _focus = null;
            await js.InvokeVoidAsync("valanceFocus", id);
        }
    }

    private void ContentChanged()
    {
        var content = Content(_input);
        if (_seen.Length == 0 || string.Equals(content, _seen, StringComparison.Ordinal))
        {
            return;
        }

        (_seen, _unkept) = (content, true);
        _ = KeepWhenRestingAsync();
    }

    private async Task KeepWhenRestingAsync()
    {
        var typing = ++_typing;
        try
        {
            await Task.Delay(Rest, time);
            if (typing == _typing && _unkept)
            {
                await KeepDraftAsync();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (ObjectDisposedException) when (_gone)
        {
            // The form was left meanwhile, and kept its draft as it went.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task KeepDraftAsync()
    {
        if (!_unkept || _closed || _actor is null)
        {
            return;
        }

        await _oneAtATime.WaitAsync();
        try
        {
            _unkept = false;
            _notKept = null;
            if (IsUntouched)
            {
                await dropDraft.HandleAsync(_actor, Key, CancellationToken.None);
                _savedDraftAt = null;
            }
            else
            {
                await saveDraft.HandleAsync(_actor, Key, _version, new DraftBody<TInput>(_began, _input, _accountId).Write(), CancellationToken.None);
                _savedDraftAt = time.GetUtcNow().UtcDateTime;
            }
        }
        catch (Exception failure) when (StoreTrouble.Of(failure) is { } trouble)
        {
            // What was typed stands in the form. The next letter, or saving, tries again.
            (_notKept, _savedDraftAt) = (trouble.What, null);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        _saving = true;
        try
        {
            var actor = await currentActor.GetAsync();
            // With a field that cannot be read nothing is saved, but all else that is wrong is told along with it.
            var target = (RecordId == 0 ? SaveTarget.New(_accountId ?? actor.AccountId) : SaveTarget.Edit(RecordId, _version)) with { IsTrial = _state.HasUnreadable };
            var result = await Save(actor, target, InputContent.Copy(_input), CancellationToken.None);
            if (result.IsDone)
            {
                await CloseAsync();
                snackbar.Add("Saved.", Severity.Success);
                navigation.NavigateTo($"{ExportWords.PathOf(Kind)}/{result.Value.Id}");
            }
            else if (result.Standing is { Input: TInput theirs } standing)
            {
                await using var db = await store.CreateDbContextAsync();
                var names = await NamesById.ReadAsync(db, actor, Fields.SelectMany(f => new[] { _began, _input, theirs }.SelectMany(f.Points)), CancellationToken.None);
                (_standing, _choices, _focus) = (standing, ConflictChoices.Between(Fields, names, _began, _input, theirs), "conflict-head");
            }
            else
            {
                Refuse(result.Problems);
            }
        }
        catch (Exception failure) when (StoreTrouble.Of(failure) is { } trouble)
        {
            Refuse([new Problem("", trouble.ForPerson)]);
        }
        finally
        {
            _saving = false;
        }
    }

    private void Refuse(IReadOnlyList<Problem> problems)
    {
        _state.Refuse(problems);
        var first = _state.Problems.FirstOrDefault(p => p.Field.Length > 0);
        _focus = first is null ? "form-problems" : FormState.IdOf(first.Field);
    }

    private Task SaveChosenAsync()
    {
        TakeChosen();
        return SaveAsync();
    }

    private async Task EditChosenAsync()
    {
        TakeChosen();
        _unkept = true;
        await KeepDraftAsync();
    }

    private void TakeChosen()
    {
        var theirs = (TInput)_standing!.Input;
        (_input, _began, _version) = (ConflictChoices.Merge(_choices, _input, theirs), InputContent.Copy(theirs), _standing.Version);
        (_seen, _standing, _keptAt) = (Content(_input), null, null);
        _state.Refuse([]);
    }

    private void Focus(string field) => _focus = FormState.IdOf(field);

    /// <summary>Throws the draft away and begins anew from what stands in the store.</summary>
    private async Task DiscardAsync()
    {
        await CloseAsync();
        navigation.NavigateTo(RecordId == 0 || _standing is null ? navigation.Uri : AddressAfter, forceLoad: _standing is null);
    }

    private async Task CancelAsync()
    {
        await CloseAsync();
        navigation.NavigateTo(AddressAfter);
    }

    /// <summary>The draft has done its duty. A keeping that is under way ends first, so that none comes after.</summary>
    private async Task CloseAsync()
    {
        (_closed, _unkept) = (true, false);
        await _oneAtATime.WaitAsync();
        try
        {
            await dropDraft.HandleAsync(_actor!, Key, CancellationToken.None);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private string Content(TInput input) => InputContent.Of(new { input, _accountId });
}
