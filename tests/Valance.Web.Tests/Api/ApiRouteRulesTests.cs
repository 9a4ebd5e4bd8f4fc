using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Web.Api.Keys;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>Which scope opens what, over the API's routes that the running program has: a new route without a rule fails here.</summary>
public sealed class ApiRouteRulesTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    /// <summary>Written down anew, so that a slip in the program's own table shows.</summary>
    private static readonly Dictionary<Permission, ApiScope> Opens = new()
    {
        [Permission.ViewCustomersAndOrders] = ApiScope.Read,
        [Permission.ViewBooks] = ApiScope.Read,
        [Permission.ViewJobs] = ApiScope.Read,
        [Permission.EditCustomersAndOrders] = ApiScope.Write,
        [Permission.EditBooks] = ApiScope.Write,
        [Permission.Export] = ApiScope.Export,
        [Permission.WorkOnJobs] = ApiScope.Jobs,
        [Permission.ViewAudit] = ApiScope.Audit,
    };

    private IReadOnlyList<RouteEndpoint> Routes =>
    [
        .. site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Routes_OfTheApi_EachNeedsAKeyAndAPermission()
    {
        Assert.Contains(Routes, r => r.RoutePattern.RawText == "/api/v1/jobs/{id:long}/fixes");
        Assert.All(Routes, r =>
        {
            Assert.True(ScreenRoutes.NeededBy(r) is { } permission && Opens.ContainsKey(permission), $"{Name(r)} has no rule that a key can meet.");
            Assert.Contains(r.Metadata.GetOrderedMetadata<AuthorizationPolicy>(), p => p.AuthenticationSchemes.Contains(ApiKeyAuthentication.Scheme));
        });
    }

    [Theory]
    [InlineData(ApiScope.Read)]
    [InlineData(ApiScope.Write)]
    [InlineData(ApiScope.Export)]
    [InlineData(ApiScope.Jobs)]
    [InlineData(ApiScope.Mappings)]
    [InlineData(ApiScope.Audit)]
    public async Task Route_CalledWithAScope_IsAllowedOrRefusedAsTheMatrixSays(ApiScope scope)
    {
        using var program = await ApiProgram.WithKeyAsync(site, scope);
        var wrong = new List<string>();
        foreach (var route in Routes)
        {
            var answer = await CallAsync(program, route, 987654);
            var allowed = Opens[ScreenRoutes.NeededBy(route)!.Value] is var needed && (needed == scope || needed == ApiScope.Read);
            if (answer.Status == HttpStatusCode.Forbidden == allowed || (int)answer.Status >= 500)
            {
                wrong.Add($"{Name(route)} answered {(int)answer.Status}, {(allowed ? "allowed" : "refused")} was meant");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Route_CalledWithoutAKeyOrByASignedInPerson_Answers401()
    {
        using var nobody = site.CreateClient();
        using var person = await site.SignInAsync(site.People.AccountAdministrator);
        foreach (var route in Routes)
        {
            foreach (var client in new[] { nobody, person })
            {
                using var request = new HttpRequestMessage(Method(route), Address(route, 1)) { Content = Method(route) == HttpMethod.Get ? null : JsonContent.Create(BodyOf(route)) };
                using var answer = await client.SendAsync(request);

                (await ApiAnswer.ReadAsync(answer)).IsProblem(HttpStatusCode.Unauthorized);
                Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            }
        }
    }

    [Fact]
    public async Task Route_WithAnIdOfAnotherAccount_Answers404()
    {
        var ids = await HarborsAsync();
        using var program = await ApiProgram.WithKeyAsync(site);
        var withId = Routes.Where(r => r.RoutePattern.Parameters.Count > 0).ToList();
        Assert.True(withId.Count > 30);
        foreach (var route in withId)
        {
            var answer = await CallAsync(program, route, ids[route.RoutePattern.RawText!.Split('/')[3]]);

            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{Name(route)} answered {(int)answer.Status}: {answer.Text}");
        }
    }

    [Fact]
    public async Task Lists_OfAnotherAccount_HoldNothingOfIt()
    {
        await HarborsAsync();
        using var program = await ApiProgram.WithKeyAsync(site);
        foreach (var list in new[] { "customers", "vendors", "orders", "payments", "purchase-orders", "jobs", "reconciles", "audit" })
        {
            Assert.DoesNotContain("Harbor", (await program.GetAsync($"/{list}")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        }
    }

    private static Task<ApiAnswer> CallAsync(ApiProgram program, RouteEndpoint route, long id) => Method(route) == HttpMethod.Get
        ? program.GetAsync(Address(route, id))
        : program.SendAsync(Method(route), Address(route, id), BodyOf(route), "\"1\"");

    /// <summary>So much that the body is not what is refused.</summary>
    private static object BodyOf(RouteEndpoint route) => route.RoutePattern.RawText!.Split('/')[^1] switch
    {
        "fixes" => new { fix = "retry" },
        "reconciles" => new { from = "2026-11-01", to = "2026-11-30" },
        "settle" => new { action = "export" },
        "ignore" => new { reason = "A test." },
        "dismiss" => new { reason = "A test." },
        _ => new { },
    };

    private static HttpMethod Method(RouteEndpoint route) => HttpMethod.Parse(route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single());

    private static string Name(RouteEndpoint route) => $"{Method(route)} {route.RoutePattern.RawText}";

    private static string Address(RouteEndpoint route, long id) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(s =>
        s.Parts[0] is RoutePatternLiteralPart literal ? literal.Content : id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>One record of each kind, and a failed job, of the other dealer.</summary>
    private async Task<Dictionary<string, long>> HarborsAsync()
    {
        await using var db = await site.Store.CreateDbContextAsync();
        var customer = Of(new Customer { Name = "Harbor customer", DisplayName = "Harbor customer" });
        var vendor = Of(new Vendor { Name = "Harbor vendor", DisplayName = "Harbor vendor" });
        db.AddRange(customer, vendor);
        await db.SaveChangesAsync();
        var order = Of(new Order { Number = $"H{customer.Id}", CustomerId = customer.Id, Sidemark = "Harbor", CreatedOn = new DateOnly(2026, 11, 2) });
        var payment = Of(new Payment { CustomerId = customer.Id, ReferenceNumber = "Harbor", Amount = 10m, ReceivedOn = new DateOnly(2026, 11, 2) });
        var purchase = Of(new PurchaseOrder { Number = $"HP{customer.Id}", VendorId = vendor.Id, Date = new DateOnly(2026, 11, 2) });
        db.AddRange(order, payment, purchase);
        await db.SaveChangesAsync();
        var job = await new SeededJobs(site).FailedAsync(site.People.HarborConnection, site.People.HarborBookkeeper, "Customer Harbor customer");
        var (bulk, difference) = await WorkOfHarborAsync(db, customer.Id);
        return new()
        {
            ["customers"] = customer.Id,
            ["vendors"] = vendor.Id,
            ["orders"] = order.Id,
            ["payments"] = payment.Id,
            ["purchase-orders"] = purchase.Id,
            ["jobs"] = job.Id,
            ["exports"] = bulk,
            ["reconciles"] = difference.RunId,
            ["differences"] = difference.Id,
        };
    }

    /// <summary>An export of many records, and a difference that a comparison found.</summary>
    private async Task<(long Bulk, ReconcileFinding Difference)> WorkOfHarborAsync(ValanceDb db, long customerId)
    {
        Job Of(JobKind kind) => new() { AccountId = site.People.Harbor.Id, Kind = kind, Title = "Harbor", State = JobState.Succeeded, RequestedBy = "test", EndedAt = DateTime.UnixEpoch };
        var (export, reconcile) = (Of(JobKind.BulkExport), Of(JobKind.Reconcile));
        db.AddRange(export, reconcile);
        await db.SaveChangesAsync();
        db.Add(new BulkExport { JobId = export.Id, Selection = "{}" });
        var run = new ReconcileRun { AccountId = site.People.Harbor.Id, RealmId = "harbor", JobId = reconcile.Id, From = new(2026, 11, 1), To = new(2026, 11, 30) };
        db.Add(run);
        await db.SaveChangesAsync();
        var difference = new ReconcileFinding { RunId = run.Id, RecordKind = RecordKind.Customer, RecordId = customerId, Action = ReconcileAction.Export, Figures = "", Name = "Harbor" };
        db.Add(difference);
        await db.SaveChangesAsync();
        return (export.Id, difference);
    }

    private T Of<T>(T record)
        where T : Core.Records.Record
    {
        record.AccountId = site.People.Harbor.Id;
        record.Touch(DateTime.UnixEpoch, "test");
        return record;
    }
}
