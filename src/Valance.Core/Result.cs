using Valance.Core.Records.Saving;

namespace Valance.Core;

/// <summary>One thing that is wrong with an input: where (a field's name as the form knows it, empty for the whole) and what, in a bookkeeper's words.</summary>
public sealed record Problem(string Field, string Message);

/// <summary>The outcome of a use case that may be refused. A refusal names every problem at once; a defect is an exception, not a Result.</summary>
public sealed class Result<T>
{
    private readonly T? _value;

    internal Result(T? value, IReadOnlyList<Problem> problems, Refusal? refusal, Standing? standing = null) =>
        (_value, Problems, Refusal, Standing) = (value, problems, refusal, standing);

    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Why it was refused; null when it was done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>With a conflict: what stands in the store now and who put it there.</summary>
    public Standing? Standing { get; }

    public bool IsDone => Refusal is null;

    /// <summary>The value of a done use case. Reading it from a refused one is a defect.</summary>
    public T Value => IsDone ? _value! : throw new InvalidOperationException($"Refused: {this}");

    public static Result<T> Done(T value) => new(value, [], null);

    public static Result<T> Invalid(IReadOnlyList<Problem> problems) => new(default, problems, Core.Refusal.Invalid);

    public static Result<T> Invalid(string field, string message) => Invalid([new Problem(field, message)]);

    /// <summary>Not there, or another Account's: the two look alike from outside.</summary>
    public static Result<T> NotFound(string what) => new(default, [new Problem("", $"{what} was not found.")], Core.Refusal.NotFound);

    public static Result<T> Forbidden(string whoMay) => new(default, [new Problem("", whoMay)], Core.Refusal.Forbidden);

    /// <summary>Somebody else saved the record first.</summary>
    public static Result<T> Conflict(string message, Standing? standing = null) =>
        new(default, [new Problem("", message)], Core.Refusal.Conflict, standing);

    /// <summary>The same refusal for a use case that gives something else.</summary>
    public Result<TOther> Refused<TOther>() =>
        IsDone ? throw new InvalidOperationException("It was done, not refused.") : new Result<TOther>(default, Problems, Refusal, Standing);

    public override string ToString() => IsDone ? $"Done: {_value}" : $"{Refusal}: {string.Join(" ", Problems.Select(p => p.Message))}";
}

public enum Refusal
{
    Invalid,
    NotFound,
    Forbidden,
    Conflict,
}
