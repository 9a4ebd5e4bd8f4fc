using System.Net;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Customers, vendors, employees: facts page, "Names".</summary>
public sealed class NameTests
{
    private const string Duplicate =
        "The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name.";

    [Fact]
    public async Task Create_CustomerWithNameParts_MakesDisplayNameAndHead()
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Post("customer", new JsonObject { ["GivenName"] = "George", ["FamilyName"] = "Foreman" });
        var customer = reply.Json["Customer"]!;
        Assert.Equal("George Foreman", customer["DisplayName"]!.GetValue<string>());
        Assert.Equal("0", customer["SyncToken"]!.GetValue<string>());
        Assert.Equal("QBO", customer["domain"]!.GetValue<string>());
        Assert.False(customer["sparse"]!.GetValue<bool>());
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d-0[78]:00$", customer["MetaData"]!["CreateTime"]!.GetValue<string>());
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}-0[78]:00$", reply.Json["time"]!.GetValue<string>());
        Assert.NotNull(reply.Tid);
    }

    [Theory]
    [InlineData("George Foreman")]
    [InlineData("george foreman")]
    [InlineData("George  Foreman")]
    [InlineData(" George Foreman ")]
    public async Task Create_NameThatACustomerHas_IsRefusedForAllThreeLists(string name)
    {
        await using var qb = await SandboxClient.Start();
        await qb.Customer();
        foreach (var entity in new[] { "customer", "vendor", "employee" })
        {
            var reply = await qb.Post(entity, new JsonObject { ["DisplayName"] = name });
            reply.IsFault("6240", "Duplicate Name Exists Error", Duplicate);
        }
    }

    [Fact]
    public async Task Create_NameOfAnInactiveHolder_FollowsTheSwitch()
    {
        await using var qb = await SandboxClient.Start();
        var id = await qb.Customer();
        var inactive = await qb.Save("Customer", new JsonObject { ["Id"] = id, ["SyncToken"] = "0", ["sparse"] = true, ["Active"] = false });
        Assert.Equal("George Foreman (deleted)", inactive["DisplayName"]!.GetValue<string>());
        (await qb.Post("vendor", new JsonObject { ["DisplayName"] = "George Foreman" })).IsFault("6240", "Duplicate Name Exists Error", Duplicate);
        qb.Host.Books.Rules.InactiveHoldersKeepTheirName = false;
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("vendor", new JsonObject { ["DisplayName"] = "George Foreman" })).Status);
    }

    [Fact]
    public async Task Create_SpacesAndCase_FollowTheSwitches()
    {
        await using var qb = await SandboxClient.Start();
        await qb.Customer();
        qb.Host.Books.Rules.SpacesMakeNoNewName = false;
        await qb.Customer("George  Foreman");
        qb.Host.Books.Rules.CaseMakesNoNewName = false;
        await qb.Customer("GEORGE FOREMAN");
        Assert.Equal(3, qb.Host.Books.DocumentsOf(qb.Realm, "Customer").Count);
    }

    [Theory]
    [InlineData("Rob:Barnett:Company")]
    [InlineData("Rob\tBarnett")]
    [InlineData("Rob\nBarnett")]
    public async Task Create_NameWithForbiddenCharacters_IsRefused(string name)
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Post("customer", new JsonObject { ["DisplayName"] = name });
        reply.IsFault(
            "2040", "Invalid String. The String may contain unsupported or illegal chars", $"Element contains invalid characters. {name}", "DisplayName");
    }

    [Fact]
    public async Task Create_SeveralTooLong_NamesAllInOneFault()
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Post("customer", new JsonObject
        {
            ["DisplayName"] = "A",
            ["GivenName"] = new string('g', 101),
            ["CompanyName"] = new string('c', 101),
            ["PrimaryPhone"] = new JsonObject { ["FreeFormNumber"] = new string('1', 31) },
        });
        var errors = reply.Json["Fault"]!["Error"]!.AsArray();
        Assert.Equal(["GivenName", "CompanyName", "PrimaryPhone.FreeFormNumber"], errors.Select(e => e!["element"]!.GetValue<string>()).Order(StringComparer.Ordinal).Reverse().OrderBy(e => e.Length));
        Assert.Contains(errors, e => e!["Detail"]!.GetValue<string>() == "String length specified does not match the supported length. Min:0 Max:30 supported. Supplied length:31");
    }

    [Fact]
    public async Task Create_WithoutAnyName_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Post("customer", new JsonObject { ["CompanyName"] = "Drapes Inc" });
        Assert.Equal("6080", reply.Error["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Create_UnknownField_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Post("customer", new JsonObject { ["DisplayName"] = "A", ["BadJson"] = 1 });
        Assert.Equal("2010", reply.Error["code"]!.GetValue<string>());
        Assert.StartsWith(
            "Property Name:Unrecognized field \"BadJson\" (class com.intuit.schema.finance.v3.Customer)", reply.Error["Detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_SparseAndFull_KeepAndClear()
    {
        await using var qb = await SandboxClient.Start();
        var made = await qb.Save("Customer", new JsonObject { ["DisplayName"] = "A", ["Notes"] = "n", ["CompanyName"] = "c" });
        var id = made["Id"]!.GetValue<string>();
        var sparse = await qb.Save("Customer", new JsonObject { ["Id"] = id, ["SyncToken"] = "0", ["sparse"] = true, ["Notes"] = "m" });
        Assert.Equal("c", sparse["CompanyName"]!.GetValue<string>());
        Assert.Equal("1", sparse["SyncToken"]!.GetValue<string>());
        var full = await qb.Save("Customer", new JsonObject { ["Id"] = id, ["SyncToken"] = "1", ["DisplayName"] = "A" });
        Assert.Null(full["CompanyName"]);
        Assert.Null(full["Notes"]);
    }

    [Fact]
    public async Task Update_OldSyncToken_IsStale_AndSameContentKeepsTheToken()
    {
        await using var qb = await SandboxClient.Start();
        var id = await qb.Customer();
        var same = await qb.Save("Customer", new JsonObject { ["Id"] = id, ["SyncToken"] = "0", ["sparse"] = true, ["DisplayName"] = "George Foreman" });
        Assert.Equal("0", same["SyncToken"]!.GetValue<string>());
        await qb.Save("Customer", new JsonObject { ["Id"] = id, ["SyncToken"] = "0", ["sparse"] = true, ["Notes"] = "x" });
        var reply = await qb.Post("customer", new JsonObject { ["Id"] = id, ["SyncToken"] = "0", ["sparse"] = true, ["Notes"] = "y" });
        reply.IsFault(
            "5010", "Stale Object Error",
            "Stale Object Error : You and Sandbox User were working on this at the same time. Sandbox User finished before you did, so your work was not saved.");
    }

    [Fact]
    public async Task Read_BadAndUnknownId_AreToldApart()
    {
        await using var qb = await SandboxClient.Start();
        var bad = await qb.Get("customer/1.5");
        bad.IsFault("2030", "Invalid ID", "Id should be a valid number. Supplied value:1.5", "Id");
        Assert.Null(bad.Json["time"]);
        (await qb.Get("customer/999")).IsFault(
            "610", "Object Not Found",
            "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.");
    }
}
