using System.Diagnostics;
using System.Globalization;

namespace Valance.Bench;

/// <summary>All measurements that docs/benchmarks.md tells of, the most telling first, each in a process of its own that writes its table to a file as it ends.</summary>
internal static class AllBench
{
    public static async Task<int> RunAsync(Arguments args)
    {
        var into = Path.GetFullPath(args.Text("--into") ?? Path.Combine("artifacts", "bench"));
        var patience = TimeSpan.FromMinutes(args.Number("--minutes-each", 4, 4));
        Directory.CreateDirectory(into);
        var clock = Stopwatch.StartNew();
        var site = await PublishedSite.PublishAsync(Path.Combine(into, "site"));
        Console.Error.WriteLine($"published after {clock.Elapsed.TotalSeconds:0} s");
        var files = args.Text("--files");
        (string Name, string[] Arguments)[] benches =
        [
            .. files is null ? Array.Empty<(string, string[])>() : [("bulk-files", ["bulk", "--files", Path.GetFullPath(files)])],
            ("rate", ["rate"]),
            ("click", ["click", "--site", site]),
            ("jobs-sqlite", ["jobs", "--site", site]),
            ("screens", ["screens", "--site", site]),
            ("nodes", ["nodes", "--site", site]),
            ("bulk-records", ["bulk", "--speed", "4", "--records", args.Number("--records", 3_000, 100).ToString(CultureInfo.InvariantCulture)]),
            ("jobs-postgres", ["jobs", "--postgres", "--no-pages"]),
        ];
        var failed = 0;
        foreach (var (name, arguments) in benches)
        {
            var code = await OneAsync(name, args.IsQuick ? [.. arguments, "--quick"] : arguments, into, patience);
            failed += code == 0 ? 0 : 1;
            Console.Error.WriteLine($"{name} ended with {code} after {clock.Elapsed.TotalSeconds:0} s in all");
        }

        Directory.Delete(site, recursive: true);
        Console.WriteLine($"The tables are in {into}.");
        return failed;
    }

    private static async Task<int> OneAsync(string name, string[] arguments, string into, TimeSpan patience)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        await using var table = File.CreateText(Path.Combine(into, name + ".md"));
        await using var said = File.CreateText(Path.Combine(into, name + ".log"));
        // Line by line, so that what was measured before a break stands there.
        (table.AutoFlush, said.AutoFlush) = (true, true);
        await table.WriteLineAsync($"    dotnet run -c Release --project bench/Valance.Bench -- {string.Join(' ', arguments)}{Environment.NewLine}");
        process.OutputDataReceived += (_, line) => table.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => said.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var enough = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(enough.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await said.WriteLineAsync($"It took over {patience.TotalMinutes:0} minutes and was ended.");
            return -1;
        }
    }
}
