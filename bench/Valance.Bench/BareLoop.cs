using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Bench;

/// <summary>Our own client in a loop that sends batches of thirty and keeps nothing: what an export could do that needed no store, no checks and no History.</summary>
internal sealed class BareLoop : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly MemoryTokenStore _tokens = new();

    public BareLoop(Uri sandbox)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ITokenStore>(_tokens);
        services.AddQuickBooksClient(quickBooks =>
        {
            quickBooks.LocalAddress = sandbox;
            quickBooks.RedirectUri = new Uri("http://127.0.0.1:1/connected");
            quickBooks.Budget = BudgetLimits.None;
        });
        _services = services.BuildServiceProvider();
    }

    /// <summary>The records that <see cref="ManyRecords"/> makes, as Valance sends them.</summary>
    public async Task ExportAsync(string realmId, AccessTokens tokens, int customers)
    {
        _tokens.Save(realmId, tokens);
        var client = _services.GetRequiredService<QuickBooksClientFactory>().For(realmId);
        var income = (await client.QueryAsync(new QuickBooksQuery<LedgerAccount>().WhereEqual("AccountType", "Income"))).Value![0];
        var item = (await client.CreateAsync(new Item { Name = "Shades", Type = "Service", IncomeAccountRef = new Ref(income.Id!) })).Value!;
        var numbers = Enumerable.Range(1, customers).ToList();
        var ids = await SendAsync(client, numbers, i => new Customer { DisplayName = Name(i), PrintOnCheckName = Name(i), GivenName = "Customer", FamilyName = $"{i}" });
        var invoices = await SendAsync(client, numbers, i => new Invoice
        {
            DocNumber = $"B{i}",
            TxnDate = new DateOnly(2026, 11, 24),
            CustomerRef = new Ref(ids[i - 1]),
            PrivateNote = $"Order B{i} [{realmId}-{i}]",
            Line = [Sale(item.Id!, "Roller shade", 2m, 60m), Sale(item.Id!, "Cornice", 1m, 80m)],
        });
        await SendAsync(client, numbers, i => new Payment
        {
            TxnDate = new DateOnly(2026, 11, 24),
            CustomerRef = new Ref(ids[i - 1]),
            TotalAmt = 200m,
            PaymentRefNum = $"B{i}",
            PrivateNote = $"Payment B{i} [{realmId}-{i}]",
            Line = [new Line { Amount = 200m, LinkedTxn = [new LinkedTxn { TxnId = invoices[i - 1], TxnType = "Invoice" }] }],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _tokens.Dispose();
    }

    /// <returns>Their ids.</returns>
    private static async Task<List<string>> SendAsync<T>(QuickBooksClient client, List<int> numbers, Func<int, T> record)
        where T : class, IQuickBooksEntity
    {
        var ids = new List<string>();
        foreach (var chunk in numbers.Chunk(BatchItem.MostItems))
        {
            var items = chunk.Select(i => BatchItem.Create(i.ToString(CultureInfo.InvariantCulture), record(i))).ToList();
            var answers = await client.BatchAsync(items, new CallOptions { RequestId = Guid.NewGuid().ToString("N") });
            ids.AddRange(answers.Value!.Select(a => a.As<T>().Value?.Id ?? throw new InvalidOperationException(a.As<T>().Refusal?.ToString())));
        }

        return ids;
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"Customer {i}");

    private static Line Sale(string item, string description, decimal quantity, decimal price) => new()
    {
        Description = description,
        Amount = quantity * price,
        DetailType = LineDetailType.SalesItem,
        SalesItemLineDetail = new SalesItemLineDetail { ItemRef = new Ref(item), Qty = quantity, UnitPrice = price, TaxCodeRef = new Ref("NON") },
    };
}
