using Valance.Core.Records;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>At most three phones, each by its label; the others are named.</summary>
internal sealed record Phones(Phone? Primary, Phone? Mobile, Phone? Fax)
{
    public const int Most = 30;

    private static readonly string[] PrimaryLabels = ["Main", "Work", "Home", "Other"];

    /// <summary>Which phone takes which place.</summary>
    public static Phones Of(IReadOnlyList<Phone> ours)
    {
        var filled = ours.Where(p => PlainText.Collapse(p.Number).Length > 0).ToList();
        return new Phones(
            filled.Where(p => IsPrimary(p.Label)).OrderBy(p => Rank(p.Label)).FirstOrDefault(),
            filled.Find(p => Is(p, "Mobile") || Is(p, "Cell")),
            filled.Find(p => Is(p, "Fax")));
    }

    public static (TelephoneNumber? Primary, TelephoneNumber? Mobile, TelephoneNumber? Fax) Translate(IReadOnlyList<Phone> ours, Notebook notes)
    {
        var chosen = Of(ours);
        foreach (var phone in ours.Where(p => PlainText.Collapse(p.Number).Length > 0))
        {
            if (!ReferenceEquals(phone, chosen.Primary) && !ReferenceEquals(phone, chosen.Mobile) && !ReferenceEquals(phone, chosen.Fax))
            {
                notes.LeftOut(Fields.Phone, $"{phone.Label} {phone.Number}", "QuickBooks has room for one main, one mobile and one fax number.");
            }
        }

        return (Number(Fields.Phone, chosen.Primary, notes), Number(Fields.MobilePhone, chosen.Mobile, notes), Number(Fields.Fax, chosen.Fax, notes));
    }

    private static TelephoneNumber? Number(string field, Phone? phone, Notebook notes) =>
        phone is null ? null : new TelephoneNumber { FreeFormNumber = notes.Text(field, phone.Number) };

    // A label that nobody has a rule for is an "Other".
    private static bool IsPrimary(string label) => label.Trim().ToUpperInvariant() is not ("MOBILE" or "CELL" or "FAX");

    private static int Rank(string label)
    {
        var rank = Array.FindIndex(PrimaryLabels, l => string.Equals(l, label.Trim(), StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? PrimaryLabels.Length : rank;
    }

    private static bool Is(Phone phone, string label) => string.Equals(phone.Label.Trim(), label, StringComparison.OrdinalIgnoreCase);
}
