using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Payments.Refunds;
using Valance.Core.Records.Saving;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Accounting;

/// <summary>A bookkeeper's desk: enters through the same use cases as the screens, exports, and has both books before it.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private Desk(TestSite site) => Site = site;

    public TestSite Site { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static DateOnly Day(int march) => new(2026, 3, march);

    public static async Task<Desk> OpenAsync()
    {
        var desk = new Desk(await TestSite.CreateAsync());
        await using var db = desk.Site.Store.CreateDbContext();
        db.PaymentMethods.AddRange(new[] { "Check", "Visa" }.Select(name => new PaymentMethod { AccountId = desk.Site.Data.Account.Id, Name = name }));
        await db.SaveChangesAsync(Ct);
        return desk;
    }

    public Task<Customer> CustomerAsync(string name = "Nora Quill") => Site.Data.CustomerAsync(name);

    public async Task<Department> DepartmentAsync(string name)
    {
        await using var db = Site.Store.CreateDbContext();
        var department = new Department { AccountId = Site.Data.Account.Id, Name = name };
        db.Departments.Add(department);
        await db.SaveChangesAsync(Ct);
        return department;
    }

    /// <summary>A tax code in both books.</summary>
    public async Task TaxCodeAsync(string name, decimal percent, string agency)
    {
        var made = await PostAsync("taxagency", new JsonObject { ["DisplayName"] = agency });
        await PostAsync("taxservice/taxcode", new JsonObject
        {
            ["TaxCode"] = name,
            ["TaxRateDetails"] = new JsonArray(new JsonObject
            {
                ["TaxRateName"] = $"{name} rate",
                ["RateValue"] = percent,
                ["TaxAgencyId"] = made["TaxAgency"]!["Id"]!.GetValue<string>(),
                ["TaxApplicableOn"] = "Sales",
            }),
        });
        await using var db = Site.Store.CreateDbContext();
        db.TaxCodes.Add(new TaxCode { AccountId = Site.Data.Account.Id, Name = name, RatePercent = percent });
        await db.SaveChangesAsync(Ct);
    }

    /// <summary>Changes a group of the company's settings in QuickBooks.</summary>
    public async Task PreferAsync(string group, string name, JsonNode value)
    {
        var held = Site.Books("Preferences").Single();
        await PostAsync("preferences", new JsonObject
        {
            ["Id"] = held["Id"]!.DeepClone(),
            ["SyncToken"] = held["SyncToken"]!.DeepClone(),
            ["sparse"] = true,
            [group] = new JsonObject { [name] = value },
        });
    }

    public static OrderLine Line(decimal quantity, decimal price, decimal discount = 0m, bool taxable = true, string item = "Roller shade", string category = "Shades") =>
        new() { Item = item, Category = category, Quantity = quantity, UnitPrice = price, DiscountPercent = discount, Taxable = taxable };

    public Task<Order> OrderAsync(Customer customer, string number, DateOnly day, params OrderLine[] lines) => OrderAsync(customer, number, day, o => o.Lines = [.. lines]);

    public async Task<Order> OrderAsync(Customer customer, string number, DateOnly day, Action<OrderInput> set)
    {
        var input = new OrderInput { CustomerId = customer.Id, Number = number, CreatedOn = day };
        set(input);
        return await OrderAsync(Done(await new SaveOrder(Site.Store, Site.Time).HandleAsync(Site.Bookkeeper, SaveTarget.New(), input, Ct)).Id);
    }

    public async Task<Order> ChangeAsync(Order order, Action<OrderInput> change)
    {
        var standing = await OrderAsync(order.Id);
        var input = OrderInput.From(standing);
        change(input);
        Done(await new SaveOrder(Site.Store, Site.Time).HandleAsync(Site.Bookkeeper, SaveTarget.Edit(order.Id, standing.Version), input, Ct));
        return await OrderAsync(order.Id);
    }

    /// <param name="applied">What of it settles which order.</param>
    public async Task<Payment> PaymentAsync(Customer customer, string reference, DateOnly day, decimal amount, params (Order Order, decimal Amount)[] applied)
    {
        var input = new PaymentInput
        {
            CustomerId = customer.Id,
            ReferenceNumber = reference,
            ReceivedOn = day,
            Amount = amount,
            Method = "Check",
            Applications = [.. applied.Select(a => new AppliedInput { OrderId = a.Order.Id, Amount = a.Amount })],
        };
        return await PaymentAsync(Done(await TryAsync(input)).Id);
    }

    /// <summary>A refund of the amount; a test says what it is about.</summary>
    public async Task<Payment> RefundAsync(Customer customer, string reference, DateOnly day, decimal amount, RefundKind kind, Action<PaymentInput> set)
    {
        var input = new PaymentInput
        {
            CustomerId = customer.Id,
            ReferenceNumber = reference,
            ReceivedOn = day,
            Amount = -amount,
            Method = "Check",
            Refund = kind,
            IsConfirmed = kind.LowersSales(),
        };
        set(input);
        return await PaymentAsync(Done(await TryAsync(input)).Id);
    }

    public Task<Result<Saved>> TryAsync(PaymentInput input) => new SavePayment(Site.Store, Site.Time).HandleAsync(Site.Bookkeeper, SaveTarget.New(), input, Ct);

    public async Task<Payment> ChangeAsync(Payment payment, Action<PaymentInput> change)
    {
        var standing = await PaymentAsync(payment.Id);
        var input = PaymentInput.From(standing);
        change(input);
        Done(await new SavePayment(Site.Store, Site.Time).HandleAsync(Site.Bookkeeper, SaveTarget.Edit(payment.Id, standing.Version), input, Ct));
        return await PaymentAsync(payment.Id);
    }

    public async Task CancelAsync(Payment payment) => Done(await TryCancelAsync(payment));

    public async Task<Result<Saved>> TryCancelAsync(Payment payment) =>
        await new CancelPayment(Site.Store, Site.Time).HandleAsync(Site.Bookkeeper, payment.Id, (await PaymentAsync(payment.Id)).Version, Ct);

    public async Task CancelAsync(Order order) => Done(await new CancelOrder(Site.Store, Site.Time)
        .HandleAsync(Site.Bookkeeper, order.Id, (await OrderAsync(order.Id)).Version, Ct));

    /// <summary>Exports them and whatever they need; every job must succeed.</summary>
    public async Task<IReadOnlyList<Job>> ExportAsync(params Core.Records.Record[] records)
    {
        var jobs = await Site.ExportAsync(records);
        Assert.All(jobs, job => Assert.True(job.State == JobState.Succeeded, $"{job.Title}: {job.State} {job.Summary} {job.Failure}"));
        return jobs;
    }

    public async Task<Order> OrderAsync(long id)
    {
        await using var db = Site.Store.CreateDbContext();
        return await db.Orders.Include(o => o.Customer).Include(o => o.Department).Include(o => o.Lines).Include(o => o.Charges).Include(o => o.Amounts).AsSplitQuery().SingleAsync(o => o.Id == id, Ct);
    }

    public async Task<Payment> PaymentAsync(long id)
    {
        await using var db = Site.Store.CreateDbContext();
        return await db.Payments.Include(p => p.Customer).Include(p => p.Applications).ThenInclude(a => a.Order).SingleAsync(p => p.Id == id, Ct);
    }

    /// <summary>A report of the company, as QuickBooks gives it.</summary>
    public async Task<JsonNode> ReportAsync(string report)
    {
        using var request = Request(HttpMethod.Get, $"reports/{report}");
        using var answer = await _http.SendAsync(request, Ct);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(Ct))!;
    }

    public async Task<JsonNode> PostAsync(string resource, JsonObject body)
    {
        using var request = Request(HttpMethod.Post, resource);
        request.Content = JsonContent.Create(body);
        using var answer = await _http.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Site.DisposeAsync();
    }

    private HttpRequestMessage Request(HttpMethod method, string resource)
    {
        var request = new HttpRequestMessage(method, new Uri(Site.Sandbox.BaseAddress, $"v3/company/{Site.RealmId}/{resource}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Site.IssueTokens(Site.RealmId).AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private static T Done<T>(Result<T> result)
    {
        Assert.True(result.IsDone, result.IsDone ? "" : string.Join(" ", result.Problems.Select(p => p.Message)));
        return result.Value;
    }
}
