using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Valance.Bench;

/// <summary>A published build of the site, started as people start it, and the person at its pages.</summary>
internal sealed partial class PublishedSite : IAsyncDisposable
{
    private readonly Process _process;

    private PublishedSite(Process process, Uri address, TimeSpan firstPage)
    {
        (_process, Address, FirstPage) = (process, address, firstPage);
        Client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
    }

    public Uri Address { get; }

    /// <summary>From the process' start until its first page was there whole.</summary>
    public TimeSpan FirstPage { get; }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Client { get; }

    /// <summary>The repository's folder, wherever one stands in it.</summary>
    public static string Repository { get; } = FindRepository();

    public int ProcessId => _process.Id;

    /// <summary>
    /// Memory in use now, in bytes, what is shared counted once (Linux' Pss): the store's file is mapped by each connection to it, and would else be counted a hundred times.
    /// </summary>
    public long Memory
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
            return 1024 * long.Parse(line["Pss:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Processor time that the process has had: what other programs do meanwhile hardly touches it.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<string> PublishAsync(string folder)
    {
        await RunAsync("dotnet", ["publish", Path.Combine(Repository, "src", "Valance.Web"), "-c", "Release", "-o", folder, "-v", "q"]);
        return folder;
    }

    /// <summary>On an empty store, which stays empty.</summary>
    public static Task<PublishedSite> StartAsync(string published, string data, params IEnumerable<string> settings) => StartAsAsync(published, data, ["--no-demo", .. settings]);

    /// <summary>With the demo site, where the store is empty.</summary>
    public static Task<PublishedSite> StartDemoAsync(string published, string data) => StartAsAsync(published, data, []);

    private static async Task<PublishedSite> StartAsAsync(string published, string data, IEnumerable<string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(Path.Combine(published, "Valance.Web"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["--data", data, "--urls", address.ToString().TrimEnd('/'), "--sandbox-urls", $"http://127.0.0.1:{FreePort()}", .. settings])
        {
            start.ArgumentList.Add(argument);
        }

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();
        using var probe = new HttpClient { BaseAddress = address };
        while (true)
        {
            try
            {
                using var answer = await probe.GetAsync("/sign-in");
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsStringAsync();
                return new PublishedSite(process, address, clock.Elapsed);
            }
            catch (HttpRequestException) when (!process.HasExited && clock.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(10);
            }
        }
    }

    public async Task SignInAsync(string email, string password)
    {
        var page = await Client.GetStringAsync("/sign-in");
        var fields = HiddenFields().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        fields["Input.Email"] = email;
        fields["Input.Password"] = password;
        using var answer = await Client.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        answer.EnsureSuccessStatusCode();
        if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in")
        {
            throw new InvalidOperationException("Could not sign in.");
        }
    }

    /// <summary>The time until a page was there whole; it must hold the text, or an error page would look fast.</summary>
    public async Task<TimeSpan> TimeAsync(string path, string mustHold)
    {
        var clock = Stopwatch.StartNew();
        var page = await Client.GetStringAsync(path);
        var elapsed = clock.Elapsed;
        return page.Contains(mustHold, StringComparison.Ordinal) ? elapsed : throw new InvalidOperationException($"{path} does not show '{mustHold}'.");
    }

    /// <summary>As kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await KillAsync();
        _process.Dispose();
    }

    public static async Task RunAsync(string file, IEnumerable<string> arguments)
    {
        using var process = Process.Start(file, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} ended with {process.ExitCode}.");
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Valance.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benches stand in the repository.");
        }

        return folder;
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenFields();
}
