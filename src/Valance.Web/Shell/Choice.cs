namespace Valance.Web.Shell;

/// <summary>One entry of a <see cref="Pick{TValue}"/>.</summary>
public sealed record Choice<TValue>(TValue Value, string Name);
