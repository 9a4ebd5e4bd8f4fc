using Valance.Core.Accounts;
using Valance.Core.Orders;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Export.Checks;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Checks;

public sealed class RecordChecksTests
{
    private static readonly CheckContext Context = new() { Company = Sample.Company };

    public static TheoryData<string> RecordsThatAreReady => ["customer", "vendor", "order", "payment", "purchase order"];

    [Theory]
    [MemberData(nameof(RecordsThatAreReady))]
    public void Of_ReadyRecord_FindsNothing(string kind)
    {
        Record record = kind switch
        {
            "customer" => Sample.Customer(),
            "vendor" => Sample.Vendor(),
            "order" => Sample.Order(),
            "payment" => Sample.Payment(),
            _ => Sample.PurchaseOrder(),
        };
        Assert.Empty(RecordChecks.Of(record, Context));
        Assert.Empty(RecordChecks.Of(record, CheckContext.Nothing));
    }

    [Theory]
    [InlineData("Smith: bath", "invalid-character")]
    [InlineData("Smith\tbath", "invalid-character")]
    [InlineData("Smith\nbath", "invalid-character")]
    [InlineData("Smith\u0001", "invalid-character")]
    [InlineData("Smith \uD83D\uDE00", null)]
    [InlineData("  George  Foreman ", null)]
    [InlineData("\tSmith\n", null)]
    public void Of_DisplayName_HoldsNoRefusedCharacter(string name, string? cause) => AssertCustomer(c => c.DisplayName = name, cause, "Display name");

    [Fact]
    public void Of_HalfACharacter_IsRefused() => AssertCustomer(c => c.DisplayName = $"Smith {(char)0xD83D}", "invalid-character", "Display name");

    [Fact]
    public void Of_Colon_OffersTheNameWithoutIt()
    {
        var finding = Assert.Single(RecordChecks.Of(Sample.Customer(c => c.DisplayName = "Smith: bath"), Context));
        Assert.Equal("Smith - bath", finding.Suggestion);
        Assert.Contains("Smith: bath", finding.Sentence, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Cure);
        Assert.True(finding.Blocks);
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "too-long")]
    public void Of_DisplayNameLength_IsAtMost500(int length, string? cause) => AssertCustomer(c => c.DisplayName = new('a', length), cause, "Display name");

    [Fact]
    public void Of_DisplayNameThatFitsWithoutNeedlessSpaces_IsReady() => AssertCustomer(c => c.DisplayName = new string('a', 499) + "    b"[4..], null, "");

    [Theory]
    [InlineData("First name")]
    [InlineData("Middle initial")]
    [InlineData("Last name")]
    [InlineData("Company name")]
    public void Of_NameParts_AreAtMost100(string part)
    {
        AssertCustomer(c => Set(c, part, new('a', 101)), "too-long", part);
        AssertCustomer(c => Set(c, part, new('a', 100)), null, part);
    }

    [Theory]
    [InlineData("First name")]
    [InlineData("Middle initial")]
    [InlineData("Last name")]
    public void Of_NameParts_HoldNoColon(string part) => AssertCustomer(c => Set(c, part, "a:b"), "invalid-character", part);

    [Fact]
    public void Of_NoNameAtAll_IsFound() => AssertCustomer(c => (c.Name, c.DisplayName, c.CompanyName) = ("", " ", ""), "name-missing", "Display name");

    [Theory]
    [InlineData("no address", "email-format")]
    [InlineData("a@b", "email-format")]
    [InlineData("a@b@c.de", "email-format")]
    [InlineData("a b@c.de", "email-format")]
    [InlineData("@b.co", "email-format")]
    [InlineData("a@b.co;", "email-format")]
    [InlineData("a@b.co,c@d.co", "email-format")]
    [InlineData("a@b.", "email-format")]
    [InlineData(" a@b.co ", null)]
    public void Of_Email_HasItsForm(string email, string? cause) => AssertCustomer(c => c.Emails = [email], cause, "E-mail address");

    [Fact]
    public void Of_SecondEmail_DoesNotCount() => AssertCustomer(c => c.Emails = ["a@b.co", "rubbish"], null, "");

    [Theory]
    [InlineData("Main", "Phone")]
    [InlineData("Cell", "Mobile phone")]
    [InlineData("Fax", "Fax")]
    public void Of_PhoneOver30_IsRefusedAtItsPlace(string label, string at)
    {
        AssertCustomer(c => c.Phones = [new() { Label = label, Number = new('1', 31) }], "phone-too-long", at);
        AssertCustomer(c => c.Phones = [new() { Label = label, Number = new('1', 30) }], null, at);
    }

    [Fact]
    public void Of_LongPhoneThatIsNotSent_DoesNotCount() =>
        AssertCustomer(c => c.Phones = [new() { Label = "Main", Number = "1" }, new() { Label = "Home", Number = new('1', 31) }], null, "");

    [Fact]
    public void Of_Address_HasItsLengths()
    {
        var findings = RecordChecks.Of(Sample.Customer(c => c.BillingAddress = new()
        {
            Line1 = new('a', 501),
            Line2 = new('a', 501),
            City = new('a', 256),
            State = new('a', 256),
            Zip = new('1', 31),
            Country = new('a', 256),
        }), Context);
        Assert.Equal(
            ["line 1", "line 2", "city", "state", "zip", "country"], findings.Select(f => f.Field["Billing address, ".Length..]));
        Assert.All(findings, f => Assert.Equal("too-long", f.Name));
    }

    [Fact]
    public void Of_CancelledCustomer_IsNotSent() => AssertCustomer(c => c.IsCancelled = true, "record-cancelled", "Status");

    [Fact]
    public void Of_HeldName_IsADuplicate()
    {
        var finding = Assert.Single(RecordChecks.Of(
            Sample.Customer(c => c.Name = "George  Foreman"), Context with { NameHolder = new(RecordKind.Vendor, 4, "Vendor George Foreman", "George Foreman") }));
        Assert.Equal(("duplicate-name", "Display name", "George Foreman", "George Foreman (2)"), (finding.Name, finding.Field, finding.Value, finding.Suggestion));
    }

    [Fact]
    public void Of_SeveralProblems_AreFoundAtOnce()
    {
        var findings = RecordChecks.Of(Sample.Customer(c =>
        {
            c.DisplayName = "a:b";
            c.FirstName = new('a', 101);
            c.Emails = ["x"];
            c.Phones = [new() { Label = "Fax", Number = new('1', 40) }];
        }), Context);
        Assert.Equal(["Display name", "First name", "E-mail address", "Fax"], findings.Select(f => f.Field));
    }

    [Theory]
    [InlineData(21, true, null)]
    [InlineData(22, true, "too-long")]
    [InlineData(22, false, null)]
    public void Of_OrderNumber_IsAtMost21WhereItIsTheInvoices(int length, bool custom, string? cause) => AssertOrder(
        o => o.Number = new('1', length), cause, "Order number", Context with { Company = Sample.Company with { UsesCustomSalesNumbers = custom } });

    [Fact]
    public void Of_OrderWithoutLines_IsFound() => AssertOrder(o => o.Lines = [], "no-lines", "Line items");

    [Fact]
    public void Of_OrderOfAChargeAlone_IsReady() => AssertOrder(o => (o.Lines, o.Charges) = ([], [new() { Name = "Measuring", Amount = 50m }]), null, "");

    [Theory]
    [InlineData(751, true, "too-many-lines")]
    [InlineData(750, true, null)]
    [InlineData(751, false, null)]
    public void Of_TaxableOrder_HasAtMost750Lines(int lines, bool taxable, string? cause) =>
        AssertOrder(o => o.Lines = [.. Enumerable.Range(1, lines).Select(_ => Sample.Line(taxable: taxable))], cause, "Line items");

    [Fact]
    public void Of_NegativeTotal_IsFound() => AssertOrder(o => o.Amounts = [Sample.Discount(-500m)], "total-negative", "Total");

    [Fact]
    public void Of_TotalThatIsNotTheSum_IsFound()
    {
        var order = Sample.Order();
        order.Total += 0.01m;
        Assert.Equal("total-mismatch", Assert.Single(RecordChecks.Of(order, Context)).Name);
    }

    [Fact]
    public void Of_TaxWhereSalesTaxIsOff_IsFound() => AssertOrder(
        o => (o.TaxAmount, o.TaxCode) = (5m, "TX"), "sales-tax-off", "Tax", Context with { Company = Sample.Company with { UsesSalesTax = false } });

    [Fact]
    public void Of_TaxWithoutCode_IsFound() => AssertOrder(o => o.TaxAmount = 5m, "tax-without-code", "Tax code");

    [Theory]
    [InlineData(4, "books-closed")]
    [InlineData(3, null)]
    public void Of_ClosedBooks_AreFound(int closedUpTo, string? cause) => AssertOrder(
        _ => { }, cause, "Created on", Context with { Company = Sample.Company with { BooksClosedUpTo = new DateOnly(2026, 3, closedUpTo) } });

    [Fact]
    public void Of_DepartmentWithoutTracking_WarnsAndDoesNotBlock()
    {
        var finding = Assert.Single(RecordChecks.Of(
            Sample.Order(o => o.Department = new Department { Name = "North" }), Context with { Company = Sample.Company with { TracksDepartments = false } }));
        Assert.Equal(("departments-off", "North", false), (finding.Name, finding.Value, finding.Blocks));
    }

    [Fact]
    public void Of_LongDescription_IsFoundAtItsLine() => AssertOrder(o => o.Lines[0].Description = new('a', 4001), "too-long", "Line 1: description");

    [Fact]
    public void Of_SidemarkBeyondTheMemo_IsFound() => AssertOrder(o => o.Sidemark = new('a', 4000), "note-too-long", "Sidemark");

    [Fact]
    public void Of_CancelledOrder_IsNotChecked() => AssertOrder(o => (o.Status, o.Lines) = (OrderStatus.Cancelled, []), null, "");

    [Theory]
    [InlineData("amount-missing", "Amount", "0", "", "")]
    [InlineData("payment-negative", "Amount", "-5", "", "")]
    [InlineData("over-applied", "Orders", "10", "6 5", "")]
    [InlineData("application-negative", "Orders", "10", "-1", "")]
    [InlineData("too-long", "Reference number", "10", "", "1234567890123456789012")]
    public void Of_Payment_KeepsItsRules(string cause, string at, string amount, string applied, string reference)
    {
        var findings = RecordChecks.Of(Sample.Payment(p =>
        {
            p.Amount = D(amount);
            p.ReferenceNumber = reference;
            p.Applications = [.. applied.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => new Core.Payments.PaymentApplication { Amount = D(a) })];
        }), Context);
        Assert.Equal((cause, at), (Assert.Single(findings).Name, findings[0].Field));
    }

    [Fact]
    public void Of_PaymentOnAnothersOrder_IsFound() => Assert.Equal("other-customers-order", Assert.Single(RecordChecks.Of(
        Sample.Payment(p => p.Applications = [new() { Amount = 5m, Order = Sample.Order(o => o.CustomerId = 99) }]), Context)).Name);

    [Theory]
    [InlineData("Financing by Wells Fargo Outdoor B", "method-collision")]
    [InlineData("FINANCING BY WELLS FARGO OUTDOO", "method-collision")]
    [InlineData("Financing by Wells Fargo Outdoor A", null)]
    [InlineData("Financing by Wells Fargo Indoor", null)]
    public void Of_MethodsAlikeIn31Characters_AreRefused(string other, string? cause) => Assert.Equal(cause, RecordChecks.Of(
        Sample.Payment(p => p.Method = "Financing by Wells Fargo Outdoor A"), Context with { PaymentMethods = [other, "Check"] }).SingleOrDefault()?.Name);

    [Fact]
    public void Of_PurchaseOrder_KeepsItsRules()
    {
        var findings = RecordChecks.Of(Sample.PurchaseOrder(p => (p.Number, p.Date, p.Lines, p.Charges) = (new('1', 22), default, [], [])), Context);
        Assert.Equal([("too-long", "PO number"), ("value-missing", "Date"), ("no-lines", "Line items")], findings.Select(f => (f.Name, f.Field)));
        Assert.Empty(RecordChecks.Of(Sample.PurchaseOrder(p => (p.Status, p.Lines) = (PurchaseOrderStatus.Replaced, [])), Context));
    }

    private static void Set(Core.Customers.Customer c, string part, string value) => _ = part switch
    {
        "First name" => c.FirstName = value,
        "Middle initial" => c.MiddleInitial = value,
        "Last name" => c.LastName = value,
        _ => c.CompanyName = value,
    };

    private static void AssertCustomer(Action<Core.Customers.Customer> spoil, string? cause, string at) => AssertOne(Sample.Customer(spoil), cause, at, Context);

    private static void AssertOrder(Action<Order> spoil, string? cause, string at, CheckContext? context = null) =>
        AssertOne(Sample.Order(spoil), cause, at, context ?? Context);

    private static void AssertOne(Record record, string? cause, string at, CheckContext context)
    {
        var findings = RecordChecks.Of(record, context);
        if (cause is null)
        {
            Assert.Empty(findings);
            return;
        }

        var finding = Assert.Single(findings);
        Assert.Equal((cause, at), (finding.Name, finding.Field));
    }

    private static decimal D(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
