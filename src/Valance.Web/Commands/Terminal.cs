using System.Globalization;
using Spectre.Console;

namespace Valance.Web.Commands;

/// <summary>What a command says: with color and moving bars on a terminal, as plain lines into a file or a pipe.</summary>
public sealed class Terminal(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan PlainPause = TimeSpan.FromSeconds(2);

    // Wide enough that no line of a table is broken where nobody sees a screen's edge.
    private const int PlainWidth = 400;

    private bool IsPlain => !console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal;

    public static Terminal OfProcess()
    {
        var terminal = new Terminal(AnsiConsole.Console, TimeProvider.System);
        if (terminal.IsPlain)
        {
            AnsiConsole.Profile.Width = PlainWidth;
        }

        return terminal;
    }

    public void Say(string text = "") => console.WriteLine(text);

    public void Warn(string text) => console.WriteLine(text, new Style(Color.Yellow));

    public void Refuse(string text) => console.WriteLine(text, new Style(Color.Red));

    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))) { NoWrap = IsPlain, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    /// <summary>Runs the work; it reports how far each named part is.</summary>
    public async Task<T> ProgressAsync<T>(Func<Action<string, int, int>, Task<T>> work)
    {
        if (IsPlain)
        {
            return await work(new PlainProgress(this, time).Report);
        }

        return await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                return await work((part, done, total) =>
                {
                    if (!bars.TryGetValue(part, out var bar))
                    {
                        bars[part] = bar = context.AddTask(Markup.Escape(part));
                    }

                    (bar.MaxValue, bar.Value) = (Math.Max(total, 1), total == 0 ? 1 : done);
                });
            });
    }

    /// <summary>A line every other second, and one at each part's end.</summary>
    private sealed class PlainProgress(Terminal terminal, TimeProvider time)
    {
        private readonly Dictionary<string, (int Done, long At)> _said = new(StringComparer.Ordinal);

        public void Report(string part, int done, int total)
        {
            var now = time.GetTimestamp();
            var isDue = !_said.TryGetValue(part, out var last) || time.GetElapsedTime(last.At, now) >= PlainPause || done == total;
            if (isDue && last.Done != done)
            {
                _said[part] = (done, now);
                terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{part}: {done:N0} of {total:N0}"));
            }
        }
    }
}
