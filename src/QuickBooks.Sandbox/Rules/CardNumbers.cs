using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Rules;

/// <summary>A raw card number in a memo or reference is refused (6530). Told by 13 to 19 digits that satisfy Luhn's check.</summary>
internal static class CardNumbers
{
    public static void Check(Draft draft, params string[] properties)
    {
        foreach (var property in properties)
        {
            var text = draft.Doc.Text(property) ?? draft.Doc.Part(property).Text("value");
            if (text is not null && Contains(text))
            {
                draft.Problems.Add(ServiceError.CardNumber(property));
            }
        }
    }

    public static bool Contains(string text)
    {
        var digits = new List<int>();
        foreach (var c in text.Append('|'))
        {
            if (char.IsAsciiDigit(c))
            {
                digits.Add(c - '0');
            }
            else if (c is not (' ' or '-'))
            {
                if (IsCard(digits))
                {
                    return true;
                }

                digits.Clear();
            }
        }

        return false;
    }

    private static bool IsCard(List<int> digits)
    {
        if (digits.Count is < 13 or > 19 || digits[0] is < 3 or > 6)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Count; i++)
        {
            var digit = digits[^(i + 1)];
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }
}
