using System.Diagnostics;
using System.Globalization;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Export.Matching;
using Valance.QuickBooks;
using Microsoft.EntityFrameworkCore;
using Theirs = Valance.QuickBooks.Entities.Customer;

namespace Valance.Bench;

/// <summary>
/// A newly connected company: so many customers of ours beside as many of QuickBooks. Three of four stand there in another spelling, the fourth is a stranger who
/// shares words with many.
/// </summary>
internal static class MatchingBench
{
    private const int FirstNames = 200;
    private const int LastNames = 700;
    private const int ChunkSize = 500;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var count = arguments.Number("--customers", 10_000, 400);
        await using var site = await ExportSite.StartAsync(TimeProvider.System, BudgetLimits.None);
        var (account, _) = await site.DealerAsync("Bench", account => FillAsync(site, account, count));
        await EnterAsync(site, account, count);
        var job = (await site.Get<RequestMatching>().LookAsync(Actor.CommandLine, account, CancellationToken.None)).Value;

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = new Most();
        var (begun, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await site.Get<MatchRun>().HandleAsync(job, most, CancellationToken.None);
        var (took, used) = (Stopwatch.GetElapsedTime(begun), Environment.CpuUsage.TotalTime - processor);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        await using var db = await site.Store.CreateDbContextAsync();
        var found = await db.MatchProposals.GroupBy(p => p.Verdict).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | what | figure |
            |---|---|
            | ours, theirs | {count:N0} x {count:N0} |
            | sure, to check, without a match | {found.GetValueOrDefault(MatchVerdict.Sure):N0}, {found.GetValueOrDefault(MatchVerdict.ToCheck):N0}, {found.GetValueOrDefault(MatchVerdict.None):N0} |
            | time, reading QuickBooks' names and writing the list included | {took.TotalSeconds:0.0} s |
            | processor time, the sandbox's answers included | {used.TotalSeconds:0.0} s |
            | most memory in use over that before, garbage included | {Math.Max(0, most.Bytes - before) / 1e6:N0} MB |
            | kept afterwards: the names and their index | {Math.Max(0, after - before) / 1e6:N0} MB |
            """));
        // Each that stands there was found.
        return found.GetValueOrDefault(MatchVerdict.Sure) + found.GetValueOrDefault(MatchVerdict.ToCheck) >= count * 3 / 4 ? 0 : 1;
    }

    private static async Task FillAsync(ExportSite site, long account, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(ChunkSize))
        {
            await using var db = await site.Store.CreateDbContextAsync();
            db.Customers.AddRange(chunk.Select(i => Ours(i, account)));
            await db.SaveChangesAsync();
        }
    }

    private static Customer Ours(int i, long account)
    {
        var (first, last) = (First(i), Last(i));
        var customer = new Customer
        {
            AccountId = account,
            Name = $"{first} {last}",
            DisplayName = $"{first} {last}",
            FirstName = first,
            LastName = last,
            Emails = [$"{first}.{last}.{i}@mail.example".ToLowerInvariant()],
            Phones = [new Phone { Label = "Main", Number = Phone(i) }],
            BillingAddress = new() { Line1 = $"{i} {Last(i * 7)} Street", City = "Austin", State = "TX", Zip = Zip(i) },
        };
        customer.Touch(TimeProvider.System.GetUtcNow().UtcDateTime, "bench");
        return customer;
    }

    private static async Task EnterAsync(ExportSite site, long account, int count)
    {
        await using var db = await site.Store.CreateDbContextAsync();
        var realm = await db.Connections.Where(c => c.AccountId == account).Select(c => c.RealmId).SingleAsync();
        var client = site.Get<QuickBooksClientFactory>().For(realm);
        await Parallel.ForEachAsync(Enumerable.Range(0, count).Chunk(BatchItem.MostItems), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (chunk, ct) =>
        {
            var answer = await client.BatchAsync([.. chunk.Select((i, at) => BatchItem.Create(at.ToString(CultureInfo.InvariantCulture), There(i)))], null, ct);
            if (answer.Value?.Any(a => a.Refusal is not null) != false)
            {
                throw new InvalidOperationException("The sandbox did not take the customers.");
            }
        });
    }

    private static Theirs There(int i)
    {
        var (first, last) = (First(i), Last(i));
        return (i % 4) switch
        {
            0 => new() { DisplayName = $"{last}, {first} #{i}", GivenName = first, FamilyName = last, PrimaryPhone = new() { FreeFormNumber = Phone(i).Replace("-", " ", StringComparison.Ordinal) } },
            1 => new() { DisplayName = $"{first} Q. {last} {i}", GivenName = first, MiddleName = "Q", FamilyName = last, PrimaryEmailAddr = new() { Address = $"{first}.{last}.{i}@mail.example" } },
            2 => new() { DisplayName = $"{first} {last} {i} Interiors LLC", CompanyName = $"{first} {last}", BillAddr = new() { Line1 = $"{i} {Last(i * 7)} St.", City = "Austin", PostalCode = Zip(i) } },
            _ => new() { DisplayName = $"{First(i + 31)} {Last(i + 97)} {i}", GivenName = First(i + 31), FamilyName = Last(i + 97), PrimaryPhone = new() { FreeFormNumber = Phone(i + 500_000) } },
        };
    }

    private static string First(int i) => Name(i % FirstNames, "");

    private static string Last(int i) => Name(i * 31 % LastNames, "son");

    /// <summary>Names that can be spoken, each number one of its own.</summary>
    private static string Name(int number, string end)
    {
        string[] heads = ["Al", "Ber", "Cor", "Dan", "El", "Fran", "Gar", "Hol", "Is", "Jor", "Kar", "Lor", "Mar", "Nor", "Ol", "Pat", "Quin", "Ros", "Sam", "Tor"];
        string[] tails = ["an", "bert", "ca", "den", "ena", "fred", "gus", "hild", "ia", "jo", "ka", "lin", "mo", "na", "ona", "per", "ra", "so", "ta", "us",
            "va", "win", "xa", "ya", "za", "dor", "fin", "gard", "lan", "mund", "nel", "ric", "ster", "ton", "vin"];
        return heads[number % heads.Length] + tails[number / heads.Length % tails.Length] + end;
    }

    private static string Phone(int i) => string.Create(CultureInfo.InvariantCulture, $"512-{i / 10_000 % 1000:000}-{i % 10_000:0000}");

    private static string Zip(int i) => string.Create(CultureInfo.InvariantCulture, $"{78700 + (i % 50)}");

    private sealed class Most : IProgress<MatchProgress>
    {
        public long Bytes { get; private set; }

        public void Report(MatchProgress value) => Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: false));
    }
}
