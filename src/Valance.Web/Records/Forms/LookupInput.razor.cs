using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Valance.Web.Records.Forms;

/// <summary>
/// A field that looks up what is typed: records by name, products by what they are called. Arrow keys walk the list, Enter picks, Escape closes it
/// (valance.js keeps Enter from sending the form while the list is open).
/// </summary>
public sealed partial class LookupInput<TItem>(TimeProvider time) : FieldBase, IDisposable
{
    /// <summary>How long the fingers must rest before the store is asked.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(120);

    private CancellationTokenSource? _looking;
    private IReadOnlyList<TItem> _found = [];
    private string _text = "";
    private string? _given;
    private int _active = -1;
    private bool _open;
    private bool _walked;

    /// <summary>What the field shows: the name of what is chosen, or the free text.</summary>
    [Parameter]
    public string Text { get; set; } = "";

    [Parameter, EditorRequired]
    public Func<string, CancellationToken, Task<IReadOnlyList<TItem>>> Search { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<TItem, string> Name { get; set; } = default!;

    /// <summary>What tells two of one name apart.</summary>
    [Parameter]
    public Func<TItem, string>? Note { get; set; }

    [Parameter]
    public string Nothing { get; set; } = "Nothing found.";

    [Parameter]
    public EventCallback<TItem> OnPick { get; set; }

    /// <summary>Any text will do, the list only helps: tells what is typed. Else text that is no choice is given up on leaving.</summary>
    [Parameter]
    public EventCallback<string> OnFreeText { get; set; }

    /// <summary>The field was emptied.</summary>
    [Parameter]
    public EventCallback OnClear { get; set; }

    private bool TakesFreeText => OnFreeText.HasDelegate;

    public void Dispose() => Stop();

    protected override void OnParametersSet()
    {
        if (!string.Equals(_given, Text, StringComparison.Ordinal))
        {
            (_given, _text) = (Text, Text);
        }
    }

    private async Task TypedAsync(string? text)
    {
        _text = text ?? "";
        Form?.Changed(Field);
        if (TakesFreeText)
        {
            _given = _text;
            await OnFreeText.InvokeAsync(_text);
        }
        else if (_text.Length == 0)
        {
            _given = "";
            await OnClear.InvokeAsync();
        }

        await LookAsync(Rest);
    }

    private async Task LookAsync(TimeSpan rest)
    {
        Stop();
        var looking = _looking = new CancellationTokenSource();
        try
        {
            await Task.Delay(rest, time, looking.Token);
            var found = await Search(_text, looking.Token);
            if (!looking.IsCancellationRequested)
            {
                var active = ActiveIn(found);
                (_found, _active, _open) = (found, active, found.Count > 0 || !TakesFreeText);
            }
        }
        catch (OperationCanceledException)
        {
            // More was typed, or the field was left.
        }
    }

    /// <summary>What somebody went to with the arrows stays theirs when more of what they typed is looked up; else the first, where a choice must be made.</summary>
    private int ActiveIn(IReadOnlyList<TItem> found)
    {
        if (_walked && _active >= 0)
        {
            var (name, note) = (Name(_found[_active]), Note?.Invoke(_found[_active]));
            for (var i = 0; i < found.Count; i++)
            {
                if (string.Equals(Name(found[i]), name, StringComparison.Ordinal) && string.Equals(Note?.Invoke(found[i]), note, StringComparison.Ordinal))
                {
                    return i;
                }
            }
        }

        _walked = false;
        return TakesFreeText || found.Count == 0 ? -1 : 0;
    }

    private async Task PressedAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when !_open:
                await LookAsync(TimeSpan.Zero);
                break;
            case "ArrowDown" when _found.Count > 0:
                (_active, _walked) = ((_active + 1) % _found.Count, true);
                break;
            case "ArrowUp" when _open && _found.Count > 0:
                (_active, _walked) = (_active <= 0 ? _found.Count - 1 : _active - 1, true);
                break;
            case "Enter" when _open && _active >= 0:
                await PickAsync(_found[_active]);
                break;
            case "Enter" when _open:
            case "Escape":
                Close();
                break;
        }
    }

    private Task OpenIfEmptyAsync() => _text.Length == 0 && !_open ? LookAsync(TimeSpan.Zero) : Task.CompletedTask;

    private async Task PickAsync(TItem item)
    {
        Close();
        _text = _given = Name(item);
        Form?.Changed(Field);
        await OnPick.InvokeAsync(item);
    }

    private async Task LeftAsync()
    {
        var named = _found.Where(f => string.Equals(Name(f), _text.Trim(), StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        Close();
        if (TakesFreeText || string.Equals(_text, Text, StringComparison.Ordinal))
        {
            return;
        }

        if (named.Count == 1)
        {
            await PickAsync(named[0]);
        }
        else
        {
            // Half a name is no choice: what was chosen before comes back.
            _text = Text;
        }
    }

    private void Close()
    {
        Stop();
        (_open, _walked, _active, _found) = (false, false, -1, []);
    }

    private void Stop()
    {
        _looking?.Cancel();
        _looking?.Dispose();
        _looking = null;
    }
}
