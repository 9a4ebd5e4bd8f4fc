using Valance.Core.Mappings;

namespace Valance.Export.Failures;

/// <summary>Decides what happens after a failure; nothing else does.</summary>
public enum FailureCategory
{
    /// <summary>Tried again with backoff and the same request id; nobody is bothered.</summary>
    Transient,
    /// <summary>Waits as told.</summary>
    Throttled,
    /// <summary>The connection must be renewed by a person: the lane pauses, one banner, it resumes by itself.</summary>
    Reconnect,
    /// <summary>The whole company is refused (subscription, maintenance): pause, one alert.</summary>
    CompanyBlocked,
    /// <summary>A person cures it.</summary>
    Fixable,
    /// <summary>QuickBooks was changed meanwhile: read again, merge or ask.</summary>
    Conflict,
    /// <summary>Ours, or unknown: says so, with what support needs.</summary>
    Defect,
}

/// <summary>The facts of what went wrong. Stored as JSON; words are made from it when it is read.</summary>
/// <param name="Cause">Key into the catalogue of explanations, kebab-case: "duplicate-name".</param>
/// <param name="Field">Our field at fault as the screen calls it, if known.</param>
/// <param name="Value">Its value as it is now.</param>
/// <param name="Limit">The limit that was exceeded, if it is about one.</param>
/// <param name="Code">QuickBooks' own code, if it came from there.</param>
public sealed record Failure(
    string Cause,
    FailureCategory Category,
    string? Field = null,
    string? Value = null,
    string? Limit = null,
    string? Code = null,
    string? Message = null,
    string? Detail = null,
    string? Element = null,
    int? HttpStatus = null,
    string? IntuitTid = null,
    TimeSpan? RetryAfter = null)
{
    /// <summary>The mapping that would cure it, where one would.</summary>
    public MappingNeed? Mapping { get; init; }
}

/// <summary>What of ours has to be mapped.</summary>
/// <param name="Key">As the mapping's row keeps it; empty for the default.</param>
public sealed record MappingNeed(MappingKind Kind, string Key);
