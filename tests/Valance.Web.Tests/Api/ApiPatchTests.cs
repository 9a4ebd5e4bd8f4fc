using System.Net;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>Changing some fields of a record: RFC 7396 over what stands, under the version that was read.</summary>
public sealed class ApiPatchTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task Customer_PatchedInSomeFields_KeepsTheOthers()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var made = (await program.PostAsync("/customers", new
        {
            name = "George Foreman",
            notes = "Calls after 5 pm.",
            emails = new[] { "george@example.com", "office@example.com" },
            billingAddress = new { line1 = "1 Elm St", city = "Austin", state = "TX" },
        })).Is(HttpStatusCode.Created);

        var patched = (await program.PatchAsync(made.Location!, """{"notes":null,"emails":["new@example.com"],"billingAddress":{"line1":"2 Oak St","state":null}}""", made.ETag)).Is(HttpStatusCode.OK);

        Assert.Equal("""["new@example.com"]""", patched.Json["emails"]!.ToJsonString());
        Assert.Equal(("George Foreman", "", "2 Oak St", "Austin", ""), (
            patched.Json["name"]!.GetValue<string>(), patched.Json["notes"]!.GetValue<string>(), patched.Json["billingAddress"]!["line1"]!.GetValue<string>(),
            patched.Json["billingAddress"]!["city"]!.GetValue<string>(), patched.Json["billingAddress"]!["state"]!.GetValue<string>()));
        Assert.NotEqual(made.ETag, patched.ETag);
        (await program.PatchAsync(made.Location!, new { notes = "x" }, made.ETag)).IsProblem(HttpStatusCode.PreconditionFailed);
        (await program.PatchAsync(made.Location!, new { notes = "x" }, null)).IsProblem(HttpStatusCode.PreconditionRequired);
        Assert.Equal("", (await program.GetAsync(made.Location!)).Json["notes"]!.GetValue<string>());
    }

    [Fact]
    public async Task Order_PatchedInItsMemo_KeepsLinesChargesAndFigures()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var customer = (await program.PostAsync("/customers", new { name = "Paula Patch" })).Id;
        var order = (await program.PostAsync("/orders", new
        {
            number = "PATCH-1",
            customerId = customer,
            createdOn = "2026-11-02",
            lines = new[] { new { item = "Roller shade", room = "Kitchen", quantity = 2, unitPrice = 60.125m } },
            charges = new[] { new { name = "Installation", amount = 45 } },
            amounts = new[] { new { name = "Fall sale", kind = "discount", isPercent = true, value = 10 } },
        })).Is(HttpStatusCode.Created);

        var patched = (await program.PatchAsync(order.Location!, new { memo = "Ring twice." }, order.ETag)).Is(HttpStatusCode.OK);

        Assert.Equal("Ring twice.", patched.Json["memo"]!.GetValue<string>());
        foreach (var field in new[] { "lines", "charges", "amounts", "total", "balance", "number", "createdOn", "billingAddress" })
        {
            Assert.Equal(order.Json[field]!.ToJsonString(), patched.Json[field]!.ToJsonString());
        }

        var again = (await program.PatchAsync(order.Location!, new { lines = new[] { new { item = "Cornice", quantity = 1, unitPrice = 80 } } }, patched.ETag)).Is(HttpStatusCode.OK);
        Assert.Single(again.Json["lines"]!.AsArray());
    }

    [Fact]
    public async Task VendorPaymentAndPurchaseOrder_Patched_StandAsSent()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var vendor = (await program.PostAsync("/vendors", new { companyName = "Patch Mills", accountNumber = "D-1" })).Is(HttpStatusCode.Created);
        var purchase = (await program.PostAsync("/purchase-orders", new
        {
            number = "PATCH-P1",
            vendorId = vendor.Id,
            date = "2026-11-04",
            lines = new[] { new { item = "Roller shade", quantity = 2, unitCost = 31.125m } },
            charges = new[] { new { kind = "freight", description = "Truck", amount = 12.5m } },
        })).Is(HttpStatusCode.Created);
        var customer = (await program.PostAsync("/customers", new { name = "Penny Patch" })).Id;
        var payment = (await program.PostAsync("/payments", new { customerId = customer, receivedOn = "2026-11-03", amount = 150, memo = "Deposit" })).Is(HttpStatusCode.Created);

        var renamed = (await program.PatchAsync(vendor.Location!, new { email = "sales@patch.example" }, vendor.ETag)).Is(HttpStatusCode.OK);
        var noted = (await program.PatchAsync(purchase.Location!, new { internalNote = "Rush." }, purchase.ETag)).Is(HttpStatusCode.OK);
        var raised = (await program.PatchAsync(payment.Location!, new { amount = 175.5m }, payment.ETag)).Is(HttpStatusCode.OK);

        Assert.Equal(("D-1", "sales@patch.example"), (renamed.Json["accountNumber"]!.GetValue<string>(), renamed.Json["email"]!.GetValue<string>()));
        Assert.Equal((purchase.Json["total"]!.ToJsonString(), "Rush."), (noted.Json["total"]!.ToJsonString(), noted.Json["internalNote"]!.GetValue<string>()));
        Assert.Contains("\"amount\":175.50", raised.Text, StringComparison.Ordinal);
        Assert.Equal("Deposit", raised.Json["memo"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{\"nme\":\"x\"}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"id\":7}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"taxable\":\"yes\"}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"emails\":[null]}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"name\":null,\"displayName\":null}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"name\":\"\\ud800\"}", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity)]
    [InlineData("null", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"name\":\"A\",\"name\":\"B\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"name\":", HttpStatusCode.BadRequest)]
    public async Task Patch_ThatCannotBe_IsAProblemAndChangesNothing(string patch, HttpStatusCode status)
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var made = (await program.PostAsync("/customers", new { name = "Steady Stan" })).Is(HttpStatusCode.Created);

        (await program.PatchAsync(made.Location!, patch, made.ETag)).IsProblem(status);

        Assert.Equal(made.ETag, (await program.GetAsync(made.Location!)).ETag);
    }
}
