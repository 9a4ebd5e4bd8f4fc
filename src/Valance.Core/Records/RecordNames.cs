namespace Valance.Core.Records;

/// <summary>How a customer's or vendor's full name comes about when it was not typed.</summary>
public static class RecordNames
{
    /// <summary>The typed name, else the person's parts, else the company; empty if all are.</summary>
    public static string Full(string name, string company, params IEnumerable<string> parts)
    {
        if (name.Trim() is { Length: > 0 } typed)
        {
            return typed;
        }

        var person = string.Join(' ', Tidy.Texts(parts));
        return person.Length > 0 ? person : company.Trim();
    }
}
