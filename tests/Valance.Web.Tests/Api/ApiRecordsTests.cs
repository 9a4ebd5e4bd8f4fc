using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>Each kind of record from its entry to its cancelling, through the API alone.</summary>
public sealed class ApiRecordsTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task Customer_EnteredChangedCancelledAndRestored_StandsAsSent()
    {
        using var program = await ApiProgram.WithKeyAsync(site, name: "Design program");
        var made = (await program.PostAsync("/customers", new
        {
            firstName = "George",
            lastName = "Foreman",
            emails = new[] { "george@example.com" },
            phones = new[] { new { label = "Mobile", number = "512-555-0100" } },
            billingAddress = new { line1 = "1 Elm St", city = "Austin", state = "TX", zip = "78701" },
        })).Is(HttpStatusCode.Created);
        Assert.Equal(("George Foreman", "George Foreman", "API key Design program"), (Text(made, "name"), Text(made, "displayName"), Text(made, "updatedBy")));
        Assert.Equal("notExported", made.Json["export"]!["state"]!.GetValue<string>());

        var cancelled = (await program.PostAsync($"{made.Location}/cancel", ifMatch: made.ETag)).Is(HttpStatusCode.OK);
        Assert.True(cancelled.Json["isCancelled"]!.GetValue<bool>());
        Assert.Equal(1, await CountAsync(program, "/customers?search=foreman&show=cancelled"));
        Assert.Equal(0, await CountAsync(program, "/customers?search=foreman"));
        (await program.PostAsync($"{made.Location}/restore", ifMatch: cancelled.ETag)).Is(HttpStatusCode.OK);
        Assert.Equal(1, await CountAsync(program, "/customers?search=foreman"));
        (await program.PostAsync($"{made.Location}/cancel")).IsProblem(HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task Order_PaidAndPurchased_KeepsItsFiguresAndFilters()
    {
        await ListsAsync();
        using var program = await ApiProgram.WithKeyAsync(site);
        var customer = (await program.PostAsync("/customers", new { name = "Olga Order" })).Is(HttpStatusCode.Created).Id;
        var lines = new[] { new { item = "Roller shade", room = "Kitchen", quantity = 2, unitPrice = 60.00m } };
        var order = (await program.PostAsync("/orders", new { number = "S-1", customerId = customer, createdOn = "2026-11-02", sidemark = "Order - kitchen", lines })).Is(HttpStatusCode.Created);
        Assert.Equal(["number"], (await program.PostAsync("/orders", new { number = "S-1", customerId = customer, createdOn = "2026-11-02", lines })).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);

        var payment = (await program.PostAsync("/payments", new
        {
            customerId = customer,
            receivedOn = "2026-11-03",
            amount = 150,
            method = "Check",
            referenceNumber = "1001",
            applications = new[] { new { orderId = order.Id, amount = 120 } },
        })).Is(HttpStatusCode.Created);
        Assert.Contains("\"unapplied\":30.00", payment.Text, StringComparison.Ordinal);
        var paid = (await program.GetAsync($"/orders/{order.Id}")).Is(HttpStatusCode.OK);
        Assert.Contains("\"paid\":120.00,\"balance\":0.00", paid.Text, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(program, $"/orders?customerId={customer}&hasBalance=true"));
        Assert.Equal(1, await CountAsync(program, $"/orders?customerId={customer}&from=2026-11-02&to=2026-11-02&export=notExported"));
        Assert.Equal(1, await CountAsync(program, $"/payments?customerId={customer}&method=Check&from=2026-11-03"));

        var raised = (await program.PutAsync(payment.Location!, new { customerId = customer, receivedOn = "2026-11-03", amount = 100, method = "Check", applications = new[] { new { orderId = order.Id, amount = 100 } } }, payment.ETag))
            .Is(HttpStatusCode.OK);
        Assert.Contains("\"balance\":20.00", (await program.GetAsync($"/orders/{order.Id}")).Text, StringComparison.Ordinal);
        var over = await program.PutAsync(payment.Location!, new { customerId = customer, receivedOn = "2026-11-03", amount = 100, applications = new[] { new { orderId = order.Id, amount = 130 } } }, raised.ETag);
        Assert.Equal(["applications[0]", "applications"], over.IsProblem(HttpStatusCode.UnprocessableEntity).Fields);

        (await program.PostAsync($"{payment.Location}/cancel", ifMatch: raised.ETag)).Is(HttpStatusCode.OK);
        var open = await program.GetAsync($"/orders/{order.Id}");
        (await program.PostAsync($"/orders/{order.Id}/cancel", ifMatch: open.ETag)).Is(HttpStatusCode.OK);
        Assert.Equal(1, await CountAsync(program, $"/orders?customerId={customer}&show=cancelled"));
        var edited = await program.PutAsync($"/orders/{order.Id}", new { number = "S-1", customerId = customer, createdOn = "2026-11-02", lines }, (await program.GetAsync($"/orders/{order.Id}")).ETag);
        edited.IsProblem(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task PurchaseOrder_ReplacedAndReceived_FollowsItsStatus()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var vendor = (await program.PostAsync("/vendors", new { companyName = "Northern Shades Supply", email = "sales@northern.example" })).Is(HttpStatusCode.Created);
        Assert.Equal("Northern Shades Supply", Text(vendor, "displayName"));
        object Purchase(string number, long? replaces = null) => new
        {
            number,
            vendorId = vendor.Id,
            replacesId = replaces,
            date = "2026-11-04",
            lines = new[] { new { item = "Roller shade", quantity = 2, unitCost = 31.125m } },
            charges = new[] { new { kind = "freight", description = "Truck", amount = 12.5m } },
        };
        var first = (await program.PostAsync("/purchase-orders", Purchase("P-1"))).Is(HttpStatusCode.Created);
        Assert.Contains("\"total\":74.75", first.Text, StringComparison.Ordinal);

        var second = (await program.PostAsync("/purchase-orders", Purchase("P-2", first.Id))).Is(HttpStatusCode.Created);

        Assert.Equal("replaced", Text(await program.GetAsync($"/purchase-orders/{first.Id}"), "status"));
        Assert.Equal("received", Text(await program.PostAsync($"/purchase-orders/{second.Id}/receive", ifMatch: second.ETag), "status"));
        Assert.Equal(1, await CountAsync(program, $"/purchase-orders?vendorId={vendor.Id}&status=received"));
        Assert.Equal(1, await CountAsync(program, $"/purchase-orders?vendorId={vendor.Id}&show=cancelled"));
        (await program.PostAsync($"/vendors/{vendor.Id}/cancel", ifMatch: vendor.ETag)).Is(HttpStatusCode.OK);
        Assert.Equal(["vendorId"], (await program.PostAsync("/purchase-orders", Purchase("P-3"))).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
    }

    [Fact]
    public async Task Checks_OfARecordThatIsNotReady_NameEveryProblemAndTheListFindsIt()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var made = (await program.PostAsync("/customers", new { name = "Not: ready", phones = new[] { new { label = "Main", number = "5125550100512555010051255501005125550100" } } })).Is(HttpStatusCode.Created);

        var checks = (await program.GetAsync($"{made.Location}/checks")).Is(HttpStatusCode.OK);

        Assert.False(checks.Json["isReady"]!.GetValue<bool>());
        Assert.Contains("invalid-character", checks.Json["findings"]!.AsArray().Select(f => f!["cause"]!.GetValue<string>()));
        Assert.True(checks.Json["findings"]!.AsArray().Count >= 2);
        Assert.Equal("notReady", made.Json["export"]!["state"]!.GetValue<string>());
        Assert.Equal(1, await CountAsync(program, "/customers?export=notReady&search=not%3A"));
    }

    [Fact]
    public async Task List_SortedByEachColumnOfEachKind_IsPagedWithoutAGap()
    {
        await ListsAsync();
        using var program = await ApiProgram.WithKeyAsync(site);
        var customer = (await program.PostAsync("/customers", new { name = "Kay Keyset" })).Id;
        for (var i = 0; i < 3; i++)
        {
            var order = (await program.PostAsync("/orders", new
            {
                number = $"K-{i}",
                customerId = customer,
                createdOn = "2026-10-01",
                lines = new[] { new { item = "Shade", quantity = 1, unitPrice = 10 * (i % 2) + 10 } },
            })).Is(HttpStatusCode.Created);
            (await program.PostAsync("/payments", new { customerId = customer, receivedOn = "2026-10-02", amount = 5, method = "Check", applications = new[] { new { orderId = order.Id, amount = 5 } } })).Is(HttpStatusCode.Created);
        }

        foreach (var path in new[]
        {
            "/orders?sort=created", "/orders?sort=number", "/orders?sort=customer", "/orders?sort=sidemark", "/orders?sort=total", "/orders?sort=balance", "/orders?sort=updated",
            "/payments?sort=received", "/payments?sort=customer", "/payments?sort=amount", "/payments?sort=reference", "/payments?sort=updated",
        })
        {
            foreach (var descending in new[] { "false", "true" })
            {
                var ids = new List<long>();
                for (string? next = $"{path}&descending={descending}&limit=1&customerId={customer}"; next is not null;)
                {
                    var page = (await program.GetAsync(next)).Is(HttpStatusCode.OK);
                    ids.AddRange(page.Json["items"]!.AsArray().Select(r => r!["id"]!.GetValue<long>()));
                    next = page.Json["nextLink"]?.GetValue<string>();
                }

                Assert.Equal(3, ids.Count);
                Assert.Equal(3, ids.Distinct().Count());
            }
        }
    }

    private static string Text(ApiAnswer answer, string field) => answer.Json[field]!.GetValue<string>();

    private static async Task<int> CountAsync(ApiProgram program, string list) => ((await program.GetAsync(list)).Is(HttpStatusCode.OK).Json["items"] as JsonArray)!.Count;

    private async Task ListsAsync()
    {
        await using var db = await site.Store.CreateDbContextAsync();
        if (!await db.PaymentMethods.AnyAsync(m => m.AccountId == site.People.Sunrise.Id))
        {
            db.PaymentMethods.Add(new PaymentMethod { AccountId = site.People.Sunrise.Id, Name = "Check" });
            await db.SaveChangesAsync();
        }
    }
}
