using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.ApiKeys;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>What holds of the API whatever the record: problems, versions, keys, repeated requests, paging.</summary>
public sealed class ApiContractTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task Create_WithEverythingWrong_NamesEveryFieldAtOnce()
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        var shape = (await program.PostAsync("/customers", """{"nme":"x","taxable":"yes","emails":[1],"phones":[{"label":"Main","digits":"1"}],"billingAddress":"Elm St","terms":null}"""))
            .IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["nme", "taxable", "emails[0]", "phones[0].digits", "billingAddress", "terms"], shape.Fields);

        var rules = (await program.PostAsync("/customers", new { emails = new[] { "not an address" }, terms = "Never", billingAddress = new { zip = "1" } })).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["billingAddress.zip", "emails[0]", "name", "terms"], rules.Fields.Order(StringComparer.Ordinal));

        var line = (await program.PostAsync("/orders", """{"lines":[{"item":"Shade","quantity":"2","unitPrice":1e400}],"createdOn":"11/24/2026","amounts":[{"kind":"gift"}]}""")).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["lines[0].quantity", "lines[0].unitPrice", "createdOn", "amounts[0].kind"], line.Fields);
        Assert.Contains("one of discount, surcharge, tariff", line.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{\"name\":", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity)]
    [InlineData("null", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"name\":\"A\",\"name\":\"B\"}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"name\":\"\\ud800\"}", HttpStatusCode.UnprocessableEntity)]
    public async Task Create_WithABodyThatCannotBeRead_IsAProblem(string body, HttpStatusCode status)
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        (await program.PostAsync("/customers", body)).IsProblem(status);
    }

    [Fact]
    public async Task Create_AsSomethingOtherThanJson_IsRefusedWithAProblem()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        using var answer = await program.Http.PostAsync("/api/v1/customers", new FormUrlEncodedContent([new("name", "George Foreman")]));

        (await ApiAnswer.ReadAsync(answer)).IsProblem(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Create_OfTooLargeABody_IsRefusedWithAProblem()
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        (await program.PostAsync("/customers", new { notes = new string('x', 1_100_000) })).IsProblem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("/api/v1/invoices")]
    [InlineData("/api/v2/customers")]
    [InlineData("/api/v1/customers/abc")]
    [InlineData("/api")]
    public async Task Address_ThatIsNone_IsAProblemAlsoWithoutAKey(string address)
    {
        using var client = site.CreateClient();
        using var answer = await client.GetAsync(address);

        (await ApiAnswer.ReadAsync(answer)).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Method_ThatAnAddressDoesNotTake_IsAProblem()
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        (await program.SendAsync(HttpMethod.Delete, "/customers/1")).IsProblem(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task List_WithWrongParameters_NamesEachOfThem()
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        var wrong = (await program.GetAsync("/orders?serch=x&from=yesterday&customerId=-1&export=lost&show=all&hasBalance=1")).IsProblem(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["serch", "from", "customerId", "export", "hasBalance"], wrong.Fields);
        Assert.Equal(["limit"], (await program.GetAsync("/orders?limit=500")).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
        Assert.Equal(["sort"], (await program.GetAsync("/orders?sort=margin")).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
        Assert.Equal(["cursor"], (await program.GetAsync("/jobs?cursor=abc")).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
    }

    [Fact]
    public async Task Update_FollowsTheVersionThatWasRead()
    {
        using var program = await ApiProgram.WithKeyAsync(site, name: "Web shop");
        var made = (await program.PostAsync("/customers", new { name = "Vera Version" })).Is(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/customers/{made.Id}", made.Location);

        (await program.PutAsync(made.Location!, new { name = "Vera Version" }, ifMatch: null)).IsProblem(HttpStatusCode.PreconditionRequired);
        var changed = (await program.PutAsync(made.Location!, new { name = "Vera Version", notes = "Rings twice." }, made.ETag)).Is(HttpStatusCode.OK);
        Assert.NotEqual(made.ETag, changed.ETag);
        var conflict = (await program.PutAsync(made.Location!, new { name = "Vera V." }, made.ETag)).IsProblem(HttpStatusCode.PreconditionFailed);
        Assert.Equal(changed.ETag, conflict.Json["current"]!["eTag"]!.GetValue<string>());
        Assert.Equal("API key Web shop", conflict.Json["current"]!["changedBy"]!.GetValue<string>());
        (await program.PutAsync(made.Location!, new { name = "Vera V." }, "W/\"x\"")).IsProblem(HttpStatusCode.PreconditionFailed);

        var read = (await program.GetAsync(made.Location!)).Is(HttpStatusCode.OK);
        Assert.Equal(("Rings twice.", changed.ETag), (read.Json["notes"]!.GetValue<string>(), read.ETag));
    }

    [Fact]
    public async Task Post_SentTwiceUnderOneKey_IsDoneOnce()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var body = new { name = "Ida Twice" };

        var first = (await program.PostAsync("/customers", body, idempotencyKey: "order-17")).Is(HttpStatusCode.Created);
        var again = (await program.PostAsync("/customers", body, idempotencyKey: "order-17")).Is(HttpStatusCode.Created);

        Assert.Equal((first.Text, first.ETag, first.Location), (again.Text, again.ETag, again.Location));
        Assert.Equal("true", again.Headers["Idempotency-Replayed"]);
        Assert.Equal(1, await NamedAsync("Ida Twice"));
        (await program.PostAsync("/customers", new { name = "Ida Other" }, idempotencyKey: "order-17")).IsProblem(HttpStatusCode.UnprocessableEntity);
        (await program.PostAsync("/vendors", body, idempotencyKey: "order-17")).IsProblem(HttpStatusCode.UnprocessableEntity);
        using var other = await ApiProgram.WithKeyAsync(site);
        (await other.PostAsync("/customers", body, idempotencyKey: "order-17")).Is(HttpStatusCode.Created);
        Assert.Equal(2, await NamedAsync("Ida Twice"));
    }

    [Fact]
    public async Task Post_RefusedUnderAKey_MayBeSentAnewUnderIt()
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        (await program.PostAsync("/customers", new { }, idempotencyKey: "k")).IsProblem(HttpStatusCode.UnprocessableEntity);

        (await program.PostAsync("/customers", new { name = "Rudi Refused" }, idempotencyKey: "k")).Is(HttpStatusCode.Created);
        (await program.PostAsync("/customers", new { name = "x" }, idempotencyKey: new string('k', 201))).IsProblem(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Posts_InParallelUnderOneKey_AnswerOneResult()
    {
        using var program = await ApiProgram.WithKeyAsync(site);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => program.PostAsync("/customers", new { name = "Paula Parallel" }, idempotencyKey: "p")));

        Assert.All(answers, a => a.Is(HttpStatusCode.Created));
        Assert.Single(answers.Select(a => a.Id).Distinct());
        Assert.Equal(1, await NamedAsync("Paula Parallel"));
    }

    [Fact]
    public async Task List_FollowedByItsLinks_GivesEveryRowOnce()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        foreach (var name in new[] { "ada", "Bob", "bob", "Cid", "Dan" })
        {
            (await program.PostAsync("/customers", new { name = $"Paged {name}" })).Is(HttpStatusCode.Created);
        }

        foreach (var sort in new[] { "name", "display-name", "company", "updated", "created" })
        {
            foreach (var descending in new[] { "false", "true" })
            {
                var rows = new List<string>();
                var link = $"/customers?search=paged&sort={sort}&descending={descending}&limit=2";
                for (string? next = link; next is not null;)
                {
                    var page = (await program.GetAsync(next)).Is(HttpStatusCode.OK);
                    rows.AddRange(page.Json["items"]!.AsArray().Select(r => r!["name"]!.GetValue<string>()));
                    next = page.Json["nextLink"]?.GetValue<string>();
                    Assert.Equal(next is null, !page.Headers.ContainsKey("Link"));
                }

                Assert.Equal(["Paged Bob", "Paged Cid", "Paged Dan", "Paged ada", "Paged bob"], rows.Order(StringComparer.Ordinal));
            }
        }

        var first = await program.GetAsync("/customers?search=paged&sort=name&limit=2");
        Assert.Equal(["Paged ada", "Paged Bob"], first.Json["items"]!.AsArray().Select(r => r!["name"]!.GetValue<string>()));
        var cursor = first.Json["next"]!.GetValue<string>();
        Assert.Equal(["cursor"], (await program.GetAsync($"/customers?sort=updated&cursor={cursor}")).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
        Assert.Equal(["cursor"], (await program.GetAsync("/customers?cursor=e30")).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
    }

    [Fact]
    public async Task Key_RevokedOrEndedOrAltered_OpensNothingAtOnce()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var account = (await program.GetAsync("/account")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("Sunrise Blinds & Shades", "America/Chicago"), (account["account"]!.GetValue<string>(), account["timeZone"]!.GetValue<string>()));
        var kept = await KeyAsync(program.KeyId);
        Assert.NotNull(kept.LastUsedAt);
        Assert.DoesNotContain(program.Key[^20..], kept.Hash, StringComparison.Ordinal);

        program.Http.DefaultRequestHeaders.Authorization = new("Bearer", program.Key[..^1] + (program.Key[^1] == '0' ? '1' : '0'));
        (await program.GetAsync("/account")).IsProblem(HttpStatusCode.Unauthorized);
        program.Http.DefaultRequestHeaders.Authorization = new("Bearer", program.Key);
        await site.Services.GetRequiredService<RevokeApiKey>().HandleAsync(site.People.AccountAdministrator.AsActor(), program.KeyId, CancellationToken.None);
        (await program.GetAsync("/account")).IsProblem(HttpStatusCode.Unauthorized);

        using var ended = await ApiProgram.WithKeyAsync(site);
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            (await db.ApiKeys.SingleAsync(k => k.Id == ended.KeyId)).ExpiresAt = DateTime.UnixEpoch;
            await db.SaveChangesAsync();
        }

        (await ended.GetAsync("/account")).IsProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Money_InAnswers_IsANumberWithTwoDecimals()
    {
        using var program = await ApiProgram.WithKeyAsync(site);
        var customer = (await program.PostAsync("/customers", new { name = "Mona Money" })).Id;

        var order = (await program.PostAsync("/orders", new
        {
            number = "API-1",
            customerId = customer,
            createdOn = "2026-11-24",
            lines = new[] { new { item = "Roller shade", quantity = 3, unitPrice = 33.335m } },
            charges = new[] { new { name = "Installation", amount = 50 } },
            amounts = new[] { new { name = "Fall sale", kind = "discount", isPercent = true, value = 10 } },
        })).Is(HttpStatusCode.Created);

        Assert.Contains("\"amount\":100.01", order.Text, StringComparison.Ordinal);
        Assert.Contains("\"unitPrice\":33.335", order.Text, StringComparison.Ordinal);
        Assert.Contains("\"amount\":50.00", order.Text, StringComparison.Ordinal);
        Assert.Contains("\"amount\":-10.00", order.Text, StringComparison.Ordinal);
        Assert.Contains("\"total\":140.01", order.Text, StringComparison.Ordinal);
        Assert.Contains("\"createdOn\":\"2026-11-24\"", order.Text, StringComparison.Ordinal);
        Assert.Equal("open", order.Json["status"]!.GetValue<string>());
    }

    private async Task<int> NamedAsync(string name)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        return await db.Customers.CountAsync(c => c.Name == name);
    }

    private async Task<ApiKey> KeyAsync(long id)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        return await db.ApiKeys.SingleAsync(k => k.Id == id);
    }
}
