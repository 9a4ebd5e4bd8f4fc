namespace Valance.Web.Records.Forms;

/// <summary>One choice of a <see cref="SelectInput{TValue}"/>.</summary>
public sealed record Option<TValue>(TValue Value, string Label);

public static class Options
{
    /// <summary>A list of names, a blank one first. A name that stands in the record but no longer in the list stays to be chosen.</summary>
    public static IReadOnlyList<Option<string>> Names(IEnumerable<string> names, string current, string blank = "None")
    {
        var options = new List<Option<string>> { new("", blank) };
        options.AddRange(names.Select(n => new Option<string>(n, n)));
        if (options.TrueForAll(o => !string.Equals(o.Value, current, StringComparison.Ordinal)))
        {
            options.Add(new(current, current));
        }

        return options;
    }
}

/// <summary>One of a <see cref="ChoiceInput{TValue}"/>, with what choosing it means.</summary>
public sealed record ExplainedOption<TValue>(TValue Value, string Label, string More);
