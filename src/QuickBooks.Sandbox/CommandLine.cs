namespace QuickBooks.Sandbox;

/// <summary>The switches of the program, without a package for them.</summary>
internal static class CommandLine
{
    public const string Help =
        """
        QuickBooks Sandbox: a simulator of the QuickBooks Online Accounting API that enforces its rules.

        Usage: quickbooks-sandbox [options]

          --urls ADDRESSES        where to listen, several separated by semicolons; port 0 takes a free one (http://localhost:5081)
          --certificate FILE      PKCS#12 or PEM file for https addresses; without it one for localhost is made, see /sandbox.pem
          --certificate-password  opens the PKCS#12 file
          --data FILE             keep the books in this SQLite file; without it they are in memory and end with the program
          --seed NAME             what the first company starts with: default, a dealer's company with every kind of record, or empty (default)
          --no-throttle           answer without Intuit's limits of 10 requests a second and 500 a minute
          --client-id ID          the app's client id (sandbox-client)
          --client-secret SECRET  the app's client secret (sandbox-secret)
          --redirect-uri ADDRESS  an address that consent may lead back to, may be given several times; without it any http or https address is taken
          --webhook-url ADDRESS   tell changes to this address
          --webhook-verifier KEY  the key of the header intuit-signature (sandbox-verifier)
          --control-key KEY       screens and /control answer other machines too, to whoever has the key; without it only this machine
          --help                  this text

        Screens, with the request log, faults on request and webhooks: the address in a browser. Control by API: /control/openapi.json.
        """;

    /// <summary>The options, or what is wrong with them.</summary>
    public static (SandboxOptions? Options, string? Problem) Read(IReadOnlyList<string> args)
    {
        var options = new SandboxOptions { Urls = "http://localhost:5081", Seed = "default", Throttle = true };
        for (var i = 0; i < args.Count; i++)
        {
            if (string.Equals(args[i], "--no-throttle", StringComparison.Ordinal))
            {
                options.Throttle = false;
                continue;
            }

            if (i + 1 >= args.Count)
            {
                return (null, args[i].StartsWith("--", StringComparison.Ordinal) ? $"{args[i]} is not known, or needs a value." : $"{args[i]} is not known.");
            }

            if (Set(options, args[i], args[++i]) is { } problem)
            {
                return (null, problem);
            }
        }

        return (options, null);
    }

    private static string? Set(SandboxOptions options, string name, string value)
    {
        switch (name)
        {
            case "--urls":
                options.Urls = value;
                return null;
            case "--certificate":
                options.CertificateFile = Rooted(value);
                return null;
            case "--certificate-password":
                options.CertificatePassword = value;
                return null;
            case "--data":
                options.DataFile = Rooted(value);
                return null;
            case "--seed":
                options.Seed = value;
                return null;
            case "--control-key":
                options.ControlKey = value;
                return null;
            case "--client-id":
                options.ClientId = value;
                return null;
            case "--client-secret":
                options.ClientSecret = value;
                return null;
            case "--redirect-uri":
                options.RedirectUris.Add(value);
                return null;
            case "--webhook-url":
                options.Webhooks = options.Webhooks with { Url = Uri.TryCreate(value, UriKind.Absolute, out var url) ? url : null };
                return options.Webhooks.Url is { Scheme: "http" or "https" } ? null : "--webhook-url needs an http or https address.";
            case "--webhook-verifier":
                options.Webhooks = options.Webhooks with { Verifier = value };
                return null;
            default:
                return $"{name} is not known.";
        }
    }

    /// <summary>The person's folder counts, not the project's, which `dotnet run` makes the working directory.</summary>
    private static string Rooted(string path) => Path.GetFullPath(path, Environment.GetEnvironmentVariable("PWD") ?? Environment.CurrentDirectory);
}
