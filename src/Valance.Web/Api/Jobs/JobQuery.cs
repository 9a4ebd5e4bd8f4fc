using System.Buffers.Text;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Web.Api.Reading;

namespace Valance.Web.Api.Jobs;

/// <summary>What the list of background jobs can be asked. Several values of one filter: any of them.</summary>
public sealed record JobQuery
{
    [Description("Made on this day or later, in the Account's time zone.")]
    public DateOnly? From { get; init; }

    [Description("Made on this day or earlier.")]
    public DateOnly? To { get; init; }

    public OneOf<JobState>[]? State { get; init; }

    public OneOf<JobKind>[]? Kind { get; init; }

    [Description("About records of these kinds.")]
    public OneOf<RecordKind>[]? RecordKind { get; init; }

    [Description("With one recordKind: the jobs of one record.")]
    public long? RecordId { get; init; }

    [Description("Failed for one of these causes.")]
    public string[]? Cause { get; init; }

    [Description("Asked for by these people, by their ids.")]
    public long[]? UserId { get; init; }

    [Description("Asked for by these programs, such as “API key Web shop”.")]
    public string[]? RequestedBy { get; init; }

    [Description("Words that title, summary, code or intuit_tid must hold.")]
    public string? Search { get; init; }

    [Description("Leaves out failures that were dismissed or cleared by a later success.")]
    public bool? OnlyUnsettled { get; init; }

    [Description("Rows on a page, 1 to 200; 50 where nothing is said.")]
    public int? Limit { get; init; }

    [Description("The “next” of the page before, with the same filters.")]
    public string? Cursor { get; init; }

    public JobFilter ToFilter() => new()
    {
        From = From,
        To = To,
        States = [.. (State ?? []).Select(s => s.Value)],
        Kinds = [.. (Kind ?? []).Select(k => k.Value)],
        RecordKinds = [.. (RecordKind ?? []).Select(k => k.Value)],
        RecordId = RecordId,
        Causes = Cause ?? [],
        UserIds = UserId ?? [],
        Programs = RequestedBy ?? [],
        Text = Search ?? "",
        OnlyUnsettled = OnlyUnsettled ?? false,
    };
}

/// <summary>Where a page of jobs ended, as an opaque text.</summary>
internal static class JobCursors
{
    public static string Write(JobCursor cursor) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cursor.CreatedAt.Ticks}.{cursor.Id}")));

    /// <summary>Null where the text is no cursor.</summary>
    public static JobCursor? Read(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new JobCursor(new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }
}
