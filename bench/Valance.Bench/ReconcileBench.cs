using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QuickBooks.Sandbox;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Connections;
using Valance.Export.Lane;
using Valance.Export.Reconciling;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Account = Valance.Core.Accounts.Account;
using Customer = Valance.QuickBooks.Entities.Customer;
using Payment = Valance.QuickBooks.Entities.Payment;

namespace Valance.Bench;

/// <summary>Both books side by side: so many orders and payments, half of each, all in QuickBooks but for the last hundred orders, and a hundred there with another total.</summary>
internal static class ReconcileBench
{
    private const int Missing = 100;
    private const int Changed = 100;
    private const int AtOnce = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        var documents = args is ["--documents", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        var folder = Directory.CreateTempSubdirectory("valance-bench-").FullName;
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Urls = "http://127.0.0.1:0" });
        await using var services = Services(Path.Combine(folder, "valance.db"), sandbox);
        var rows = services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await rows.MigrateStoreAsync(CancellationToken.None);
        var account = await AccountAsync(rows);
        await ManyRecords.AddAsync(rows, account, documents / 2, TimeProvider.System);
        var realm = await ConnectAsync(services, sandbox, account);
        await FillAsync(services.GetRequiredService<QuickBooksClientFactory>().For(realm), rows, account, realm);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var started = await services.GetRequiredService<StartReconcile>().HandleAsync(Actor.CommandLine, account, today.AddDays(-30), today.AddDays(1), CancellationToken.None);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var highest = new Highest();
        var (begun, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await services.GetRequiredService<RunReconcile>().HandleAsync(started.Value.JobId, highest, CancellationToken.None);
        var (took, used) = (Stopwatch.GetElapsedTime(begun), Environment.CpuUsage.TotalTime - processor);
        var view = (await services.GetRequiredService<ReconcileReport>().HandleAsync(Actor.CommandLine, started.Value.RunId, CancellationToken.None)).Value;
        var looked = view.Totals!.Kinds.Sum(k => k.Ours + k.Theirs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | what | figure |
            |---|---|
            | rows looked at, both sides | {looked:N0} |
            | differences found | {view.Open:N0} |
            | time | {took.TotalSeconds:0.0} s, {looked / took.TotalSeconds:N0} rows a second |
            | processor time, the sandbox's answers included | {used.TotalSeconds:0.0} s |
            | live heap before, the sandbox's books included | {before / 1e6:N0} MB |
            | most live heap over that, looked at after each kind | {(highest.Bytes - before) / 1e6:N0} MB |
            """));
        Directory.Delete(folder, recursive: true);
        // Those that are missing, their payments, and those that are otherwise.
        return view.Open == (2 * Missing) + Changed ? 0 : 1;
    }

    /// <summary>Enters ours in QuickBooks in batches, and links each with what it became.</summary>
    private static async Task FillAsync(QuickBooksClient client, IDbContextFactory<ValanceDb> rows, long account, string realm)
    {
        var income = (await client.QueryAsync(new QuickBooksQuery<LedgerAccount>().WhereEqual("AccountType", "Income").Take(1))).Value![0].Id!;
        var item = (await client.CreateAsync(new Item { Name = "Shade", Type = "Service", IncomeAccountRef = new(income) })).Value!.Id!;
        List<(long Id, string Name)> customers;
        List<(long Id, long CustomerId, string Number, DateOnly Day)> orders;
        List<(long Id, long OrderId)> payments;
        await using (var db = await rows.CreateDbContextAsync())
        {
            customers = [.. (await db.Customers.OrderBy(c => c.Id).Select(c => new { c.Id, c.DisplayName }).ToListAsync()).Select(c => (c.Id, c.DisplayName))];
            orders = [.. (await db.Orders.OrderBy(o => o.Id).Select(o => new { o.Id, o.CustomerId, o.Number, o.CreatedOn }).ToListAsync()).Select(o => (o.Id, o.CustomerId, o.Number, o.CreatedOn))];
            payments = [.. (await db.Set<Core.Payments.PaymentApplication>().OrderBy(a => a.PaymentId).Select(a => new { a.PaymentId, a.OrderId }).ToListAsync()).Select(a => (a.PaymentId, a.OrderId))];
        }

        var there = await EnterAsync(client, rows, account, realm, RecordKind.Customer, customers.ConvertAll(c => (c.Id, new Customer { DisplayName = c.Name })));
        var sent = orders[..^Missing];
        var invoices = await EnterAsync(client, rows, account, realm, RecordKind.Order, sent.Select((o, i) => (o.Id, new Invoice
        {
            CustomerRef = new(there[o.CustomerId]),
            DocNumber = o.Number,
            TxnDate = o.Day,
            Line = [Sold(item, 120m), Sold(item, i < Changed ? 81m : 80m)],
        })).ToList());
        var day = orders[0].Day;
        var whose = orders.ToDictionary(o => o.Id, o => (there[o.CustomerId], o.Number));
        await EnterAsync(client, rows, account, realm, RecordKind.Payment, payments.Where(p => invoices.ContainsKey(p.OrderId)).Select(p => (p.Id, new Payment
        {
            CustomerRef = new(whose[p.OrderId].Item1),
            PaymentRefNum = whose[p.OrderId].Number,
            TxnDate = day,
            TotalAmt = 200m,
            Line = [new Line { Amount = 200m, LinkedTxn = [new LinkedTxn { TxnId = invoices[p.OrderId], TxnType = Invoice.WireName }] }],
        })).ToList());
    }

    private static Line Sold(string item, decimal amount) => new() { Amount = amount, DetailType = LineDetailType.SalesItem, SalesItemLineDetail = new() { ItemRef = new(item), UnitPrice = amount, Qty = 1m } };

    private static async Task<Dictionary<long, string>> EnterAsync<T>(
        QuickBooksClient client, IDbContextFactory<ValanceDb> rows, long account, string realm, RecordKind kind, List<(long Id, T Entity)> records)
        where T : class, IQuickBooksEntity
    {
        var ids = new Dictionary<long, string>();
        await Parallel.ForEachAsync(records.Chunk(BatchItem.MostItems), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (chunk, ct) =>
        {
            var answer = await client.BatchAsync([.. chunk.Select((r, i) => BatchItem.Create(i.ToString(CultureInfo.InvariantCulture), r.Entity))], null, ct);
            var made = answer.Value!.Select(a => a.As<T>().Value?.Id ?? throw new InvalidOperationException($"{T.WireName}: {a.Refusal?.Errors[0].Detail}")).ToList();
            lock (ids)
            {
                foreach (var (record, id) in chunk.Zip(made))
                {
                    ids.Add(record.Id, id);
                }
            }
        });
        foreach (var chunk in ids.Chunk(2000))
        {
            await using var db = await rows.CreateDbContextAsync();
            db.Links.AddRange(chunk.Select(p => new Link { AccountId = account, RealmId = realm, RecordKind = kind, RecordId = p.Key, QuickBooksId = p.Value, RecordVersion = 1 }));
            await db.SaveChangesAsync();
        }

        return ids;
    }

    private static async Task<long> AccountAsync(IDbContextFactory<ValanceDb> rows)
    {
        await using var db = await rows.CreateDbContextAsync();
        var account = new Account { Name = "Bench", CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime };
        db.Accounts.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    }

    private static async Task<string> ConnectAsync(ServiceProvider services, SandboxHost sandbox, long account)
    {
        var realm = sandbox.Books.CreateCompany("Bench");
        var tokens = sandbox.Books.IssueTokens(realm);
        var end = TimeProvider.System.GetUtcNow().UtcDateTime.AddYears(1);
        var done = await services.GetRequiredService<ConnectQuickBooks>().WithTokensAsync(
            Actor.CommandLine, account, realm, new AccessTokens(tokens["access_token"]!.GetValue<string>(), tokens["refresh_token"]!.GetValue<string>(), end, end), CancellationToken.None);
        return done.IsDone ? realm : throw new InvalidOperationException(done.ToString());
    }

    /// <summary>Without QuickBooks' limits: under them 300 pages take less than a minute, and nothing of ours is measured.</summary>
    private static ServiceProvider Services(string file, SandboxHost sandbox)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddValanceStore(StoreLocation.Sqlite(file));
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddExport(quickBooks =>
        {
            quickBooks.LocalAddress = sandbox.BaseAddress;
            quickBooks.RedirectUri = new Uri("http://127.0.0.1:1/connected");
            quickBooks.Budget = new BudgetLimits { PerSecond = 100_000, PerMinute = 1_000_000, BatchesPerMinute = 1_000_000 };
        });
        return services.BuildServiceProvider();
    }

    /// <summary>What is live after each kind; looked at between pages it would count their garbage.</summary>
    private sealed class Highest : IProgress<ReconcileProgress>
    {
        private RecordKind _last;

        public long Bytes { get; private set; }

        public void Report(ReconcileProgress value)
        {
            if (value.Kind != _last)
            {
                _last = value.Kind;
                Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: true));
            }
        }
    }
}
