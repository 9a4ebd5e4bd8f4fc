using Microsoft.AspNetCore.Components;

namespace Valance.Web.Records.Forms;

/// <summary>A field whose text must be read as something: money, a number, a day. What cannot be read stays as it was typed and is named, never guessed.</summary>
public abstract class ReadingInput<TValue> : FieldBase, IDisposable
{
    private TValue? _read;
    private string? _field;
    private bool _started;

    [Parameter]
    public TValue? Value { get; set; }

    [Parameter]
    public EventCallback<TValue> ValueChanged { get; set; }

    protected string Text { get; private set; } = "";

    protected abstract string Unreadable { get; }

    public void Dispose()
    {
        Form?.Readable(Field);
        GC.SuppressFinalize(this);
    }

    protected abstract string Show(TValue? value);

    protected abstract bool TryRead(string text, out TValue? value);

    protected override void OnParametersSet()
    {
        if (_field is not null && !string.Equals(_field, Field, StringComparison.Ordinal))
        {
            Form?.Readable(_field);
            _started = false;
        }

        _field = Field;
        if (!_started || !EqualityComparer<TValue?>.Default.Equals(_read, Value))
        {
            (_started, _read, Text) = (true, Value, Show(Value));
            Form?.Readable(Field);
        }
    }

    protected async Task SetAsync(string? text)
    {
        Text = text ?? "";
        Form?.Changed(Field);
        if (TryRead(Text, out var value))
        {
            Form?.Readable(Field);
            _read = value;
        }
        else
        {
            Form?.CannotRead(Field, Unreadable);
        }

        await ValueChanged.InvokeAsync(_read);
    }

    /// <summary>On leaving the field, what was read is shown as it will be kept.</summary>
    protected void Tidy()
    {
        if (TryRead(Text, out var value))
        {
            Text = Show(value);
        }
    }
}
