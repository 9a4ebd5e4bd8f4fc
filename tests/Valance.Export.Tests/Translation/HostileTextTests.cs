using CsCheck;
using Valance.Core.Records;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.Translation;
using Xunit;

namespace Valance.Export.Tests.Translation;

/// <summary>Whatever people type: it is found by a check, or what is sent keeps every rule of the facts page.</summary>
public sealed class HostileTextTests
{
    private static readonly CheckContext Context = new() { Company = Sample.Company };

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[0, 40],
        Gen.String[Gen.Char["abc :\t\n@.\"'\u00a0\u0000\ud83d\ude00é中"], 0, 700],
        Gen.Int[0, 700].Select(n => new string('x', n)),
        Gen.OneOf(new[] { "", " ", "George  Foreman", "Rob:Barnett:Company", "O'Brien & Sons", "4111 1111 1111 1111", "=1+1", "<b>x</b>", "a@b.co", "{\"Id\":1}" }.Select(Gen.Const).ToArray()));

    [Fact]
    public void Translate_AnyCustomer_IsFoundOrKeepsTheRules() =>
        Gen.Select(Text, Text, Text, Text, Text, Text).Sample(
            (display, first, company, email, phone, line) =>
            {
                var customer = Sample.Customer(c =>
                {
                    (c.DisplayName, c.Name, c.FirstName, c.CompanyName) = (display, display, first, company);
                    c.Emails = [email];
                    c.Phones = [new() { Label = first, Number = phone }];
                    c.BillingAddress = new() { Line1 = line, City = line, Zip = phone };
                });
                var findings = RecordChecks.Of(customer, Context);
                if (findings.Count > 0)
                {
                    return findings.All(f => f.Sentence.Length > 0 && f.Cure.Length > 0 && Explanations.Of(f.Failure, customer.Label).Fixes.Count > 0);
                }

                var sent = CustomerToQuickBooks.Translate(customer, Sample.Company, new()).Ours;
                return IsName(sent.DisplayName, 500) && sent.DisplayName!.Length > 0 && IsName(sent.GivenName ?? "", 100) && (sent.CompanyName ?? "").Length <= 100
                    && (sent.PrimaryEmailAddr?.Address is not { } address || (address.Length <= 100 && address.Contains('@', StringComparison.Ordinal)))
                    && (sent.PrimaryPhone?.FreeFormNumber ?? "").Length <= 30 && (sent.BillAddr?.Line1 ?? "").Length <= 500 && (sent.BillAddr?.PostalCode ?? "").Length <= 30
                    && sent.Notes!.Length <= 2000;
            }, iter: 5000);

    [Fact]
    public void Translate_AnyOrder_IsFoundOrAddsUpToTheCent() =>
        Gen.Select(
            Gen.Select(Gen.Int[-50_0000, 5000_0000], Gen.Int[-100_00, 9_999_99], Gen.Int[0, 100_00], Text).List[0, 6],
            Gen.Int[-200_00, 200_00].List[0, 3], Gen.Int[-500_00, 300_00].List[0, 3], Text, Gen.Bool).Sample(
            (lines, charges, amounts, text, discounts) =>
            {
                var order = Sample.Order(o =>
                {
                    o.Sidemark = text;
                    o.Lines = [.. lines.Select((l, i) => Sample.Line(l.Item1 / 10_000m, l.Item2 / 100m, l.Item3 / 100m))];
                    o.Lines.ForEach(l => l.Description = text);
                    o.Charges = [.. charges.Select(c => new Core.Orders.AdditionalCharge { Name = text, Amount = c / 100m })];
                    o.Amounts = [.. amounts.Select(a => Sample.Discount(a / 100m))];
                });
                if (RecordChecks.Of(order, Context).Count > 0)
                {
                    return true;
                }

                var sent = OrderToInvoice.Translate(order, Sample.Company with { AllowsDiscount = discounts }, Sample.References(order)).Ours;
                return sent.Line!.Sum(l => l.DiscountLineDetail is null ? l.Amount!.Value : -l.Amount!.Value) == order.Total
                    && sent.Line!.All(l => (l.Description ?? "").Length <= 4000)
                    && sent.Line!.All(l => l.SalesItemLineDetail is not { } d || Core.Money.Round(d.Qty!.Value * d.UnitPrice!.Value) == l.Amount)
                    && (sent.CustomField?[0].StringValue ?? "").Length <= 31 && sent.PrivateNote!.Length <= 4000;
            }, iter: 5000);

    private static bool IsName(string? name, int most) => name is not null && name.Length <= most && name == name.Trim()
        && !name.Contains("  ", StringComparison.Ordinal) && !name.Any(c => c == ':' || char.IsControl(c));
}
