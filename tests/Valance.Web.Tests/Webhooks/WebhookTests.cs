using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QuickBooks.Sandbox.Webhooks;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Webhooks;

/// <summary>The sandbox really posts to the running site.</summary>
public sealed class WebhookTests(WorkingSiteFixture site) : IClassFixture<WorkingSiteFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WebhookFormat.CloudEvents)]
    [InlineData(WebhookFormat.EventNotifications)]
    public async Task Webhook_CustomerChangedThere_IsAnsweredAndMarkedHere(WebhookFormat format)
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        var name = $"Wanda Hook {format}";
        var customer = await new SeededJobs(site).CustomerAsync(site.People.Sunrise, name);
        await using (var db = await site.Store.CreateDbContextAsync(Ct))
        {
            // What was never sent is QuickBooks' own: only a field that we sent can be changed there.
            (await db.Customers.SingleAsync(c => c.Id == customer.Id, Ct)).CompanyName = "Ours Inc";
            await db.SaveChangesAsync(Ct);
        }

        await ExportAsync(customer);
        company.TellOfChanges(site.Address, format);

        await company.ChangeCustomerAsync(name, new JsonObject { ["CompanyName"] = "Theirs Ltd" });

        await UntilAsync(async db => await db.Links.AnyAsync(l => l.RecordId == customer.Id && l.RecordKind == RecordKind.Customer && l.Seen == SeenInQuickBooks.Changed, Ct));
        Assert.All(company.Answers, a => Assert.Equal("200", a));
    }

    [Theory]
    [InlineData(WebhookFormat.CloudEvents)]
    [InlineData(WebhookFormat.EventNotifications)]
    public async Task Webhook_CustomerMergedThere_IsMarkedHereWithTheOneThatIsLeft(WebhookFormat format)
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        var name = $"Mona Merge {format}";
        var customer = await new SeededJobs(site).CustomerAsync(site.People.Sunrise, name);
        await ExportAsync(customer);
        await company.EnterCustomerAsync("Who Is Left");
        company.TellOfChanges(site.Address, format);

        company.MergeCustomers(name, "Who Is Left");

        var left = company.Customer("Who Is Left")["Id"]!.GetValue<string>();
        await UntilAsync(async db => await db.Links.AnyAsync(l => l.RecordId == customer.Id && l.RecordKind == RecordKind.Customer && l.Seen == SeenInQuickBooks.Merged && l.MergedInto == left, Ct));
    }

    [Fact]
    public async Task Webhook_WithoutTheRightSignature_IsRefusedAndSaysNothing()
    {
        using var client = site.CreateClient();
        using var post = new HttpRequestMessage(HttpMethod.Post, "/quickbooks/webhooks") { Content = new StringContent("[]", Encoding.UTF8, "application/json") };
        post.Headers.Add("intuit-signature", "bm90IHRoZSBzaWduYXR1cmU=");

        using var answer = await client.SendAsync(post, Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Webhook_FarTooLarge_IsRefused()
    {
        using var client = site.CreateClient();
        using var content = new StringContent(new string(' ', 3 << 20), Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync("/quickbooks/webhooks", content, Ct);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private async Task ExportAsync(Customer customer)
    {
        var asked = await site.Services.GetRequiredService<RequestExport>().HandleAsync(site.People.Bookkeeper.AsActor(), RecordKind.Customer, [customer.Id], Ct);
        Assert.True(asked.IsDone, asked.ToString());
        await UntilAsync(async db => await db.Links.AnyAsync(l => l.RecordId == customer.Id && l.RecordKind == RecordKind.Customer, Ct));
    }

    private async Task UntilAsync(Func<Core.Data.ValanceDb, Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMilliseconds(Screens.LongPatience));
        while (true)
        {
            await using (var db = await site.Store.CreateDbContextAsync(patience.Token))
            {
                if (await holds(db))
                {
                    return;
                }
            }

            await Task.Delay(100, patience.Token);
        }
    }
}
