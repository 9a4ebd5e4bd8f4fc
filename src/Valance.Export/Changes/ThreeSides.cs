using Valance.QuickBooks.Entities;

namespace Valance.Export.Changes;

/// <summary>One field of what was sent last, of ours and of theirs.</summary>
/// <param name="OursChanged">Ours is no longer what was sent.</param>
/// <param name="TheirsChanged">QuickBooks holds something other than it held after the last send.</param>
/// <param name="TheirsStands">A person chose QuickBooks' value, and neither side has changed since.</param>
/// <param name="Differs">Ours is not theirs.</param>
internal sealed record FieldSides(string Field, bool OursChanged, bool TheirsChanged, bool TheirsStands, bool Differs)
{
    /// <summary>QuickBooks holds something other than after the last send, be it in a field that is its own.</summary>
    public bool TheirsMoved { get; init; }

    /// <summary>Ours would go over somebody's change: a person has to choose.</summary>
    public bool NeedsChoice => TheirsChanged && Differs;
}

/// <summary>What was sent last, what stands here, what QuickBooks holds: who changed what. Pure.</summary>
internal static class ThreeSides
{
    /// <param name="before">What was sent last; null where the record was linked without having been sent: then ours goes over what stands there, as the person asked.</param>
    /// <param name="kept">See <see cref="Core.Links.Link.Kept"/>.</param>
    /// <param name="isUntouched">QuickBooks' SyncToken is the one of our last send.</param>
    public static IReadOnlyList<FieldSides> Of<T>(T? before, T ours, T held, IReadOnlyList<KeptField> kept, bool isUntouched)
        where T : class, IQuickBooksEntity
    {
        var sides = new List<FieldSides>();
        foreach (var field in ComparedFields.Of<T>())
        {
            var sent = before is null ? "" : KeptFields.Key(field.Value(before, before));
            var (our, their) = (KeptFields.Key(field.Value(ours, ours)), KeptFields.Key(field.Value(held, before?.CustomFieldOr(ours) ?? ours)));
            var known = kept.FirstOrDefault(k => string.Equals(k.Field, field.Field, StringComparison.Ordinal));
            // What we never sent and do not send now is QuickBooks' own.
            var isTheirOwn = sent.Length == 0 && our.Length == 0 && known is null;
            var isAsKnown = string.Equals(their, known?.Theirs ?? sent, StringComparison.Ordinal);
            sides.Add(new(
                field.Field,
                OursChanged: before is not null && !string.Equals(our, sent, StringComparison.Ordinal),
                TheirsChanged: before is not null && !isUntouched && !isTheirOwn && !isAsKnown,
                TheirsStands: known?.Ours is { } chosen && isAsKnown && string.Equals(chosen, our, StringComparison.Ordinal),
                Differs: !isTheirOwn && !string.Equals(our, their, StringComparison.Ordinal))
            {
                TheirsMoved = before is not null && !isUntouched && !isAsKnown,
            });
        }

        return sides;
    }

    /// <summary>The update without the fields in which QuickBooks' value stands.</summary>
    public static T Leave<T>(T update, T held, IEnumerable<string> fields)
        where T : class, IQuickBooksEntity
    {
        var left = fields.ToHashSet(StringComparer.Ordinal);
        return ComparedFields.Of<T>().Where(f => left.Contains(f.Field)).Aggregate(update, (u, f) => f.Leave(u, held));
    }

    /// <summary>A custom field is found by the definition that was sent; where none was, by the one that is sent now.</summary>
    private static T CustomFieldOr<T>(this T before, T ours)
        where T : class, IQuickBooksEntity => before is Invoice { CustomField: null } ? ours : before;
}
