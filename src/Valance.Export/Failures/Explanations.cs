namespace Valance.Export.Failures;

/// <summary>The catalogue: what each cause means in a bookkeeper's words, why it happened, what to do. Made when it is read, never stored.</summary>
public static partial class Explanations
{
    /// <param name="failure">The facts.</param>
    /// <param name="recordTitle">How messages name the record: "Customer George Foreman".</param>
    public static Explanation Of(Failure failure, string recordTitle) =>
        throw new NotSupportedException($"Not written yet: {failure} {recordTitle}.");
}
