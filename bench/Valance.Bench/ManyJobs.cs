using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Data;

namespace Valance.Bench;

/// <summary>Jobs of a site that has run for two years, written by SQL: nine of ten succeeded, one in twenty failed, with a hundred causes of which few are frequent.</summary>
internal sealed class ManyJobs(IDbContextFactory<ValanceDb> store)
{
    public const int Accounts = 100;
    public const int UsersOfEach = 3;
    public const string Agent = "agent@bench.example";
    public const string Bookkeeper = "books@bench.example";
    public const string Password = "a bench password";

    public static readonly DateTime Begin = new(2024, 11, 1, 12, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime End = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    public async Task WriteAsync(int count)
    {
        await WritePeopleAsync();
        await using var db = await store.CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
        var isPostgres = db is PostgresValanceDb;
        await db.Database.OpenConnectionAsync();
        var indexes = isPostgres ? await WithoutIndexesAsync(db) : [];
        const int chunk = 100_000;
        for (var from = 0; from < count; from += chunk)
        {
            await RunAsync(db, Insert(from, Math.Min(from + chunk, count), count, isPostgres));
        }

        foreach (var index in indexes)
        {
            await RunAsync(db, index);
        }

        // As after a night of the site's own.
        await db.Database.ExecuteSqlRawAsync(isPostgres ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)");
        await store.RefreshStatisticsAsync(CancellationToken.None);
    }

    /// <summary>Ten million rows are written in a quarter of the time where the indexes are made afterwards. Gives what makes them.</summary>
    private static async Task<List<string>> WithoutIndexesAsync(ValanceDb db)
    {
        await RunAsync(db, "SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off");
        var indexes = await db.Database.SqlQueryRaw<string>("SELECT indexdef AS \"Value\" FROM pg_indexes WHERE tablename = 'Jobs' AND indexname NOT LIKE 'PK%'").ToListAsync();
        var names = await db.Database.SqlQueryRaw<string>("SELECT indexname::text AS \"Value\" FROM pg_indexes WHERE tablename = 'Jobs' AND indexname NOT LIKE 'PK%'").ToListAsync();
        await RunAsync(db, string.Join(';', names.Select(n => $"DROP INDEX \"{n}\"")));
        return indexes;
    }

#pragma warning disable EF1002 // Numbers and names of our own.
    private static Task RunAsync(ValanceDb db, string sql) => db.Database.ExecuteSqlRawAsync(sql);
#pragma warning restore EF1002

    private async Task WritePeopleAsync()
    {
        await using var db = await store.CreateDbContextAsync();
        db.Users.Add(Person(Agent, "Sam Agent", Role.SupportAgent, null));
        for (var a = 1; a <= Accounts; a++)
        {
            var account = new Account { Name = $"Dealer {a:000}", CreatedAt = Begin };
            db.Accounts.Add(account);
            await db.SaveChangesAsync();
            db.Connections.Add(new Connection { AccountId = account.Id, RealmId = $"{9000 + a}", CompanyName = account.Name, ConsentedAt = Begin, State = ConnectionState.Connected });
            db.Users.AddRange(Enumerable.Range(1, UsersOfEach).Select(u =>
                Person(a == 1 && u == 1 ? Bookkeeper : $"user{u}.{a}@bench.example", $"User {u} of {a}", Role.Bookkeeper, account.Id)));
            await db.SaveChangesAsync();
        }
    }

    private static User Person(string email, string name, Role role, long? account)
    {
        var user = new User
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            FullName = name,
            Role = role,
            AccountId = account,
            SecurityStamp = Guid.NewGuid().ToString(),
        };
        user.PasswordHash = email is Agent or Bookkeeper ? new PasswordHasher<User>().HashPassword(user, Password) : null;
        return user;
    }

    /// <summary>Job number i: the same columns in both dialects. Multiplying by primes spreads what the remainders choose.</summary>
    private static string Insert(int from, int to, int count, bool isPostgres)
    {
        var numbers = isPostgres
            ? $"SELECT generate_series({from}, {to - 1}) AS i"
            : $"WITH RECURSIVE s(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM s WHERE i < {to - 1}) SELECT i FROM s";
        var step = (End - Begin).TotalSeconds / count;
        var created = isPostgres
            ? FormattableString.Invariant($"TIMESTAMPTZ '2024-11-01 12:00:00Z' + (i * {step:0.000000}) * INTERVAL '1 second'")
            : FormattableString.Invariant($"strftime('%Y-%m-%d %H:%M:%f', '2024-11-01 12:00:00', '+' || CAST(i * {step:0.000000} AS TEXT) || ' seconds')");
        var no = isPostgres ? "FALSE" : "0";
        // Of a hundred: 92 succeeded, 5 failed, 2 cancelled, 1 waits for a parent.
        const string state = "CASE WHEN r < 92 THEN 3 WHEN r < 97 THEN 4 WHEN r < 99 THEN 5 ELSE 2 END";
        const string cause = "CASE WHEN r BETWEEN 92 AND 96 THEN 'cause-' || (CASE WHEN h % 10 < 8 THEN h % 5 ELSE h % 100 END) ELSE '' END";
        return $"""
            INSERT INTO "Jobs" ("AccountId", "ConnectionId", "Kind", "RecordKind", "RecordId", "Title", "State", "WaitsFor", "Priority", "AttemptCount", "Waits",
                "RequestedByUserId", "RequestedBy", "CreatedAt", "StartedAt", "EndedAt", "Cause", "Failure", "Summary", "HasWarnings", "Search",
                "DismissedBy", "DismissReason", "ClearedByJobId", "Change", "Trace")
            SELECT a, a, 1, 1 + i % 5, i, 'Order S' || i, {state}, CASE WHEN r = 99 THEN 1 END, 0, 1, 0,
                2 + (a - 1) * {UsersOfEach} + h % {UsersOfEach}, 'User ' || (1 + h % {UsersOfEach}) || ' of ' || a, c, c, CASE WHEN r < 99 THEN c END, {cause}, '',
                'Invoice S' || i || ' was created in QuickBooks.', {no}, 'order s' || i || ' invoice s' || i || ' was created in quickbooks. customer ' || h,
                '', '', CASE WHEN r BETWEEN 92 AND 96 AND h % 4 <> 0 THEN 1 END, 0, ''
            FROM (SELECT i, 1 + (CAST(i AS BIGINT) * 7919) % {Accounts} AS a, ((CAST(i AS BIGINT) * 15485863) % 9973) % 100 AS r, (CAST(i AS BIGINT) * 32452843) % 9967 AS h, {created} AS c FROM ({numbers}) AS numbers) AS jobs
            """;
    }
}
