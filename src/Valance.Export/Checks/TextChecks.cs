using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>QuickBooks refuses what is longer (2050). Lengths are reckoned after needless spaces are gone, as the text is sent.</summary>
public sealed class LengthCheck<T>(string field, int most, Func<T, string?> value) : Check<T>("too-long", field, $"At most {most} characters")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        if (PlainText.Collapse(value(record) ?? "") is var text && text.Length > most)
        {
            yield return Fail(text, most);
        }
    }
}

/// <summary>Names hold no colon, tab or line break (2040): QuickBooks parts sub-customers by colons.</summary>
public sealed class NameCharactersCheck<T>(string field, Func<T, string> value) : Check<T>("invalid-character", field, "No colon, tab or line break")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        var name = PlainText.Collapse(value(record));
        if (name.Contains(':', StringComparison.Ordinal) || Characters.AreIllegal(name, lineBreaks: false))
        {
            yield return Fail(name);
        }
    }
}

/// <summary>Control characters and halves of characters cannot be sent as they are; elsewhere than in names line breaks may stand.</summary>
public sealed class CharactersCheck<T>(string field, Func<T, string> value) : Check<T>("invalid-character", field, "Only characters that can be seen")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        if (Characters.AreIllegal(value(record), lineBreaks: true))
        {
            yield return Fail(value(record));
        }
    }
}

/// <summary>A value that QuickBooks needs.</summary>
public sealed class MissingCheck<T>(string name, string field, string rule, Func<T, bool> isMissing) : Check<T>(name, field, rule)
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        if (isMissing(record))
        {
            yield return Fail();
        }
    }
}

/// <summary>The first e-mail address has an @ and a point behind it (2210). One over 100 characters is cut or left out instead.</summary>
public sealed class EmailFormatCheck<T>(Func<T, IEnumerable<string>> emails) : Check<T>("email-format", Fields.Email, "One @, a point behind it, no spaces")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        var first = emails(record).Select(PlainText.Collapse).FirstOrDefault(e => e.Length > 0);
        if (first is { Length: <= Emails.Most } && !Emails.IsAccepted(first))
        {
            yield return Fail(first);
        }
    }
}

/// <summary>A phone of more than 30 characters is refused, never cut: half a number reaches a stranger. Only those that are sent count.</summary>
public sealed class PhoneLengthCheck<T>(Func<T, IReadOnlyList<Phone>> phones) : Check<T>("phone-too-long", Fields.Phone, $"At most {Phones.Most} characters")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        var chosen = Phones.Of(phones(record));
        foreach (var (field, phone) in new[] { (Fields.Phone, chosen.Primary), (Fields.MobilePhone, chosen.Mobile), (Fields.Fax, chosen.Fax) })
        {
            if (phone is not null && PlainText.Collapse(phone.Number) is var number && number.Length > Phones.Most)
            {
                yield return Fail(number, Phones.Most, field);
            }
        }
    }
}

/// <summary>Address lines 500, city, state and country 255, postal code 30.</summary>
public sealed class AddressLengthCheck<T>(string field, Func<T, Address?> address)
    : Check<T>("too-long", field, "Lines of at most 500 characters, city, state and country of 255, zip of 30")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        if (address(record) is not { } a)
        {
            return [];
        }

        (string Part, string Text, int Most)[] parts =
        [
            ("line 1", a.Line1, 500), ("line 2", a.Line2, 500), ("city", a.City, 255), ("state", a.State, 255), ("zip", a.Zip, 30), ("country", a.Country, 255),
        ];
        return parts.Where(p => PlainText.Collapse(p.Text).Length > p.Most).Select(p => Fail(p.Text, p.Most, $"{Field}, {p.Part}"));
    }
}

internal static class Characters
{
    public static bool AreIllegal(string text, bool lineBreaks)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && !(lineBreaks && c is '\n' or '\r' or '\t'))
            {
                return true;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF')
            {
                return true;
            }
        }

        return false;
    }
}
