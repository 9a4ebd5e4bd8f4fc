using System.Text.RegularExpressions;
using Valance.Export.Checks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>Of a customer's list the first address alone is sent, cut to 100 characters as the seed says.</summary>
internal static partial class Emails
{
    public const int Most = 100;

    /// <param name="hasNotes">Whether the record has notes in QuickBooks, where a whole value can be kept.</param>
    public static EmailAddress? Translate(IReadOnlyList<string> ours, Notebook notes, bool hasNotes = true)
    {
        var all = ours.Select(PlainText.Collapse).Where(e => e.Length > 0).ToList();
        foreach (var more in all.Skip(1))
        {
            notes.LeftOut(Fields.Email, more, "Only the first e-mail address is sent.");
        }

        return all.Count == 0 ? null : One(all[0], notes, hasNotes ? " The whole stands in the notes." : "");
    }

    /// <summary>With @ and a point behind it, else QuickBooks refuses it (2210).</summary>
    public static bool IsAccepted(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == address.LastIndexOf('@') && address.IndexOf('.', at) > at + 1
            && !address.EndsWith('.') && !address.Any(c => char.IsWhiteSpace(c) || c is ',' or ';') && !Characters.AreIllegal(address, lineBreaks: false);
    }

    private static EmailAddress? One(string whole, Notebook notes, string kept)
    {
        if (whole.Length <= Most)
        {
            return new EmailAddress { Address = whole };
        }

        notes.Keep(Fields.Email, whole);
        var cut = PlainText.Cut(whole, Most);
        if (Deliverable().IsMatch(cut))
        {
            notes.LeftOut(Fields.Email, whole, $"QuickBooks takes {Most} characters, and the cut address would be a stranger's.{kept}");
            return null;
        }

        if (!IsAccepted(cut))
        {
            notes.LeftOut(Fields.Email, whole, $"QuickBooks takes {Most} characters, and what is left of the address is none.{kept}");
            return null;
        }

        notes.Cut(Fields.Email, whole, cut, $"QuickBooks takes {Most} characters.{kept}");
        return new EmailAddress { Address = cut };
    }

    // Somebody could receive mail there: the domain ends with letters, two at least.
    [GeneratedRegex("""^[^@\s]+@([^@\s.]+\.)+\p{L}{2,}$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Deliverable();
}
