using System.Diagnostics;

namespace Valance.Crash;

/// <summary>A worker's process: started, and killed as <c>kill -9</c> does it, from outside or by itself at a named point.</summary>
internal sealed class Victim : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _said = "";

    private Victim(Process process) => _process = process;

    public string Said => _said;

    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Whether it came to its end by itself: not by a signal.</summary>
    public bool IsDone => _process.HasExited && _process.ExitCode == 0;

    /// <summary>It failed in a way that no kill explains.</summary>
    public bool HasFailed => _process.HasExited && _process.ExitCode is not (0 or 137);

    public static Victim Start(IEnumerable<string> arguments, string? crashAt, TimeSpan? after)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(Victim).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["VALANCE_CRASH_AT"] = crashAt ?? "";
        start.Environment["VALANCE_CRASH_AFTER_MS"] = ((int)(after ?? TimeSpan.Zero).TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var victim = new Victim(new Process { StartInfo = start, EnableRaisingEvents = true });
        victim._process.OutputDataReceived += victim.Hear;
        victim._process.ErrorDataReceived += victim.Hear;
        victim._process.Exited += (_, _) => victim._begun.TrySetResult();
        victim._process.Start();
        victim._process.BeginOutputReadLine();
        victim._process.BeginErrorReadLine();
        return victim;
    }

    /// <summary>Waits until it works, and then so long, unless it ends before.</summary>
    public async Task LiveAsync(TimeSpan life)
    {
        await _begun.Task;
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(life));
    }

    /// <summary>True if it had to be killed, false if it was at its end.</summary>
    public async Task<bool> KillAsync()
    {
        var lived = !_process.HasExited;
        if (lived)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        return lived || _process.ExitCode == 137;
    }

    public void Dispose() => _process.Dispose();

    private void Hear(object sender, DataReceivedEventArgs e)
    {
        if (string.Equals(e.Data, Worker.Begun, StringComparison.Ordinal))
        {
            _begun.TrySetResult();
        }
        else if (e.Data is { Length: > 0 } line && _said.Length < 4_000)
        {
            _said += line + Environment.NewLine;
        }
    }
}
