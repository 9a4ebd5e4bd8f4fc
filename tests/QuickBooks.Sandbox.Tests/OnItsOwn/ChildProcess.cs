using System.Diagnostics;

namespace QuickBooks.Sandbox.Tests.OnItsOwn;

/// <summary>Runs another program, to its end or until it said a line.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<(int Status, string Output)> Run(string program, string[] arguments, string folder)
    {
        using var process = Start(program, arguments, folder);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>What a program says until a line holds the text; then it is ended.</summary>
    public static async Task During(string program, string[] arguments, string folder, string text, Func<string, Task> use)
    {
        using var process = Start(program, arguments, folder);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    await use(line);
                    return;
                }
            }

            Assert.Fail($"{program} ended without '{text}': {await process.StandardError.ReadToEndAsync(limit.Token)}");
        }
        finally
        {
            End(process);
        }
    }

    private static Process Start(string program, string[] arguments, string folder)
    {
        var process = new Process
        {
            StartInfo = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
        };
        process.StartInfo.Environment["PWD"] = folder;
        process.Start();
        return process;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
