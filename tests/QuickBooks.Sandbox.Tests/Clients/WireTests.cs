using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Tests.Clients;

/// <summary>What clients in other languages put on the wire, seen in their sources: python-quickbooks, quickbooks-ruby, Intuit's PHP and .NET libraries, curl.</summary>
public sealed class WireTests
{
    [Theory]
    [InlineData("Customer/1/?minorversion=75&format=json")]
    [InlineData("CUSTOMER/1")]
    [InlineData("customer/1?minorversion=4")]
    [InlineData("query?query=select+*+from+Customer+where+Id+%3D+%271%27+STARTPOSITION+1+MAXRESULTS+100")]
    [InlineData("query/?minorversion=75&query=SELECT%20*%20FROM%20customer%20WHERE%20id%20IN%20(%271%27)%20ORDER%20BY%20Id%20DESC%20startposition%201%20maxresults%201")]
    [InlineData("query?query=select%20Id,%20DisplayName%20from%20Customer%20maxresults%201")]
    public async Task Get_AsClientsBuildIt_FindsTheCustomer(string path)
    {
        await using var qb = await SandboxClient.Start();
        await qb.Customer("Wire");
        var reply = await qb.Get(path);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Contains("\"DisplayName\":\"Wire\"", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_OfAllAndMore_GivesAll_AndOfNames_NothingElse()
    {
        await using var qb = await SandboxClient.Start();
        await qb.Item("Slat");
        var all = (await qb.Query("SELECT *, Sku FROM Item WHERE Name = 'Slat'")).Json["QueryResponse"]!["Item"]![0]!;
        Assert.Equal("NonInventory", all["Type"]!.GetValue<string>());
        var named = (await qb.Query("SELECT Name, Sku FROM Item WHERE Name = 'Slat'")).Json["QueryResponse"]!["Item"]![0]!;
        Assert.Equal(["Name", "Id", "domain", "sparse"], named.AsObject().Select(p => p.Key));
    }

    [Theory]
    [InlineData("Budget")]
    [InlineData("RecurringTransaction")]
    [InlineData("CustomerType")]
    public async Task Query_OfWhatIsLacking_IsRefusedInTheSandboxsOwnWords(string entity)
    {
        await using var qb = await SandboxClient.Start();
        var reply = await qb.Query($"select * from {entity}");
        Assert.Equal(HttpStatusCode.NotImplemented, reply.Status);
        Assert.StartsWith("{\"sandboxRefusal\"", reply.Text, StringComparison.Ordinal);
        var batch = await qb.Post("batch", new JsonObject { ["BatchItemRequest"] = new JsonArray(new JsonObject { ["bId"] = "1", ["Query"] = $"select * from {entity}" }) });
        Assert.NotNull(batch.Json["BatchItemResponse"]![0]!["sandboxRefusal"]);
    }

    /// <summary>Libraries that serialize whole objects send the fields that Intuit's schema gives every transaction.</summary>
    [Theory]
    [InlineData("\"GlobalTaxCalculation\":\"TaxExcluded\",\"LinkedTxn\":[],\"TxnStatus\":\"\"", 200)]
    [InlineData("\"TransactionLocationType\":\"WithinFrance\"", 501)]
    [InlineData("\"Nonsense\":[]", 400)]
    public async Task Transaction_WithTheFieldsOfEveryTransaction_IsTakenWhereTheyAreEmpty(string more, int status)
    {
        await using var qb = await SandboxClient.Start();
        var bank = await qb.SaveId("Account", new JsonObject { ["Name"] = "Till", ["AccountType"] = "Bank" });
        string Side(string type) =>
            "{\"Amount\":5,\"DetailType\":\"DETAIL\",\"DETAIL\":{\"PostingType\":\"TYPE\",\"TaxApplicableOn\":\"Sales\",\"AccountRef\":{\"value\":\"BANK\"}}}"
                .Replace("DETAIL", "JournalEntryLineDetail", StringComparison.Ordinal).Replace("TYPE", type, StringComparison.Ordinal).Replace("BANK", bank, StringComparison.Ordinal);
        var reply = await qb.Send(HttpMethod.Post, "journalentry", "{" + more + ",\"Line\":[" + Side("Debit") + "," + Side("Credit") + "]}");
        Assert.True((int)reply.Status == status, reply.Text);
    }

    [Theory]
    [InlineData("application/text")]
    [InlineData("text/plain")]
    public async Task Query_ByPost_IsRead(string type)
    {
        await using var qb = await SandboxClient.Start();
        await qb.Customer("Wire");
        Assert.Equal(1, (await qb.Send(HttpMethod.Post, "query?minorversion=75", "select count(*) from Customer", type)).Json["QueryResponse"]!["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Numbers_AsTexts_AndTextsAsNumbers_AreTaken()
    {
        await using var qb = await SandboxClient.Start();
        var customer = await qb.Customer();
        var reply = await qb.Send(
            HttpMethod.Post, "invoice",
            """{"CustomerRef":{"value":CUSTOMER},"Line":[{"Amount":"12.50","DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":ITEM},"Qty":"1","UnitPrice":"12.5"}}]}"""
                .Replace("CUSTOMER", customer, StringComparison.Ordinal).Replace("ITEM", await qb.Item(), StringComparison.Ordinal));
        Assert.Equal(12.5m, reply.Json["Invoice"]!["TotalAmt"]!.GetValue<decimal>());
        Assert.Equal(HttpStatusCode.OK, (await qb.Send(HttpMethod.Post, "customer?operation=update", $$"""{"Id":{{customer}},"SyncToken":0,"sparse":true,"Notes":null}""")).Status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Body_Packed_IsUnpacked(string encoding)
    {
        await using var qb = await SandboxClient.Start();
        Assert.Equal(HttpStatusCode.OK, await Packed(qb, encoding, """{"DisplayName":"Packed"}"""u8.ToArray()));
        Assert.Equal("Packed", Assert.Single(qb.Host.Books.DocumentsOf(qb.Realm, "Customer"))["DisplayName"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, await Packed(qb, encoding, new byte[10 * 1024 * 1024]));
        using var broken = new ByteArrayContent("not packed"u8.ToArray());
        broken.Headers.ContentEncoding.Add(encoding);
        using var answer = await qb.Http.PostAsync(new Uri($"/v3/company/{qb.Realm}/customer", UriKind.Relative), broken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Body_WithAByteOrderMark_IsRead()
    {
        await using var qb = await SandboxClient.Start();
        Assert.Equal(HttpStatusCode.OK, (await qb.Send(HttpMethod.Post, "customer", "\uFEFF{\"DisplayName\":\"Marked\"}")).Status);
    }

    [Fact]
    public async Task Expect100Continue_IsServed()
    {
        await using var qb = await SandboxClient.Start();
        qb.Http.DefaultRequestHeaders.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.OK, (await qb.Post("customer", new JsonObject { ["DisplayName"] = "Expected" })).Status);
    }

    [Theory]
    [InlineData("application/xml", 501)]
    [InlineData("application/xml, application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("text/xml;q=0.9, */*;q=0.1", 200)]
    public async Task Accept_OfXmlAlone_IsRefusedInTheSandboxsOwnWords(string accept, int status)
    {
        await using var qb = await SandboxClient.Start();
        qb.Http.DefaultRequestHeaders.Accept.ParseAdd(accept);
        var reply = await qb.Get("companyinfo/1");
        Assert.Equal(status, (int)reply.Status);
        Assert.Equal(status == 501, reply.Text.Contains("The QuickBooks Sandbox does not model", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST", "upload", "multipart/form-data; boundary=x")]
    [InlineData("GET", "invoice/1/pdf", null)]
    [InlineData("POST", "invoice/1/send?sendTo=a%40example.com", "application/octet-stream")]
    [InlineData("POST", "customer", "application/xml")]
    [InlineData("GET", "/v4/anything", null)]
    [InlineData("POST", "/graphql", "application/json")]
    public async Task WhatIsLacking_IsRefusedInTheSandboxsOwnWords(string method, string path, string? type)
    {
        await using var qb = await SandboxClient.Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : $"/v3/company/{qb.Realm}/{path}");
        request.Content = type is null ? null : new StringContent("x", Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        using var response = await qb.Http.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.NotFound, $"{response.StatusCode}");
        Assert.StartsWith("{\"sandboxRefusal\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Packed(SandboxClient qb, string encoding, byte[] body)
    {
        using var packed = new MemoryStream();
        await using (Stream stream = encoding is "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await stream.WriteAsync(body);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add(encoding);
        content.Headers.ContentType = new("application/json");
        using var response = await qb.Http.PostAsync(new Uri($"/v3/company/{qb.Realm}/customer", UriKind.Relative), content);
        return response.StatusCode;
    }
}
