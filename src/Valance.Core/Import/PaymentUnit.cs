using Valance.Core.Payments;

namespace Valance.Core.Import;

/// <summary>A payment as it stands in payments.csv. Problems are gathered, since they may be its order's.</summary>
internal sealed class PaymentUnit
{
    private readonly ImportRow _row;

    private PaymentUnit(ImportRow row, List<ImportProblem> problems)
    {
        _row = row;
        Problems = problems;
        var read = new RowReader(row, problems);
        ReceivedOn = read.Date("Received on");
        Amount = read.Number("Amount", decimals: 2);
        if (Amount == 0m && row["Amount"].Length > 0 && problems.Count == 0)
        {
            read.Refuse("Amount", "A payment of 0.00 is none.");
        }
        else if (Amount < 0m)
        {
            read.Refuse("Amount", "A negative payment is a refund, and a file cannot say of which kind: enter it under Payments, where the form asks what it is. Other rows are not held up by it.");
        }

        AmountIsKnown = problems.TrueForAll(p => p.Column is not ("Amount" or ""));
        if (OrderNumber.Length == 0)
        {
            read.Required("Customer id");
        }
    }

    public List<ImportProblem> Problems { get; }

    public string OrderNumber => _row["Order number"];

    public string CustomerId => _row["Customer id"];

    public DateOnly ReceivedOn { get; }

    public decimal Amount { get; }

    public bool AmountIsKnown { get; }

    public string Method => _row["Payment method"];

    public string Name => _row["Reference number"] is { Length: > 0 } reference ? reference : $"line {_row.Line}";

    /// <summary>What a later import recognises it by.</summary>
    public string Key { get; private set; } = "";

    public string Fingerprint { get; private set; } = "";

    public ImportRow Row => _row;

    /// <param name="times">The how-many-th of its like in the files it is.</param>
    public static PaymentUnit Read(ImportRow row, int times)
    {
        var unit = new PaymentUnit(row, row.Problems());
        var key = OwnFields(row);
        if (times > 1 && row["External id"].Length > 0)
        {
            unit.Refuse("External id", $"\"{row["External id"]}\" stands on an earlier line already.");
        }

        // Two payments alike in all of it, two checks of one day, are two.
        unit.Key = times == 1 ? key : $"{key}|{times}";
        unit.Fingerprint = Import.Fingerprint.Of(ImportFormat.Payments, [row]);
        return unit;
    }

    /// <summary>Twice the same is once: a chunk may be written anew.</summary>
    public void Refuse(string column, string reason)
    {
        var problem = new ImportProblem(_row.Table.File, _row.Line, column, reason);
        if (!Problems.Contains(problem))
        {
            Problems.Add(problem);
        }
    }

    public void Apply(Payment payment)
    {
        payment.ExternalId = Key;
        payment.ReceivedOn = ReceivedOn;
        payment.Amount = Amount;
        payment.Method = _row.Or("Payment method", payment.Method);
        payment.ReferenceNumber = _row.Or("Reference number", payment.ReferenceNumber);
        payment.Memo = _row.Or("Memo", payment.Memo);
    }

    /// <summary>A reference number names the payment, so that its amount may be corrected; without one, only all of its fields do.</summary>
    public static string OwnFields(ImportRow row)
    {
        if (row["External id"].Length > 0)
        {
            return row["External id"];
        }

        string[] fields = row["Reference number"].Length > 0
            ? [row["Order number"], row["Customer id"], row["Reference number"]]
            : [row["Order number"], row["Customer id"], row["Received on"], row["Amount"], row["Payment method"], row["Memo"]];
        return Import.Fingerprint.Of(string.Join('\u001f', fields));
    }
}
