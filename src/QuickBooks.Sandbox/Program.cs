using System.Globalization;
using QuickBooks.Sandbox;

// Plain switches, no package: --urls ADDRESS, --data FILE, --seed NAME, --no-throttle, --control-key KEY, --client-id ID, --client-secret SECRET.
var options = new SandboxOptions { Urls = "http://localhost:5081", Seed = "default", Throttle = true };
for (var i = 0; i < args.Length; i++)
{
    if (string.Equals(args[i], "--no-throttle", StringComparison.Ordinal))
    {
        options.Throttle = false;
        continue;
    }

    if (i + 1 >= args.Length)
    {
        return Refuse($"{args[i]} needs a value.");
    }

    var value = args[++i];
    switch (args[i - 1])
    {
        case "--urls":
            options.Urls = value;
            break;
        case "--data":
            options.DataFile = Path.GetFullPath(value, Environment.GetEnvironmentVariable("PWD") ?? Environment.CurrentDirectory);
            break;
        case "--seed":
            options.Seed = value;
            break;
        case "--control-key":
            options.ControlKey = value;
            break;
        case "--client-id":
            options.ClientId = value;
            break;
        case "--client-secret":
            options.ClientSecret = value;
            break;
        default:
            return Refuse($"{args[i - 1]} is not known.");
    }
}

try
{
    await using var host = await SandboxHost.StartAsync(options);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"QuickBooks Sandbox on {string.Join(", ", host.Addresses)}"));
    foreach (var company in host.Books.Companies)
    {
        Console.WriteLine($"  {company.Name}: realm {company.RealmId}");
    }

    Console.WriteLine($"  client id {options.ClientId}, client secret {options.ClientSecret}, throttling {(options.Throttle ? "on" : "off")}, books {options.DataFile ?? "in memory"}");
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is IOException or ArgumentException or FormatException)
{
    return Refuse(e.Message);
}

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    Console.Error.WriteLine("Usage: --urls http://localhost:5081 --data FILE --seed empty|default --no-throttle --control-key KEY --client-id ID --client-secret SECRET");
    return 2;
}
