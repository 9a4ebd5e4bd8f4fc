using System.Net;
using System.Text.Json.Nodes;
using static QuickBooks.Sandbox.Tests.SandboxClient;

namespace QuickBooks.Sandbox.Tests;

/// <summary>Two customers or vendors that a person makes one: all that named the first names the second, and the books add up.</summary>
public sealed class MergeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Merge_OfCustomers_MovesTransactionsAndBalance(bool isRemoved)
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Rules.MergedRecordsAreRemoved = isRemoved;
        var (gone, survivor) = (await qb.Customer("A"), await qb.Customer("B"));
        var invoice = await qb.SaveId("Invoice", Invoice(gone, SalesLine(await qb.Item(), 100m)));
        var payment = await qb.SaveId("Payment", Payment(gone, 30m, invoice));
        var since = Uri.EscapeDataString(qb.Host.Books.Clock.GetUtcNow().AddMinutes(-5).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));

        var reply = await qb.Post($"/control/companies/{qb.Realm}/merge", new JsonObject { ["entity"] = "Customer", ["from"] = gone, ["into"] = survivor });

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var moved = (await qb.Get($"invoice/{invoice}")).Json["Invoice"];
        Assert.Equal((survivor, "B", "2", 70m), (moved.Ref("CustomerRef"), moved!["CustomerRef"].Text("name"), moved.Text("SyncToken"), moved.Number("Balance")));
        Assert.Equal(survivor, (await qb.Get($"payment/{payment}")).Json["Payment"].Ref("CustomerRef"));
        Assert.Equal(70m, (await qb.Get($"customer/{survivor}")).Json["Customer"].Number("Balance"));
        var changed = (await qb.Get($"cdc?entities=Customer&changedSince={since}")).Json["CDCResponse"]![0]!["QueryResponse"]![0]!["Customer"]!.AsArray();
        var told = changed.Single(c => c.Text("Id") == gone);
        Assert.Equal(isRemoved ? ("Deleted", null, 0m) : (null, "A (deleted)", 0m), (told.Text("status"), told.Text("DisplayName"), told.Number("Balance")));
        Assert.Equal(0m, qb.Host.Books.PostingsOf(qb.Realm).Sum(p => p.Amount));
        Assert.All(qb.Host.Books.PostingsOf(qb.Realm).Where(p => p.Name is not null), p => Assert.Equal("B", p.Name));
    }

    [Fact]
    public async Task Merge_OfVendors_MovesPurchaseOrders()
    {
        await using var qb = await SandboxClient.Start();
        var (gone, survivor) = (await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "A" }), await qb.SaveId("Vendor", new JsonObject { ["DisplayName"] = "B" }));
        var order = await qb.SaveId("PurchaseOrder", new JsonObject
        {
            ["VendorRef"] = Ref(gone),
            ["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = 5m,
                ["DetailType"] = "ItemBasedExpenseLineDetail",
                ["ItemBasedExpenseLineDetail"] = new JsonObject { ["ItemRef"] = Ref(await qb.Item()) },
            }),
        });

        Assert.Null(qb.Host.Books.Merge(qb.Realm, "Vendor", gone, survivor));

        Assert.Equal(survivor, (await qb.Get($"purchaseorder/{order}")).Json["PurchaseOrder"].Ref("VendorRef"));
        Assert.False((await qb.Get($"vendor/{gone}")).Json["Vendor"].Flag("Active"));
    }

    [Theory]
    [InlineData("Item", "1", "2", "Customer or Vendor")]
    [InlineData("Customer", "1", "99", "the ids of two customers")]
    [InlineData("Customer", "1", "1", "the ids of two customers")]
    public async Task Merge_ThatCannotBe_IsRefusedWithASentence(string entity, string from, string into, string says)
    {
        await using var qb = await SandboxClient.Start();
        await qb.Customer("A");

        var reply = await qb.Post($"/control/companies/{qb.Realm}/merge", new JsonObject { ["entity"] = entity, ["from"] = from, ["into"] = into });

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains(says, reply.Json["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_IntoAPartOfIt_OrOfAnInactiveOne_IsRefused()
    {
        await using var qb = await SandboxClient.Start();
        var whole = await qb.Customer("A");
        var part = await qb.SaveId("Customer", new JsonObject { ["DisplayName"] = "B", ["Job"] = true, ["ParentRef"] = Ref(whole) });
        Assert.Equal("into: it is part of the one that goes.", qb.Host.Books.Merge(qb.Realm, "Customer", whole, part));
        var gone = await qb.Customer("C");
        Assert.Null(qb.Host.Books.Merge(qb.Realm, "Customer", gone, whole));
        Assert.Equal("from, into: both must be active.", qb.Host.Books.Merge(qb.Realm, "Customer", gone, whole));
    }

    [Fact]
    public async Task Merge_OnTheScreen_IsDoneAndWhatCannotBeIsSaid()
    {
        await using var qb = await SandboxClient.Start();
        var (gone, survivor) = (await qb.Customer("A"), await qb.Customer("B"));
        async Task<Reply> Send(string into) => await qb.Send(
            HttpMethod.Post, "/switches", $"merge=1&realm={qb.Realm}&entity=Customer&from={gone}&into={into}", "application/x-www-form-urlencoded");

        Assert.Contains("the ids of two customers", (await Send("99")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await Send(survivor)).Status);

        Assert.Equal("A (deleted)", (await qb.Get($"customer/{gone}")).Json["Customer"].Text("DisplayName"));
        Assert.Contains("Merge two records", (await qb.Get("/switches")).Text, StringComparison.Ordinal);
    }
}
