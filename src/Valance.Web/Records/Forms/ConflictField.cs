using Valance.Export.Checks;

namespace Valance.Web.Records.Forms;

/// <summary>A field as the two versions of a conflict are compared by it.</summary>
/// <param name="Show">Its value as a person reads it; equal texts are no conflict.</param>
/// <param name="Copy">Takes it over: from, to.</param>
public sealed record ConflictField<TInput>(string Label, Func<TInput, NamesById, string> Show, Action<TInput, TInput> Copy)
{
    public ConflictField(string label, Func<TInput, string> show, Action<TInput, TInput> copy)
        : this(label, (input, _) => show(input), copy)
    {
    }

    /// <summary>The records that it points at: they are shown by their names.</summary>
    public Func<TInput, IEnumerable<RecordKey>> Points { get; init; } = _ => [];
}

/// <summary>One field on which the two differ.</summary>
public sealed class ConflictChoice<TInput>(ConflictField<TInput> field, string mine, string theirs, bool bothChanged, bool takeMine)
{
    public ConflictField<TInput> Field { get; } = field;

    public string Mine { get; } = mine;

    public string Theirs { get; } = theirs;

    /// <summary>Both people changed it: a person decides. Else the one who changed it is proposed.</summary>
    public bool BothChanged { get; } = bothChanged;

    public bool TakeMine { get; set; } = takeMine;
}

/// <summary>What two people made of one record, field by field.</summary>
public static class ConflictChoices
{
    /// <param name="began">What the person before the screen began from.</param>
    public static IReadOnlyList<ConflictChoice<TInput>> Between<TInput>(IEnumerable<ConflictField<TInput>> fields, NamesById names, TInput began, TInput mine, TInput theirs)
    {
        var choices = new List<ConflictChoice<TInput>>();
        foreach (var field in fields)
        {
            var (before, my, their) = (field.Show(began, names), field.Show(mine, names), field.Show(theirs, names));
            if (!Same(my, their))
            {
                choices.Add(new(field, my, their, bothChanged: !Same(before, my) && !Same(before, their), takeMine: !Same(before, my)));
            }
        }

        return choices;
    }

    /// <summary>What stands now, with what is taken from mine.</summary>
    public static TInput Merge<TInput>(IEnumerable<ConflictChoice<TInput>> choices, TInput mine, TInput theirs)
    {
        var (merged, from) = (InputContent.Copy(theirs), InputContent.Copy(mine));
        foreach (var choice in choices.Where(c => c.TakeMine))
        {
            choice.Field.Copy(from, merged);
        }

        return merged;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
