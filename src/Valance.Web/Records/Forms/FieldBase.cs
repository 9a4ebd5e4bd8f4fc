using Microsoft.AspNetCore.Components;

namespace Valance.Web.Records.Forms;

/// <summary>What every field of a form has: its name in the input, a label, a problem.</summary>
public abstract class FieldBase : ComponentBase
{
    /// <summary>As the use case calls it in its problems: "BillingAddress.Zip".</summary>
    [Parameter, EditorRequired]
    public string Field { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The label is for screen readers alone, since the column's head shows it.</summary>
    [Parameter]
    public bool HideLabel { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    [Parameter]
    public bool Disabled { get; set; }

    [CascadingParameter]
    public FormState? Form { get; set; }

    protected string Id => FormState.IdOf(Field);

    protected string? Problem => Form?.ProblemOf(Field);

    protected string? DescribedBy => Problem is not null ? $"{Id}-problem" : Hint is not null ? $"{Id}-hint" : null;

    protected string? Invalid => Problem is not null ? "true" : null;
}
