using System.Diagnostics;
using System.Globalization;
using System.Text;
using Valance.Web.Hosting;

namespace Valance.Web.Tests.Commands;

/// <summary>The program as a person starts it: a process of its own, standing in a folder of its own.</summary>
internal sealed class ValanceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ValanceProcess(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static ValanceProcess Start(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = new ValanceProcess(new Process { StartInfo = start });
        process._process.OutputDataReceived += process.Keep;
        process._process.ErrorDataReceived += process.Keep;
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        await using var process = Start(folder, arguments);
        return (await process.EndAsync(), process.Output);
    }

    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async Task UntilAsync(string said)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Output.Contains(said, StringComparison.Ordinal))
        {
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>A server on free ports; gives the notice that it left in the data folder.</summary>
    public static async Task<(ValanceProcess Server, OwnerNotice Notice)> ServeAsync(string folder, params IEnumerable<string> more)
    {
        var server = Start(folder, ["--urls", "http://127.0.0.1:0", "--sandbox-urls", "http://127.0.0.1:0", .. more]);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (DataFolderOwner.Read(Path.Combine(folder, "data")) is { Addresses.Count: > 0 } notice && notice.ProcessId == server._process.Id)
            {
                return (server, notice);
            }

            if (server._process.HasExited)
            {
                throw new InvalidOperationException($"The server ended: {server.Output}");
            }

            await Task.Delay(100, patience.Token);
        }
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>As a service manager does it (SIGTERM); gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        return await EndAsync();
    }

    /// <summary>As kill -9 does: nothing is tidied up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (_output)
        {
            _output.AppendLine(e.Data);
        }
    }
}
