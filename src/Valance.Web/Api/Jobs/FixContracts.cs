using Valance.Core.Mappings;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Valance.Export.JobWork;
using Valance.Export.JobWork.Correcting;

namespace Valance.Web.Api.Jobs;

/// <summary>What cures a failed job.</summary>
public enum JobFix
{
    /// <summary>Try again as it is.</summary>
    Retry,
    /// <summary>Give the record another display name: value.</summary>
    Rename,
    /// <summary>Correct the field: field and value.</summary>
    Correct,
    /// <summary>Map something of ours: mappingKind, mappingKey and quickBooksId.</summary>
    Map,
    /// <summary>Ours is the one that QuickBooks holds already: quickBooksId.</summary>
    Link,
    /// <summary>Make the one in QuickBooks active again, and link to it: quickBooksId.</summary>
    Reactivate,
    /// <summary>Make in QuickBooks anew what was deleted there.</summary>
    SendAnew,
    /// <summary>Needs nothing done: value is the reason.</summary>
    Dismiss,
}

/// <summary>A fix that a job offers.</summary>
/// <param name="Label">As its button reads.</param>
/// <param name="Field">The field that it is about, as the screen calls it.</param>
/// <param name="Suggestion">A value that would be accepted, if one is known.</param>
/// <param name="MappingKind">Of a mapping: what of ours is to be mapped.</param>
/// <param name="MappingKey">Of a mapping: its name; empty for the default.</param>
/// <param name="Failure">The number of the failure that it cures, from 0.</param>
public sealed record FixAnswer(JobFix Fix, string Label, string? Field, string? Suggestion, MappingKind? MappingKind, string? MappingKey, int Failure);

/// <summary>A record of QuickBooks that stands in the job's way, or that ours has become.</summary>
/// <param name="CanLink">Whether ours can be linked to it: of the same kind, and nobody else's.</param>
/// <param name="LinkedTo">Which of our records is linked to it.</param>
public sealed record HolderAnswer(HeldKind Kind, string QuickBooksId, string Name, bool IsActive, bool CanLink, string Email, string Phone, string Address, string? LinkedTo)
{
    public static HolderAnswer Of(HeldRecord h, RecordKind ours) => new(h.Kind, h.Id, h.Name, h.IsActive, h.CanBe(ours), h.Email, h.Phone, h.Address, h.LinkedTo);
}

/// <summary>What can be done about a failed job.</summary>
/// <param name="Holders">Who bears a refused name or number in QuickBooks: to link to, or to make active again.</param>
/// <param name="FreeNames">Display names that nobody bears.</param>
/// <param name="ForPeople">What only people can do, in Valance itself.</param>
public sealed record FixesAnswer(IReadOnlyList<FixAnswer> Fixes, IReadOnlyList<HolderAnswer> Holders, IReadOnlyList<string> FreeNames, IReadOnlyList<string> ForPeople);

/// <summary>A fix that is to be made. Only what the fix takes is sent.</summary>
public sealed record FixContent
{
    /// <summary>One of those that the job offers.</summary>
    public required JobFix Fix { get; init; }

    /// <summary>The field to correct, as the offer names it.</summary>
    public string Field { get; init; } = "";

    /// <summary>The new display name, the corrected value, or the reason. A day as YYYY-MM-DD, money as plain digits.</summary>
    public string Value { get; init; } = "";

    public string QuickBooksId { get; init; } = "";

    public MappingKind? MappingKind { get; init; }

    public string MappingKey { get; init; } = "";
}

/// <summary>Why a failure needs nothing done.</summary>
public sealed record DismissContent
{
    public string Reason { get; init; } = "";
}

/// <summary>The offers of a job, of the explanations of its failures.</summary>
internal static class FixOffers
{
    public static (IReadOnlyList<FixAnswer> Fixes, IReadOnlyList<string> ForPeople) Of(JobDetail job)
    {
        var fixes = new List<FixAnswer>();
        var forPeople = new List<string>();
        foreach (var (failure, number) in job.Failures.Select((f, i) => (f, i)))
        {
            if (failure.Mapping is { } need)
            {
                fixes.Add(new(JobFix.Map, "Map it", null, null, need.Kind, need.Key, number));
            }

            foreach (var fix in Explanations.Of(failure, job.Job.Title).Fixes)
            {
                if (KindOf(fix, job) is { } kind)
                {
                    fixes.Add(new(kind, fix.Label, fix.Field, fix.Suggestion, null, null, number));
                }
                else if (fix.Kind != FixKind.OpenMappings || failure.Mapping is null)
                {
                    forPeople.Add(fix.Label);
                }
            }
        }

        // Any failure can be tried again or dismissed, whatever its cause.
        if (job.Job.NeedsPerson)
        {
            fixes.Add(new(JobFix.Retry, "Try again", null, null, null, null, 0));
            fixes.Add(new(JobFix.Dismiss, "Dismiss with a reason", null, null, null, null, 0));
        }

        return ([.. fixes.DistinctBy(f => (f.Fix, f.Field, f.MappingKind, f.MappingKey, f.Fix is JobFix.Retry or JobFix.Dismiss ? 0 : f.Failure))], [.. forPeople.Distinct(StringComparer.Ordinal)]);
    }

    private static JobFix? KindOf(Fix fix, JobDetail job) => fix.Kind switch
    {
        FixKind.Retry => JobFix.Retry,
        FixKind.Rename => JobFix.Rename,
        FixKind.LinkToExisting => JobFix.Link,
        FixKind.SendAnew => JobFix.SendAnew,
        FixKind.Dismiss => JobFix.Dismiss,
        FixKind.EditRecord when job.Job.RecordKind is { } kind && CorrectableFields.Has(kind, fix.Field) => JobFix.Correct,
        _ => null,
    };
}
