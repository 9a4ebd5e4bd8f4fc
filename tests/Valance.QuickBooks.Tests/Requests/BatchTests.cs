using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.QuickBooks.Tests.Requests;

public sealed class BatchTests
{
    [Fact]
    public async Task Batch_OfAllOperations_IsOneRequestInIntuitsWords()
    {
        await using var server = await RecordedServer.StartAsync("""{"BatchItemResponse":[]}""");

        await server.Client().BatchAsync(
        [
            BatchItem.Create("1", new Customer { DisplayName = "Ann O'Neil" }),
            BatchItem.Update("2", new Customer { Id = "7", SyncToken = "1", Sparse = true, Active = false }),
            BatchItem.Delete<PurchaseOrder>("3", "8", "0"),
            BatchItem.Query("6", new QuickBooksQuery<Term>().Take(1)),
        ], new CallOptions { RequestId = "batch-1" });

        Assert.Equal(("/v3/company/123/batch", "batch-1"), (server.Only.Path, server.Only.Query["requestid"]));
        Assert.Equal(
            """{"BatchItemRequest":[{"bId":"1","operation":"create","Customer":{"DisplayName":"Ann O'Neil"}},"""
            + """{"bId":"2","operation":"update","Customer":{"Id":"7","SyncToken":"1","sparse":true,"Active":false}},"""
            + """{"bId":"3","operation":"delete","PurchaseOrder":{"Id":"8","SyncToken":"0"}},"""
            + """{"bId":"6","Query":"SELECT * FROM Term STARTPOSITION 1 MAXRESULTS 1"}]}""", server.Only.Body);
    }

    [Fact]
    public async Task Batch_AnswersOutOfOrderWithAFault_ComeInTheItemsOrder()
    {
        await using var server = await RecordedServer.StartAsync("""
            {"BatchItemResponse":[{"QueryResponse":{"Term":[{"Id":"3"}]},"bId":"q"},
            {"Fault":{"Error":[{"Message":"Duplicate Name Exists Error","code":"6240","element":""}],"type":"ValidationFault"},"bId":"b"},
            {"Customer":{"Id":"61","SyncToken":"0"},"bId":"a"}],"time":"2020-09-29T05:58:16.187-07:00"}
            """);
        BatchItem[] items =
        [
            BatchItem.Create("a", new Customer { DisplayName = "A" }), BatchItem.Create("b", new Customer { DisplayName = "B" }),
            BatchItem.Query("q", new QuickBooksQuery<Term>()), BatchItem.Create("lost", new Customer { DisplayName = "C" }),
        ];

        var answers = (await server.Client().BatchAsync(items)).Value!;

        Assert.Equal(items, answers.Select(answer => answer.Item));
        Assert.Equal("61", answers[0].As<Customer>().Value?.Id);
        Assert.Equal((RefusalKind.Fault, 200, true), (answers[1].Refusal?.Kind, answers[1].Refusal?.Status, answers[1].Refusal?.Has("6240")));
        Assert.Equal("1-5f733be9-e9e7", answers[1].As<Customer>().Refusal?.Exchange.IntuitTid);
        Assert.Equal("3", answers[2].AsQuery<Term>().Value?[0].Id);
        Assert.Equal((RefusalKind.Unreadable, true), (answers[3].Refusal?.Kind, answers[3].Refusal?.MayHaveBeenSaved));
    }

    [Fact]
    public async Task Batch_RefusedWhole_GivesNoItems()
    {
        await using var server = await RecordedServer.StartAsync(503, "<html>maintenance</html>", "text/html");

        var answer = await server.Client().BatchAsync([BatchItem.Create("a", new Customer { DisplayName = "A" })]);

        Assert.Null(answer.Value);
        Assert.Equal((503, true), (answer.Refusal?.Status, answer.Refusal?.MayHaveBeenSaved));
    }

    [Fact]
    public async Task Batch_OfNoneTooManyOrTwoAlike_IsADefect()
    {
        var client = RecordedServer.ClientAt(new Uri("http://127.0.0.1:1"));
        BatchItem Item(int bId) => BatchItem.Delete<Invoice>($"{bId}", "1", "0");

        await Assert.ThrowsAsync<ArgumentException>(() => client.BatchAsync([]));
        await Assert.ThrowsAsync<ArgumentException>(() => client.BatchAsync([.. Enumerable.Range(0, 31).Select(Item)]));
        await Assert.ThrowsAsync<ArgumentException>(() => client.BatchAsync([Item(1), Item(1)]));
    }
}
