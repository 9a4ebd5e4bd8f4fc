using Valance.Core.Accounts;
using Valance.Core.Orders;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Checks;

/// <summary>Every check that is registered, both ways: the sample keeps the rule, and one spoiled thing breaks it. A new check without a spoiled sample fails here.</summary>
public sealed class CheckRegistryTests
{
    private static readonly Dictionary<(RecordKind Kind, string Name, string Field), Func<Record>> Spoiled = new()
    {
        [(RecordKind.Customer, "record-cancelled", "Status")] = () => Sample.Customer(c => c.IsCancelled = true),
        [(RecordKind.Customer, "name-missing", "Display name")] = () => Sample.Customer(c => c.Name = " "),
        [(RecordKind.Customer, "invalid-character", "Display name")] = () => Sample.Customer(c => c.DisplayName = "a:b"),
        [(RecordKind.Customer, "too-long", "Display name")] = () => Sample.Customer(c => c.DisplayName = Long(501)),
        [(RecordKind.Customer, "inactive-mark", "Display name")] = () => Sample.Customer(c => c.DisplayName = "Smith  (Deleted)"),
        [(RecordKind.Customer, "duplicate-name", "Display name")] = () => Sample.Customer(c => c.DisplayName = Taken),
        [(RecordKind.Customer, "invalid-character", "First name")] = () => Sample.Customer(c => c.FirstName = "a\tb"),
        [(RecordKind.Customer, "too-long", "First name")] = () => Sample.Customer(c => c.FirstName = Long(101)),
        [(RecordKind.Customer, "invalid-character", "Middle initial")] = () => Sample.Customer(c => c.MiddleInitial = "a:"),
        [(RecordKind.Customer, "too-long", "Middle initial")] = () => Sample.Customer(c => c.MiddleInitial = Long(101)),
        [(RecordKind.Customer, "invalid-character", "Last name")] = () => Sample.Customer(c => c.LastName = "a\nb"),
        [(RecordKind.Customer, "too-long", "Last name")] = () => Sample.Customer(c => c.LastName = Long(101)),
        [(RecordKind.Customer, "invalid-character", "Company name")] = () => Sample.Customer(c => c.CompanyName = "a\u0001"),
        [(RecordKind.Customer, "too-long", "Company name")] = () => Sample.Customer(c => c.CompanyName = Long(101)),
        [(RecordKind.Customer, "email-format", "E-mail address")] = () => Sample.Customer(c => c.Emails = ["a@b"]),
        [(RecordKind.Customer, "phone-too-long", "Phone")] = () => Sample.Customer(c => c.Phones = [new() { Label = "Main", Number = Long(31) }]),
        [(RecordKind.Customer, "too-long", "Billing address")] = () => Sample.Customer(c => c.BillingAddress = new() { Zip = Long(31) }),
        [(RecordKind.Customer, "too-long", "Shipping address")] = () => Sample.Customer(c => c.ShippingAddresses = [new() { City = Long(256) }]),
        [(RecordKind.Customer, "too-long", "Tax exempt reason")] = () => Sample.Customer(c => (c.Taxable, c.TaxExemptReason) = (false, Long(501))),
        [(RecordKind.Customer, "note-too-long", "E-mail address")] = () => Sample.Customer(c => c.Emails = [Long(1801)]),

        [(RecordKind.Vendor, "record-cancelled", "Status")] = () => Sample.Vendor(v => v.IsCancelled = true),
        [(RecordKind.Vendor, "name-missing", "Display name")] = () => Sample.Vendor(v => (v.Name, v.CompanyName) = ("", "")),
        [(RecordKind.Vendor, "invalid-character", "Display name")] = () => Sample.Vendor(v => v.DisplayName = "a:b"),
        [(RecordKind.Vendor, "too-long", "Display name")] = () => Sample.Vendor(v => v.DisplayName = Long(501)),
        [(RecordKind.Vendor, "inactive-mark", "Display name")] = () => Sample.Vendor(v => v.DisplayName = "Smith  (Deleted)"),
        [(RecordKind.Vendor, "duplicate-name", "Display name")] = () => Sample.Vendor(v => v.DisplayName = Taken),
        [(RecordKind.Vendor, "invalid-character", "First name")] = () => Sample.Vendor(v => v.FirstName = "a:b"),
        [(RecordKind.Vendor, "too-long", "First name")] = () => Sample.Vendor(v => v.FirstName = Long(101)),
        [(RecordKind.Vendor, "invalid-character", "Last name")] = () => Sample.Vendor(v => v.LastName = "a:b"),
        [(RecordKind.Vendor, "too-long", "Last name")] = () => Sample.Vendor(v => v.LastName = Long(101)),
        [(RecordKind.Vendor, "invalid-character", "Company name")] = () => Sample.Vendor(v => v.CompanyName = "a\u0001"),
        [(RecordKind.Vendor, "too-long", "Company name")] = () => Sample.Vendor(v => v.CompanyName = Long(101)),
        [(RecordKind.Vendor, "email-format", "E-mail address")] = () => Sample.Vendor(v => v.Email = "nobody"),
        [(RecordKind.Vendor, "too-long", "E-mail address")] = () => Sample.Vendor(v => v.Email = Long(89) + "@mail.example"),
        [(RecordKind.Vendor, "phone-too-long", "Phone")] = () => Sample.Vendor(v => v.Phones = [new() { Label = "Main", Number = Long(31) }]),
        [(RecordKind.Vendor, "too-long", "Address")] = () => Sample.Vendor(v => v.Address = new() { Line1 = Long(501) }),
        [(RecordKind.Vendor, "invalid-character", "Account number")] = () => Sample.Vendor(v => v.AccountNumber = "D\u0001"),
        [(RecordKind.Vendor, "too-long", "Account number")] = () => Sample.Vendor(v => v.AccountNumber = Long(101)),

        [(RecordKind.Order, "value-missing", "Order number")] = () => Sample.Order(o => o.Number = " "),
        [(RecordKind.Order, "invalid-character", "Order number")] = () => Sample.Order(o => o.Number = "1\u0001"),
        [(RecordKind.Order, "too-long", "Order number")] = () => Sample.Order(o => o.Number = Long(22)),
        [(RecordKind.Order, "duplicate-number", "Order number")] = () => Sample.Order(o => o.Number = Taken),
        [(RecordKind.Order, "value-missing", "Created on")] = () => Sample.Order(o => o.CreatedOn = default),
        [(RecordKind.Order, "no-lines", "Line items")] = () => Sample.Order(o => o.Lines = []),
        [(RecordKind.Order, "too-many-lines", "Line items")] = () => Sample.Order(o => o.Lines = [.. Enumerable.Range(1, 751).Select(_ => Sample.Line())]),
        [(RecordKind.Order, "total-negative", "Total")] = () => Sample.Order(o => o.Amounts = [Sample.Discount(-201m)]),
        [(RecordKind.Order, "total-mismatch", "Total")] = Mismatch,
        [(RecordKind.Order, "amount-too-large", "Total")] = () => Sample.Order(o => o.Lines[0].Amount = 100_000_000_000m),
        [(RecordKind.Order, "sales-tax-off", "Tax")] = () => Sample.Order(o => (o.TaxCode, o.TaxAmount) = ("TX", 8m)),
        [(RecordKind.Order, "tax-without-code", "Tax code")] = () => Sample.Order(o => o.TaxAmount = 8m),
        [(RecordKind.Order, "books-closed", "Created on")] = () => Sample.Order(o => o.CreatedOn = new DateOnly(2025, 12, 31)),
        [(RecordKind.Order, "departments-off", "Department")] = () => Sample.Order(o => o.Department = new Department { Name = "North" }),
        [(RecordKind.Order, "too-long", "Line items")] = () => Sample.Order(o => o.Lines[0].Description = Long(3900)),
        [(RecordKind.Order, "invalid-character", "Sidemark")] = () => Sample.Order(o => o.Sidemark = "a\u0001"),
        [(RecordKind.Order, "note-too-long", "Sidemark")] = () => Sample.Order(o => o.Sidemark = Long(3801)),
        [(RecordKind.Order, "too-long", "Billing address")] = () => Sample.Order(o => o.BillingAddress = new() { State = Long(256) }),
        [(RecordKind.Order, "too-long", "Shipping address")] = () => Sample.Order(o => o.ShippingAddress = new() { Country = Long(256) }),

        [(RecordKind.Payment, "value-missing", "Received on")] = () => Sample.Payment(p => p.ReceivedOn = default),
        [(RecordKind.Payment, "payment-negative", "Amount")] = () => Sample.Payment(p => p.Amount = -1m),
        [(RecordKind.Payment, "amount-too-large", "Amount")] = () => Sample.Payment(p => p.Amount = 100_000_000_000m),
        [(RecordKind.Payment, "amount-missing", "Amount")] = () => Sample.Payment(p => p.Amount = 0m),
        [(RecordKind.Payment, "over-applied", "Orders")] = () => Sample.Payment(p => p.Applications = [new() { Amount = 151m }]),
        [(RecordKind.Payment, "application-negative", "Orders")] = () => Sample.Payment(p => p.Applications = [new() { Amount = -1m }]),
        [(RecordKind.Payment, "other-customers-order", "Orders")] = () => Sample.Payment(p => p.Applications = [new() { Amount = 1m, Order = Sample.Order(o => o.CustomerId = 99) }]),
        [(RecordKind.Payment, "invalid-character", "Reference number")] = () => Sample.Payment(p => p.ReferenceNumber = "a\u0001"),
        [(RecordKind.Payment, "too-long", "Reference number")] = () => Sample.Payment(p => p.ReferenceNumber = Long(22)),
        [(RecordKind.Payment, "invalid-character", "Memo")] = () => Sample.Payment(p => p.Memo = "a\u0001"),
        [(RecordKind.Payment, "note-too-long", "Memo")] = () => Sample.Payment(p => p.Memo = Long(3801)),
        [(RecordKind.Payment, "method-collision", "Payment method")] = () => Sample.Payment(p => p.Method = Long(31) + " one"),
        [(RecordKind.Payment, "books-closed", "Received on")] = () => Sample.Payment(p => p.ReceivedOn = new DateOnly(2025, 12, 31)),

        [(RecordKind.PurchaseOrder, "value-missing", "PO number")] = () => Sample.PurchaseOrder(p => p.Number = ""),
        [(RecordKind.PurchaseOrder, "invalid-character", "PO number")] = () => Sample.PurchaseOrder(p => p.Number = "1\u0001"),
        [(RecordKind.PurchaseOrder, "too-long", "PO number")] = () => Sample.PurchaseOrder(p => p.Number = Long(22)),
        [(RecordKind.PurchaseOrder, "duplicate-number", "PO number")] = () => Sample.PurchaseOrder(p => p.Number = Taken),
        [(RecordKind.PurchaseOrder, "purchase-orders-off", "QuickBooks company")] = () => Sample.PurchaseOrder(p => p.Number = Off),
        [(RecordKind.PurchaseOrder, "value-missing", "Date")] = () => Sample.PurchaseOrder(p => p.Date = default),
        [(RecordKind.PurchaseOrder, "no-lines", "Line items")] = () => Sample.PurchaseOrder(p => (p.Lines, p.Charges) = ([], [])),
        [(RecordKind.PurchaseOrder, "total-negative", "Total")] = () => Sample.PurchaseOrder(p => p.Charges[0].Amount = -200m),
        [(RecordKind.PurchaseOrder, "total-mismatch", "Total")] = () =>
        {
            var order = Sample.PurchaseOrder();
            order.Total += 1m;
            return order;
        },
        [(RecordKind.PurchaseOrder, "amount-too-large", "Total")] = () => Sample.PurchaseOrder(p => p.Charges[0].Amount = -100_000_000_000m),
        [(RecordKind.PurchaseOrder, "too-long", "Line items")] = () => Sample.PurchaseOrder(p => p.Lines[0].Description = Long(3901)),
        [(RecordKind.PurchaseOrder, "books-closed", "Date")] = () => Sample.PurchaseOrder(p => p.Date = new DateOnly(2025, 12, 31)),
        [(RecordKind.PurchaseOrder, "too-long", "Ship to")] = () => Sample.PurchaseOrder(p => p.ShipTo = new() { Line2 = Long(501) }),
        [(RecordKind.PurchaseOrder, "too-long", "Sidemark")] = () => Sample.PurchaseOrder(p => p.Order!.Sidemark = Long(3901)),
    };

    private const string Taken = "Taken already";
    private const string Off = "Where it is off";

    public static TheoryData<RecordKind, string, string> Registered =>
        [.. Enum.GetValues<RecordKind>().SelectMany(k => RecordChecks.All(k).Select(c => (k, c.Name, c.Field)))];

    [Theory]
    [MemberData(nameof(Registered))]
    public void Check_OfASample_PassesAndOfASpoiledOneIsFound(RecordKind kind, string name, string field)
    {
        Assert.True(Spoiled.TryGetValue((kind, name, field), out var spoil), $"Give a sample that breaks {kind}, {name}, {field}.");
        Assert.DoesNotContain(Run(SampleOf(kind), name), f => Is(f, name, field));
        var found = Run(spoil(), name).First(f => Is(f, name, field));
        Assert.NotEmpty(found.Sentence);
        Assert.NotEmpty(found.Cure);
        Assert.DoesNotContain("was not exported", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Registry_EveryCheck_IsOneOfItsKindAndSaysItsRule()
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            var checks = RecordChecks.All(kind);
            Assert.Equal(checks.Count, checks.DistinctBy(c => (c.Name, c.Field)).Count());
            Assert.All(checks, c => Assert.NotEmpty(c.Rule));
            Assert.All(checks, c => Assert.Contains(c.Name, Explanations.Causes));
        }

        Assert.Empty(Spoiled.Keys.Except(Registered.Select(r => (r.Data.Item1, r.Data.Item2, r.Data.Item3))));
    }

    /// <summary>The company is as the rule needs it: most hold whatever it is, a few only there.</summary>
    private static IReadOnlyList<Finding> Run(Record record, string name) => RecordChecks.Of(record, new CheckContext
    {
        Company = Sample.Company with
        {
            UsesSalesTax = name != "sales-tax-off",
            TracksDepartments = name != "departments-off",
            UsesPurchaseOrders = record is not PurchaseOrder { Number: Off },
            BooksClosedUpTo = new DateOnly(2025, 12, 31),
        },
        NameHolder = DisplayNames.Of(record) == Taken ? new NameHolder(RecordKind.Customer, 1, "Customer Taken already", Taken) : null,
        NumberHolder = record is Order { Number: Taken } or PurchaseOrder { Number: Taken } ? new HeldRecord(HeldKind.Invoice, "17", "0", Taken, true) { Total = 120m } : null,
        PaymentMethods = [Long(31) + " two", "Check"],
    });

    private static bool Is(Finding finding, string name, string field) => finding.Name == name
        && (finding.Field.StartsWith(field, StringComparison.Ordinal) || (field == "Line items" && finding.Field.StartsWith("Line ", StringComparison.Ordinal)));

    private static Record SampleOf(RecordKind kind) => kind switch
    {
        RecordKind.Customer => Sample.Customer(),
        RecordKind.Vendor => Sample.Vendor(),
        RecordKind.Order => Sample.Order(),
        RecordKind.Payment => Sample.Payment(),
        _ => Sample.PurchaseOrder(),
    };

    private static Order Mismatch()
    {
        var order = Sample.Order();
        order.Total += 0.01m;
        return order;
    }

    private static string Long(int length) => new('x', length);
}
