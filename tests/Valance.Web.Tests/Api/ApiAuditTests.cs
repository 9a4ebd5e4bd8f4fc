using System.Net;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

public sealed class ApiAuditTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task Audit_OfWhatAProgramDid_NamesItWithBeforeAndAfter()
    {
        using var program = await ApiProgram.WithKeyAsync(site, name: "Audited shop");
        var made = (await program.PostAsync("/customers", new { name = "Alma Audit" })).Is(HttpStatusCode.Created);
        (await program.PatchAsync(made.Location!, new { notes = "VIP" }, made.ETag)).Is(HttpStatusCode.OK);

        var list = (await program.GetAsync($"/audit?by=API%20key%20Audited%20shop&subject=customer&subjectId={made.Id}")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();

        Assert.Equal(["changed", "entered"], list.Select(e => e!["action"]!.GetValue<string>()));
        Assert.Equal("""[{"field":"Notes","before":"","after":"VIP","secret":false}]""", list[0]!["changes"]!.ToJsonString());
        Assert.Equal(("API key Audited shop", "Customer Alma Audit"), (list[0]!["by"]!.GetValue<string>(), list[0]!["label"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Audit_PagedByItsCursor_HasNoGapAndNoRepeat()
    {
        using var program = await ApiProgram.WithKeyAsync(site, name: "Paging shop");
        for (var i = 0; i < 5; i++)
        {
            (await program.PostAsync("/customers", new { name = $"Page {i}" })).Is(HttpStatusCode.Created);
        }

        var labels = new List<string>();
        for (string? next = "/audit?by=API%20key%20Paging%20shop&limit=2"; next is not null;)
        {
            var page = (await program.GetAsync(next)).Is(HttpStatusCode.OK);
            labels.AddRange(page.Json["items"]!.AsArray().Select(e => e!["label"]!.GetValue<string>()));
            next = page.Json["nextLink"]?.GetValue<string>();
        }

        Assert.Equal(Enumerable.Range(0, 5).Reverse().Select(i => $"Customer Page {i}"), labels);
        Assert.Equal(["limit", "cursor"], (await program.GetAsync("/audit?limit=0&cursor=x")).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
        Assert.Equal(["who"], (await program.GetAsync("/audit?who=x")).IsProblem(HttpStatusCode.UnprocessableEntity).Fields);
    }

    [Fact]
    public async Task Audit_OfAnotherDealerOrWithoutTheScope_IsNotTold()
    {
        using var harbor = await ApiProgram.WithKeyAsync(site, account: site.People.Harbor);
        var theirs = (await harbor.PostAsync("/customers", new { name = "Harbor's secret" })).Is(HttpStatusCode.Created);
        using var program = await ApiProgram.WithKeyAsync(site);
        using var reader = await ApiProgram.WithKeyAsync(site, ApiScope.Read | ApiScope.Write);

        Assert.DoesNotContain("secret", (await program.GetAsync("/audit?limit=200&subject=customer")).Is(HttpStatusCode.OK).Text.Replace("\"secret\":", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty((await program.GetAsync($"/audit?subject=customer&subjectId={theirs.Id}")).Is(HttpStatusCode.OK).Json["items"]!.AsArray());
        (await reader.GetAsync("/audit")).IsProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task SignIn_WithWrongPasswordsUntilItLocks_IsToldOfSomebodyNotSignedIn()
    {
        var person = site.People.Salesperson;
        using var client = site.CreateClient();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = "wrong-password" });
        }

        await using var db = await site.Store.CreateDbContextAsync();
        var told = await db.AuditEntries.Where(e => e.Subject == Core.Audit.AuditSubject.User && e.SubjectId == person.Id).OrderByDescending(e => e.Id).FirstAsync();
        Assert.Equal(("somebody who is not signed in", $"User {person.FullName}"), (told.By, told.Label));
        Assert.Contains("LockoutEnd", told.Changes, StringComparison.Ordinal);
    }
}
