using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Checks;
using Valance.Export.Holders;
using Valance.Export.Matching;
using Valance.Export.Translation;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Planning;

/// <content>What the checks want to know: who stands in the way here and there, and whether what is known of the company is still so.</content>
internal sealed partial class PlanWork
{
    // One of thousands that meet a holder, or a setting that stops them, does not ask for all of them what changed.
    private static readonly TimeSpan SureOf = TimeSpan.FromSeconds(15);

    /// <summary>Our record that holds the display name already.</summary>
    public NameHolder? NameHolder => _reads.HolderOf(Record);

    /// <summary>The Account's methods that could be taken for this one; none where a mapping tells them apart.</summary>
    public IReadOnlyList<string> PaymentMethods(string method) => _reads.MethodsLike(method);

    /// <summary>
    /// Who holds the display name of a customer or vendor there, where it is new to QuickBooks. The known names say that somebody might; what changed
    /// since is asked once before it is believed. Where the names cannot be read the record goes all the same: QuickBooks has the last word.
    /// </summary>
    public async Task<ListedName?> HolderInQuickBooksAsync(CancellationToken ct)
    {
        var name = DisplayNames.Of(Record);
        if (name.Length == 0 || (Link is not null && string.Equals(LastDisplayName(), DisplayNames.Collapse(name), StringComparison.Ordinal)))
        {
            return null;
        }

        var own = (MatchScope.KindOf(Record.Kind), Link?.QuickBooksId);
        return (await Catalogue.NamesAsync(Client, Request.Priority, null, ct)).Value?.HolderOf(name, own) is null
            ? null
            : (await Catalogue.NamesAsync(Client, Request.Priority, Request.Priority == Priority.High ? TimeSpan.Zero : SureOf, ct)).Value?.HolderOf(name, own);
    }

    private string? LastDisplayName() => Record.Kind == RecordKind.Vendor ? LastSent<Vendor>()?.DisplayName : LastSent<Customer>()?.DisplayName;

    /// <summary>
    /// The document in QuickBooks that bears the number that would be sent, where that number is new to the record. A voided one of ours keeps its number, and
    /// the one that is made in its stead has it too.
    /// </summary>
    public HeldRecord? NumberHolder => SameNumber.FirstOrDefault(n => IsNumberNew && !(n.IsVoided && Marker.IsIn(n.Note, Record)))?.Document;

    /// <summary>Our record that bears the number already, where the company numbers as we say.</summary>
    public string? OwnNumberHolder(CompanyProfile? company) => NumbersHeld.AreOurs(Record.Kind, company) ? _reads.NumberHolderOf(Record) : null;

    /// <summary>Documents of QuickBooks with the record's number, its own left out.</summary>
    private IEnumerable<NumberHeld> SameNumber => _reads.Numbers.Of(Record).Where(n => !string.Equals(n.Document.Id, Link?.QuickBooksId, StringComparison.Ordinal));

    private bool IsNumberNew => !string.Equals(
        Record.Kind == RecordKind.PurchaseOrder ? LastSent<PurchaseOrder>()?.DocNumber : LastSent<Invoice>()?.DocNumber, NumbersHeld.NumberOf(Record), StringComparison.Ordinal);

    /// <summary>Reads the company's settings again, unless that was done just now; whether they are others than this plan knew.</summary>
    public async Task<bool> FreshenSettingsAsync(CancellationToken ct)
    {
        var fresh = await Catalogue.FreshenSettingsAsync(Client, Request.Priority, Request.Priority == Priority.High ? TimeSpan.Zero : SureOf, ct);
        if (fresh is null || ReferenceEquals(fresh, Lists))
        {
            return false;
        }

        Lists = fresh;
        return true;
    }

    /// <summary>What is known of the company's names says that the customer or vendor is inactive there: worth the question whether it still is.</summary>
    private bool IsKnownAsInactive(RecordKind kind, Link link) => !IsPreview && kind is RecordKind.Customer or RecordKind.Vendor
        && Catalogue.KnownNames?.All.GetValueOrDefault((MatchScope.KindOf(kind), link.QuickBooksId)) is { IsActive: false };

    /// <summary>Whether a customer or vendor was made inactive or removed in QuickBooks since it was linked.</summary>
    private async Task<bool> IsGoneAsync(RecordKind kind, Link link, CancellationToken ct)
    {
        if (kind == RecordKind.Customer)
        {
            var customer = await Client.ReadAsync<Customer>(link.QuickBooksId, Options, ct);
            return customer.Value?.Active == false || customer.Refusal?.Has("610") == true;
        }

        if (kind == RecordKind.Vendor)
        {
            var vendor = await Client.ReadAsync<Vendor>(link.QuickBooksId, Options, ct);
            return vendor.Value?.Active == false || vendor.Refusal?.Has("610") == true;
        }

        return false;
    }
}
