using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QuickBooks.Sandbox;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.Webhooks;
using Valance.Core.Accounts;
using Valance.Export.Connections;
using Valance.QuickBooks;
using Valance.Web.Hosting;

namespace Valance.Web.Tests.Site;

/// <summary>A company in the site's sandbox, connected with one of its Accounts. The dealers of the seed have companies that answer nobody.</summary>
public sealed class SandboxCompany
{
    private readonly SandboxHost _sandbox;
    private readonly string _realmId;

    private SandboxCompany(SandboxHost sandbox, string realmId) => (_sandbox, _realmId) = (sandbox, realmId);

    /// <param name="site">Where.</param>
    /// <param name="account">The dealer's.</param>
    /// <param name="by">Who connects it.</param>
    public static async Task<SandboxCompany> ConnectAsync(SiteFixture site, Account account, User by)
    {
        var sandbox = site.Services.GetRequiredService<LocalSandbox>().Host!;
        var realm = sandbox.Books.CreateCompany(account.Name, "empty");
        var tokens = sandbox.Books.IssueTokens(realm);
        var ends = DateTime.UnixEpoch.AddYears(100);
        var connected = await site.Services.GetRequiredService<ConnectQuickBooks>().WithTokensAsync(
            by.AsActor(),
            account.Id,
            realm,
            new AccessTokens(tokens["access_token"]!.GetValue<string>(), tokens["refresh_token"]!.GetValue<string>(), ends, ends),
            CancellationToken.None);
        Assert.True(connected.IsDone, connected.ToString());
        return new(sandbox, realm);
    }

    /// <summary>Somebody enters a customer in QuickBooks itself.</summary>
    public async Task EnterCustomerAsync(string displayName)
    {
        using var http = new HttpClient { BaseAddress = _sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _sandbox.Books.IssueTokens(_realmId)["access_token"]!.GetValue<string>());
        using var answer = await http.PostAsJsonAsync($"/v3/company/{_realmId}/customer?minorversion=75", new JsonObject { ["DisplayName"] = displayName });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>QuickBooks tells the site of changes from now on, as Intuit does.</summary>
    public void TellOfChanges(Uri site, WebhookFormat format) =>
        _sandbox.Books.Webhooks.Settings = new WebhookSettings { Url = new Uri(site, "/quickbooks/webhooks"), Format = format, TimeoutSeconds = 60 };

    /// <summary>What the site answered to each post, and why it did not count.</summary>
    public IEnumerable<string> Answers => _sandbox.Books.Webhooks.Deliveries.Select(d => $"{d.Status} {d.Problem}".TrimEnd());

    /// <summary>Somebody changes a customer in QuickBooks itself.</summary>
    public async Task ChangeCustomerAsync(string displayName, JsonObject changes)
    {
        var held = _sandbox.Books.DocumentsOf(_realmId, "Customer").Single(c => c["DisplayName"]!.GetValue<string>() == displayName);
        (changes["Id"], changes["SyncToken"], changes["sparse"]) = (held["Id"]!.GetValue<string>(), held["SyncToken"]!.GetValue<string>(), true);
        using var http = new HttpClient { BaseAddress = _sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _sandbox.Books.IssueTokens(_realmId)["access_token"]!.GetValue<string>());
        using var answer = await http.PostAsJsonAsync($"/v3/company/{_realmId}/customer?minorversion=75", changes);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The books are closed up to and with the day.</summary>
    public void CloseBooks(DateOnly day) => _sandbox.Books.CloseBooks(_realmId, day);

    /// <summary>A new sales form is booked with so many dollars more than was sent; 0 for as sent.</summary>
    public void BookOffBy(decimal dollars) => _sandbox.Books.Rules.BookedTotalIsOffBy = dollars;

    /// <summary>Somebody makes one customer of two in QuickBooks itself.</summary>
    public void MergeCustomers(string from, string into) =>
        Assert.Null(_sandbox.Books.Merge(_realmId, "Customer", Customer(from)["Id"]!.GetValue<string>(), Customer(into)["Id"]!.GetValue<string>()));

    /// <summary>Somebody voids an invoice in QuickBooks itself.</summary>
    public async Task VoidInvoiceAsync(string number)
    {
        var held = _sandbox.Books.DocumentsOf(_realmId, "Invoice").Single(i => i["DocNumber"]!.GetValue<string>() == number);
        using var http = new HttpClient { BaseAddress = _sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _sandbox.Books.IssueTokens(_realmId)["access_token"]!.GetValue<string>());
        using var answer = await http.PostAsJsonAsync(
            $"/v3/company/{_realmId}/invoice?operation=void&minorversion=75", new JsonObject { ["Id"] = held["Id"]!.GetValue<string>(), ["SyncToken"] = held["SyncToken"]!.GetValue<string>() });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Number and total of the company's invoices.</summary>
    public IEnumerable<(string Number, decimal Total)> Invoices =>
        _sandbox.Books.DocumentsOf(_realmId, "Invoice").Select(i => (i["DocNumber"]!.GetValue<string>(), i["TotalAmt"]!.GetValue<decimal>())).Order();

    /// <summary>What QuickBooks holds of a customer.</summary>
    public JsonObject Customer(string displayName) =>
        _sandbox.Books.DocumentsOf(_realmId, "Customer").Single(c => c["DisplayName"]!.GetValue<string>() == displayName);

    /// <summary>QuickBooks refuses the next new customer as if somebody had taken the name a moment ago, which no check can know.</summary>
    public void RefuseNextCustomerAsTaken() => _sandbox.Books.Faults.Add(new FaultRule
    {
        Kind = FaultKind.Fault,
        RealmId = _realmId,
        Entity = "Customer",
        Operation = "create",
        OnCall = 1,
        Code = "6240",
        Message = "Duplicate Name Exists Error",
        Detail = "The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name.",
    });

    /// <summary>QuickBooks refuses a customer of this name with a code, until <see cref="Accept"/>.</summary>
    public FaultRule Refuse(string customer, string code) => _sandbox.Books.Faults.Add(new FaultRule
    {
        Kind = FaultKind.Fault,
        RealmId = _realmId,
        Entity = "Customer",
        Operation = "create",
        Name = customer,
        Code = code,
        Message = $"Message of {code}",
        Detail = $"Detail of {code}",
    });

    public void Accept(FaultRule refused) => Assert.True(_sandbox.Books.Faults.Remove(refused.Id));

    /// <summary>The display names of the company's customers.</summary>
    public IEnumerable<string> Customers => _sandbox.Books.DocumentsOf(_realmId, "Customer").Select(c => c["DisplayName"]!.GetValue<string>()).Order(StringComparer.Ordinal);
}
