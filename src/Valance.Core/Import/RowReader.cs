using System.Globalization;
using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.Import;

/// <summary>Reads a row's values as what they stand for, and gathers every problem on the way.</summary>
internal sealed class RowReader(ImportRow row, List<ImportProblem> problems)
{
    /// <summary>Amounts beyond it are a slip of the keyboard; the store holds them scaled in 64 bits.</summary>
    private const decimal Largest = 1_000_000_000m;

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "M/d/yyyy"];

    public void Refuse(string column, string reason) => problems.Add(new(row.Table.File, row.Line, column, reason));

    public string Required(string column)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            Refuse(column, "A value is missing.");
        }

        return text;
    }

    public DateOnly Date(string column)
    {
        var text = Required(column);
        if (text.Length > 0 && !DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            Refuse(column, $"\"{text}\" is no date. Write it as 2026-04-30 or 04/30/2026.");
        }

        return DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : default;
    }

    public bool YesNo(string column, bool otherwise)
    {
        var text = row[column];
        switch (text.ToUpperInvariant())
        {
            case "":
                return otherwise;
            case "YES" or "Y" or "TRUE" or "1":
                return true;
            case "NO" or "N" or "FALSE" or "0":
                return false;
            default:
                Refuse(column, $"\"{text}\" is neither yes nor no.");
                return otherwise;
        }
    }

    /// <summary>Dollars and cents; null where the cell is empty or the column is not there.</summary>
    public decimal? MoneyOrNone(string column) => NumberOrNone(column, 2);

    public decimal Number(string column, int decimals = 7) => Required(column).Length == 0 ? 0m : NumberOrNone(column, decimals) ?? 0m;

    public decimal? NumberOrNone(string column, int decimals)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            Refuse(column, $"\"{text}\" is no number. Write it with a decimal point and without a currency sign or thousands separators, such as 1234.50.");
            return null;
        }

        if (Math.Abs(number) >= Largest)
        {
            Refuse(column, $"{text} is too large.");
            return null;
        }

        if (Math.Round(number, decimals) != number)
        {
            Refuse(column, $"{text} has more than {decimals} decimals.");
            return null;
        }

        return number;
    }

    /// <summary>"Work: 555-0101; Fax: 555-0102". A number without a label is the main one.</summary>
    public List<Phone> Phones(string column)
    {
        var phones = new List<Phone>();
        foreach (var part in Parts(column))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            phones.Add(colon < 0
                ? new Phone { Number = part }
                : new Phone { Label = part[..colon].Trim() is { Length: > 0 } label ? label : "Main", Number = part[(colon + 1)..].Trim() });
        }

        if (phones.Exists(p => p.Number.Length == 0))
        {
            Refuse(column, $"\"{row[column]}\" has a label without a number.");
        }

        return phones;
    }

    public List<string> Parts(string column) => [.. row[column].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The rules of the forms hold for files too; each problem goes to its column.</summary>
    public void Check(Action<ProblemList> rules)
    {
        var list = new ProblemList();
        rules(list);
        foreach (var problem in list.Problems)
        {
            var dot = problem.Field.IndexOf('.', StringComparison.Ordinal);
            var (column, part) = dot < 0 ? (problem.Field, "") : (problem.Field[..dot], problem.Field[(dot + 1)..]);
            Refuse(part is "" or "Label" or "Number" ? column : AddressColumn(column, part), problem.Message);
        }
    }

    public void CheckText(string column, int most = ProblemList.PartLength) => Check(p => p.Text(column, "The value", row[column], most));

    public void CheckAddress(string prefix) => Check(p => p.Address(prefix, Address(prefix)));

    public bool HasAddress(string prefix) => Array.Exists(ImportFormat.Address(prefix), row.Has);

    public Address Address(string prefix)
    {
        var columns = ImportFormat.Address(prefix);
        return new Address
        {
            Line1 = row[columns[0]],
            Line2 = row[columns[1]],
            City = row[columns[2]],
            State = row[columns[3]],
            Zip = row[columns[4]],
            Country = row[columns[5]],
        };
    }

    private static string AddressColumn(string prefix, string part)
    {
        string[] parts = ["Line1", "Line2", "City", "State", "Zip", "Country"];
        return ImportFormat.Address(prefix)[Array.IndexOf(parts, part)];
    }
}
