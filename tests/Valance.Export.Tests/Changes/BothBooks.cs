using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Links;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Changes;

/// <summary>Somebody who works in QuickBooks itself, and what our link remembers of it.</summary>
internal static class BothBooks
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static QuickBooksClient QuickBooks(this TestSite site) => site.Get<QuickBooksClientFactory>().For(site.RealmId);

    /// <summary>What QuickBooks holds for our record.</summary>
    public static async Task<T> HeldAsync<T>(this TestSite site, Record record)
        where T : class, IQuickBooksEntity => (await site.QuickBooks().ReadAsync<T>((await site.LinkAsync(record))!.QuickBooksId, ct: Ct)).Value!;

    /// <summary>Changes the record in QuickBooks as its own screens would.</summary>
    public static async Task ChangeThereAsync<T>(this TestSite site, Record record, Func<T, T> change)
        where T : class, IQuickBooksEntity
    {
        var answer = await site.QuickBooks().UpdateAsync(change(await site.HeldAsync<T>(record)), ct: Ct);
        Assert.True(answer.Succeeded, answer.Refusal?.ToString());
    }

    /// <summary>Gives an order of one line another price, as its form would.</summary>
    public static async Task RepriceAsync(this TestSite site, Core.Orders.Order order, decimal total)
    {
        await using var db = site.Store.CreateDbContext();
        var row = await db.Orders.Include(o => o.Lines).SingleAsync(o => o.Id == order.Id, Ct);
        (row.Lines[0].UnitPrice, row.Lines[0].Amount) = (total, total);
        (row.Subtotal, row.Balance, row.Total) = (total, row.Balance + total - row.Total, total);
        row.Touch(site.Time.GetUtcNow().UtcDateTime, "test");
        await db.SaveChangesAsync(Ct);
    }

    public static async Task<Link?> LinkAsync(this TestSite site, Record record)
    {
        await using var db = site.Store.CreateDbContext();
        return await db.Links.AsNoTracking().SingleOrDefaultAsync(l => l.RecordKind == record.Kind && l.RecordId == record.Id && l.RealmId == site.RealmId, Ct);
    }

    /// <summary>A bookkeeper puts the payment into a bank deposit, in QuickBooks itself.</summary>
    public static async Task DepositAsync(this TestSite site)
    {
        var payment = Assert.Single(site.Books("Payment"));
        var bank = site.Books("Account").First(a => a.Text("AccountType") == "Bank").Text("Id")!;
        using var http = new HttpClient { BaseAddress = site.Sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", site.IssueTokens(site.RealmId).AccessToken);
        var deposit = new JsonObject
        {
            ["DepositToAccountRef"] = new JsonObject { ["value"] = bank },
            ["Line"] = new JsonArray(new JsonObject
            {
                ["Amount"] = payment.Amount("TotalAmt"),
                ["LinkedTxn"] = new JsonArray(new JsonObject { ["TxnId"] = payment.Text("Id"), ["TxnType"] = "Payment", ["TxnLineId"] = "0" }),
            }),
        };
        using var answer = await http.PostAsJsonAsync($"/v3/company/{site.RealmId}/deposit?minorversion=75", deposit, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    public static string? Text(this JsonNode document, string path) => path.Split('.').Aggregate((JsonNode?)document, (node, name) => node?[name])?.GetValue<string>();

    public static decimal Amount(this JsonNode document, string field) => document[field]!.GetValue<decimal>();
}
