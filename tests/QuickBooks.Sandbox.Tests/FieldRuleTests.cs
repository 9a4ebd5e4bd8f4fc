using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Lengths, characters, forms of single fields and lists: facts page, "Field rules", "Lists", table of codes.</summary>
public sealed class FieldRuleTests
{
    [Theory]
    [InlineData("Customer", "DisplayName", 500)]
    [InlineData("Customer", "Title", 16)]
    [InlineData("Customer", "Suffix", 16)]
    [InlineData("Customer", "GivenName", 100)]
    [InlineData("Customer", "MiddleName", 100)]
    [InlineData("Customer", "FamilyName", 100)]
    [InlineData("Customer", "CompanyName", 100)]
    [InlineData("Customer", "PrintOnCheckName", 110)]
    [InlineData("Vendor", "PrintOnCheckName", 100)]
    [InlineData("Vendor", "CompanyName", 100)]
    [InlineData("Employee", "GivenName", 100)]
    [InlineData("Customer", "PrimaryPhone.FreeFormNumber", 30)]
    [InlineData("Customer", "Mobile.FreeFormNumber", 30)]
    [InlineData("Customer", "Fax.FreeFormNumber", 30)]
    [InlineData("Customer", "WebAddr.URI", 1000)]
    [InlineData("Customer", "Notes", 2000)]
    [InlineData("Customer", "ResaleNum", 16)]
    [InlineData("Customer", "BillAddr.Line1", 500)]
    [InlineData("Customer", "ShipAddr.Line5", 500)]
    [InlineData("Customer", "BillAddr.City", 255)]
    [InlineData("Customer", "BillAddr.Country", 255)]
    [InlineData("Customer", "BillAddr.CountrySubDivisionCode", 255)]
    [InlineData("Customer", "BillAddr.PostalCode", 30)]
    [InlineData("Item", "Name", 100)]
    [InlineData("Item", "Sku", 100)]
    [InlineData("Account", "Name", 100)]
    [InlineData("Department", "Name", 100)]
    [InlineData("Class", "Name", 100)]
    [InlineData("Term", "Name", 31)]
    [InlineData("PaymentMethod", "Name", 31)]
    [InlineData("Invoice", "DocNumber", 21)]
    [InlineData("Invoice", "PrivateNote", 4000)]
    [InlineData("Invoice", "CustomerMemo.value", 1000)]
    [InlineData("Payment", "PrivateNote", 4000)]
    [InlineData("PurchaseOrder", "DocNumber", 21)]
    [InlineData("PurchaseOrder", "Memo", 4000)]
    [InlineData("PurchaseOrder", "PrivateNote", 4000)]
    public async Task Length_AtTheLimitIsTaken_OneMoreIsRefused(string entity, string element, int most)
    {
        await using var qb = await SandboxClient.Start();
        var body = await Least(qb, entity);
        Put(body, element, new string('x', most));
        Assert.Equal(HttpStatusCode.OK, (await qb.Post(entity.ToLowerInvariant(), body)).Status);
        Put(body, element, new string('x', most + 1));
        (await qb.Post(entity.ToLowerInvariant(), body)).IsFault(
            "2050", "String length is either shorter or longer than supported by specification",
            $"String length specified does not match the supported length. Min:0 Max:{most} supported. Supplied length:{most + 1}", element);
    }

    [Fact]
    public async Task Length_OfALineAndOfAllAddressLines()
    {
        await using var qb = await SandboxClient.Start();
        var line = SalesLine(await qb.Item(), 1m);
        line["Description"] = new string('d', 4001);
        Assert.Equal("Line.Description", (await qb.Post("invoice", Invoice(await qb.Customer(), line))).Error.Text("element"));
        var address = new JsonObject();
        for (var i = 1; i <= 5; i++)
        {
            address[$"Line{i}"] = new string('a', 401);
        }

        var reply = await qb.Post("customer", new JsonObject { ["DisplayName"] = "B", ["BillAddr"] = address });
        Assert.Equal(("2050", "BillAddr"), (reply.Error.Text("code"), reply.Error.Text("element")));
    }

    [Fact]
    public async Task CustomerTitle_IsSixteenCharactersWide()
    {
        await using var qb = await SandboxClient.Start();
        var errors = (await qb.Post("customer", new JsonObject { ["Title"] = new string('t', 17), ["Suffix"] = "a:b", ["BadPhone"] = 1 })).Json["Fault"]!["Error"]!.AsArray();
        Assert.Equal("2010", Assert.Single(errors).Text("code"));
        errors = (await qb.Post("customer", new JsonObject { ["Title"] = new string('t', 17), ["Suffix"] = "a:b" })).Json["Fault"]!["Error"]!.AsArray();
        Assert.Equal(["2040", "2040", "2050"], errors.Select(e => e.Text("code")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a@b")]
    [InlineData("a b@c.com")]
    [InlineData("a@@b.com")]
    public async Task Email_WithoutAtAndDot_IsRefused(string address)
    {
        await using var qb = await SandboxClient.Start();
        (await qb.Post("customer", new JsonObject { ["DisplayName"] = "A", ["PrimaryEmailAddr"] = new JsonObject { ["Address"] = address } })).IsFault(
            "2210", "Invalid Email Address format", $"Email Address does not conform to the RFC 822 syntax rules. Supplied value:{address}", "PrimaryEmailAddr");
    }

    [Fact]
    public async Task NoName_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        (await qb.Post("vendor", new JsonObject { ["Notes"] = "n" })).IsFault(
            "6080", "No Name provided", "At least one of the following must be provided: DisplayName, Title, GivenName, MiddleName, FamilyName, Suffix");
    }

    [Fact]
    public async Task TaxExemptionReason_MakesTheCustomerNotTaxable_AndIsOneOfFifteen()
    {
        await using var qb = await SandboxClient.Start();
        var exempt = await qb.Save("Customer", new JsonObject { ["DisplayName"] = "School", ["Taxable"] = true, ["TaxExemptionReasonId"] = "7" });
        Assert.False(exempt["Taxable"]!.GetValue<bool>());
        Assert.Equal("2500", (await qb.Post("customer", new JsonObject { ["DisplayName"] = "No", ["TaxExemptionReasonId"] = "16" })).Error.Text("code"));
    }

    [Theory]
    [InlineData("Item")]
    [InlineData("Account")]
    [InlineData("Department")]
    [InlineData("Class")]
    [InlineData("Term")]
    [InlineData("PaymentMethod")]
    public async Task ListName_ThatIsTaken_IsRefused_WithTheShortText(string entity)
    {
        await using var qb = await SandboxClient.Start();
        var body = await Least(qb, entity);
        await qb.Save(entity, body);
        (await qb.Post(entity.ToLowerInvariant(), body)).IsFault("6240", "Duplicate Name Exists Error", "The name supplied already exists. : null");
    }

    [Theory]
    [InlineData("DepartmentRef", "Depts element id 77 not found")]
    [InlineData("ClassRef", "Klasses element id 77 not found")]
    [InlineData("CustomerRef", "Names element id 77 not found")]
    [InlineData("SalesTermRef", "SalesTermRef")]
    public async Task Reference_ThatIsNotThere_HasTheListsOwnWord(string property, string detail)
    {
        await using var qb = await SandboxClient.Start();
        var body = Invoice(await qb.Customer(), SalesLine(await qb.Item(), 1m));
        body[property] = Ref("77");
        (await qb.Post("invoice", body)).IsFault("2500", "Invalid Reference Id", "Invalid Reference Id : " + detail);
    }

    [Fact]
    public async Task AccountReference_ThatIsNotThere_IsAnAccountsElement()
    {
        await using var qb = await SandboxClient.Start();
        var payment = Payment(await qb.Customer(), 5m);
        payment["DepositToAccountRef"] = Ref("583");
        (await qb.Post("payment", payment)).IsFault("2500", "Invalid Reference Id", "Invalid Reference Id : Accounts element id 583 not found");
    }

    [Theory]
    [InlineData("Quo\"te")]
    [InlineData("Co:lon")]
    public async Task AccountName_HoldsNoQuoteAndNoColon(string name)
    {
        await using var qb = await SandboxClient.Start();
        (await qb.Post("account", new JsonObject { ["Name"] = name, ["AccountType"] = "Bank" })).IsFault(
            "2040", "Invalid String. The String may contain unsupported or illegal chars", $"Element contains invalid characters. {name}", "Name");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1000)]
    public async Task TermDays_AreZeroTo999(int days)
    {
        await using var qb = await SandboxClient.Start();
        Assert.Equal("2240", (await qb.Post("term", new JsonObject { ["Name"] = "Long", ["DueDays"] = days })).Error.Text("code"));
        await qb.Save("Term", new JsonObject { ["Name"] = "Longest", ["DueDays"] = 999 });
    }

    [Fact]
    public async Task Items_NeedTheAccountsOfTheirType_AndCategoriesCannotBeSold()
    {
        await using var qb = await SandboxClient.Start();
        var missing = (await qb.Post("item", new JsonObject { ["Name"] = "Kit", ["Type"] = "Inventory" })).Json["Fault"]!["Error"]!.AsArray();
        Assert.Equal(
            ["AssetAccountRef", "ExpenseAccountRef", "IncomeAccountRef", "InvStartDate", "QtyOnHand", "TrackQtyOnHand"],
            missing.Select(e => e.Text("element")).Order(StringComparer.Ordinal));
        Assert.Equal("2020", (await qb.Post("item", new JsonObject { ["Name"] = "Fitting", ["Type"] = "Service" })).Error.Text("code"));
        var category = await qb.SaveId("Item", new JsonObject { ["Name"] = "Shades", ["Type"] = "Category" });
        Assert.NotNull((await qb.Query("select * from Item where Type = 'Category'")).Json["QueryResponse"]!["Item"]);
        (await qb.Post("invoice", Invoice(await qb.Customer(), SalesLine(category, 1m)))).IsFault(
            "2500", "Invalid Reference Id", "Invalid Reference Id : Line.SalesItemLineDetail.ItemRef");
        Assert.Equal("6000", (await qb.Post("item", new JsonObject { ["Name"] = "C", ["Type"] = "Category", ["IncomeAccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Income'")) })).Error.Text("code"));
    }

    [Theory]
    [InlineData("PaymentMethod")]
    [InlineData("Department")]
    public async Task Names_ThatAreNotFilterable_AreRefusedInAQuery(string entity)
    {
        await using var qb = await SandboxClient.Start();
        (await qb.Query($"select * from {entity} where Name = 'x'")).IsFault("4001", "Invalid query", "QueryValidationError: property 'Name' is not queryable", null);
    }

    [Fact]
    public async Task Trees_NestFiveLevels_WithTheParentsNames()
    {
        await using var qb = await SandboxClient.Start();
        string? parent = null;
        for (var level = 1; level <= 5; level++)
        {
            var body = new JsonObject { ["Name"] = $"L{level}" };
            if (parent is not null)
            {
                body["ParentRef"] = Ref(parent);
            }

            parent = await qb.SaveId("Department", body);
        }

        Assert.Equal("L1:L2:L3:L4:L5", (await qb.Get($"department/{parent}")).Json["Department"].Text("FullyQualifiedName"));
        Assert.Equal("6180", (await qb.Post("department", new JsonObject { ["Name"] = "L6", ["ParentRef"] = Ref(parent!) })).Error.Text("code"));
    }

    private static void Put(JsonObject body, string element, string value)
    {
        var parts = element.Split('.');
        if (parts.Length == 1)
        {
            body[element] = value;
        }
        else
        {
            body[parts[0]] = new JsonObject { [parts[1]] = value };
        }
    }

    private static async Task<JsonObject> Least(SandboxClient qb, string entity) => entity switch
    {
        "Customer" or "Vendor" or "Employee" => new() { ["DisplayName"] = "A" },
        "Item" => new() { ["Name"] = "A", ["IncomeAccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Income'")) },
        "Account" => new() { ["Name"] = "A", ["AccountType"] = "Bank" },
        "Term" => new() { ["Name"] = "A", ["DueDays"] = 1 },
        "Invoice" => Invoice(await qb.Customer("C"), SalesLine(await qb.Item("I"), 1m)),
        "Payment" => Payment(await qb.Customer("C"), 1m),
        "PurchaseOrder" => new()
        {
            ["VendorRef"] = Ref(await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "V" })),
            ["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = 1m,
                ["DetailType"] = "AccountBasedExpenseLineDetail",
                ["AccountBasedExpenseLineDetail"] = new JsonObject { ["AccountRef"] = Ref(await qb.FirstId("Account", "AccountType = 'Cost of Goods Sold'")) },
            }),
        },
        _ => new() { ["Name"] = "A" },
    };
}
