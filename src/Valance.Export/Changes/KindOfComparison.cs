using System.Text.Json;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Planning;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Changes;

/// <summary>What was sent last, and who changed which field since.</summary>
internal sealed record ComparedSides(IQuickBooksEntity? Before, IReadOnlyList<FieldSides> Sides);

/// <summary>The comparison of three sides, for a kind that is known only when the program runs.</summary>
internal abstract class KindOfComparison
{
    public static KindOfComparison Of(RecordKind kind) => kind switch
    {
        RecordKind.Customer => new Kind<Customer>(),
        RecordKind.Vendor => new Kind<Vendor>(),
        RecordKind.Order => new Kind<Invoice>(),
        RecordKind.Payment => new Kind<Payment>(),
        RecordKind.PurchaseOrder => new Kind<PurchaseOrder>(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <param name="plan">An update; without what QuickBooks holds only ours is compared.</param>
    public abstract ComparedSides Compare(Link link, ExportPlan plan);

    /// <summary>Whether QuickBooks holds in a field that we send something other than after our last send.</summary>
    public bool IsChanged(Link link, IQuickBooksEntity held) => Sides(link, held).Any(s => s.TheirsChanged);

    /// <summary>The fields in which QuickBooks holds something other than after our last send; those that are its own too, where the link has looked at them.</summary>
    public IReadOnlyList<string> MovedFields(Link link, IQuickBooksEntity held) =>
        [.. Sides(link, held).Where(s => link.Kept.Length > 0 ? s.TheirsMoved : s.TheirsChanged).Select(s => s.Field)];

    /// <summary>What was sent last beside what QuickBooks holds; none where nothing was sent.</summary>
    protected abstract IReadOnlyList<FieldSides> Sides(Link link, IQuickBooksEntity held);

    /// <summary>How each field reads as a fact: the keys of what is sent and of what is held.</summary>
    public abstract IReadOnlyDictionary<string, (string Ours, string Theirs)> Keys(IQuickBooksEntity ours, IQuickBooksEntity held);

    private sealed class Kind<T> : KindOfComparison
        where T : class, IQuickBooksEntity
    {
        public override ComparedSides Compare(Link link, ExportPlan plan)
        {
            var (before, ours) = (Sent(link), (T)plan.Wanted!);
            return new(before, ThreeSides.Of(before, ours, plan.Held as T ?? before ?? ours, KeptFields.Read(link.Kept), IsUntouched(link, plan.Held)));
        }

        protected override IReadOnlyList<FieldSides> Sides(Link link, IQuickBooksEntity held) =>
            Sent(link) is { } before ? ThreeSides.Of(before, before, (T)held, KeptFields.Read(link.Kept), IsUntouched(link, held)) : [];

        public override IReadOnlyDictionary<string, (string Ours, string Theirs)> Keys(IQuickBooksEntity ours, IQuickBooksEntity held) =>
            ComparedFields.Of<T>().ToDictionary(
                f => f.Field, f => (KeptFields.Key(f.Value((T)ours, (T)ours)), KeptFields.Key(f.Value((T)held, (T)ours))), StringComparer.Ordinal);

        private static bool IsUntouched(Link link, IQuickBooksEntity? held) => held is null || string.Equals(held.SyncToken, link.SyncToken, StringComparison.Ordinal);

        private static T? Sent(Link link) => link.SentPayload.Length == 0 ? null : QuickBooksWire.Read<T>(JsonElement.Parse(link.SentPayload));
    }
}
