using QuickBooks.Sandbox;

if (args.Any(a => a is "--help" or "-h" or "-?" or "help"))
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

var (options, problem) = CommandLine.Read(args);
if (options is null)
{
    return Refuse(problem!);
}

try
{
    await using var host = await SandboxHost.StartAsync(options);
    Console.WriteLine($"QuickBooks Sandbox on {string.Join(", ", host.Addresses)}");
    foreach (var company in host.Books.Companies)
    {
        Console.WriteLine($"  {company.Name}: realm {company.RealmId}");
    }

    Console.WriteLine($"  client id {options.ClientId}, client secret {options.ClientSecret}, throttling {(options.Throttle ? "on" : "off")}, books {options.DataFile ?? "in memory"}");
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is IOException or ArgumentException or FormatException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException or System.Security.Cryptography.CryptographicException)
{
    return Refuse(e.Message);
}

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    Console.Error.WriteLine("All switches: quickbooks-sandbox --help");
    return 2;
}
