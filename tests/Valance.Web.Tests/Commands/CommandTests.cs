using System.Text.RegularExpressions;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Commands;

/// <summary>The commands as real processes, alone and beside a running server.</summary>
public sealed partial class CommandTests : IDisposable
{
    private const string Account = "Cedar & Loom";

    private readonly string _folder = Directory.CreateTempSubdirectory("valance-commands-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Export_SamplesWithoutAServer_WorksItselfAndASecondTimeHasNothingToDo()
    {
        // A relative path counts from where the person stands.
        CopySamples("files");
        var import = await ValanceProcess.RunAsync(_folder, "import", "files", "--account", Account, "--create");
        Assert.True(import.Code == 0, import.Output);
        Assert.Matches(CountLine("Orders", 40, 0, 0, 0), import.Output);
        Assert.True(File.Exists(Path.Combine(_folder, "data", "valance.db")));

        var export = await ValanceProcess.RunAsync(_folder, "export", "--account", Account, "--wait");
        Assert.True(export.Code == 0, export.Output);
        Assert.Matches(CountLine("Orders", 40, 0, 0, 0, 0), export.Output);
        Assert.Matches(CountLine("Payments", 40, 0, 0, 0, 0), export.Output);

        var again = await ValanceProcess.RunAsync(_folder, "export", "--account", Account, "--wait");
        Assert.True(again.Code == 0, again.Output);
        Assert.Contains("0 to export, 119 stand in QuickBooks as they are.", again.Output, StringComparison.Ordinal);

        var compared = await ValanceProcess.RunAsync(_folder, "reconcile", "--account", Account, "--from", "2020-01-01", "--wait");
        Assert.True(compared.Code == 0, compared.Output);
        Assert.Contains("The two books agree.", compared.Output, StringComparison.Ordinal);

        var jobs = await ValanceProcess.RunAsync(_folder, "jobs", "--failed", "--account", Account);
        Assert.Equal((0, true), (jobs.Code, jobs.Output.Contains("No failed job asks for a person.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Serve_DataFolderCannotBeWritten_SaysSoAndEnds()
    {
        // Rights would not stop who runs the tests as root; a file where the folder should be stops everybody.
        await File.WriteAllTextAsync(Path.Combine(_folder, "taken"), "");
        var served = await ValanceProcess.RunAsync(_folder, "--data", "taken/data", "--urls", "http://127.0.0.1:0", "--sandbox-urls", "http://127.0.0.1:0");
        Assert.Equal(2, served.Code);
        Assert.Contains("data folder cannot be used", served.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", served.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_BesideAServer_ItsLanesWorkAndItsPlaceIsTaken()
    {
        CopySamples("files");
        var (server, notice) = await ValanceProcess.ServeAsync(_folder, "--no-demo");
        await using (server)
        {
            Assert.StartsWith("http://127.0.0.1:", notice.Sandbox!.AbsoluteUri, StringComparison.Ordinal);
            var import = await ValanceProcess.RunAsync(_folder, "import", "files", "--account", Account, "--create");
            Assert.True(import.Code == 0, import.Output);
            var export = await ValanceProcess.RunAsync(_folder, "export", "--account", Account, "--wait");
            Assert.True(export.Code == 0, export.Output);
            Assert.Matches(CountLine("Orders", 40, 0, 0, 0, 0), export.Output);

            var second = await ValanceProcess.RunAsync(_folder, "--urls", "http://127.0.0.1:0", "--sandbox-urls", "http://127.0.0.1:0");
            Assert.Equal(2, second.Code);
            Assert.Contains($"Valance runs already on {Path.Combine(_folder, "data")}, at {notice.Addresses[0]}", second.Output, StringComparison.Ordinal);

            await server.KillAsync();
        }

        // The lock falls with the process, however it ended.
        var (next, _) = await ValanceProcess.ServeAsync(_folder, "--no-demo");
        await next.DisposeAsync();
    }

    [Fact]
    public async Task Export_ServerDiesMeanwhile_CommandTakesItsPlaceAndFinishes()
    {
        CopySamples("files");
        var (server, _) = await ValanceProcess.ServeAsync(_folder, "--no-demo", "--Lanes:Run", "false");
        await using var _1 = server;
        Assert.Equal(0, (await ValanceProcess.RunAsync(_folder, "import", "files", "--account", Account, "--create")).Code);
        await using var export = ValanceProcess.Start(_folder, "export", "--account", Account, "--wait");
        await export.UntilAsync("119 to export");
        await server.KillAsync();
        Assert.Equal(0, await export.EndAsync());
        Assert.Matches(CountLine("Payments", 40, 0, 0, 0, 0), export.Output);
    }

    [Fact]
    public async Task Export_RecordThatQuickBooksRefuses_ExitsWithOneAndNamesIt()
    {
        WriteFile("customers.csv", "Customer id,Customer name\nA,George Foreman\nB,George  Foreman\nC,Smith: guest house\n");
        Assert.Equal(0, (await ValanceProcess.RunAsync(_folder, "import", ".", "--account", Account, "--create")).Code);
        var export = await ValanceProcess.RunAsync(_folder, "export", "--account", Account, "--wait");
        Assert.True(export.Code == 1, export.Output);
        Assert.Matches(CountLine("Customers", 1, 2, 0, 0, 0), export.Output);
        Assert.Contains("Customer Smith: guest house: ", export.Output, StringComparison.Ordinal);
        var compared = await ValanceProcess.RunAsync(_folder, "reconcile", "--account", Account, "--wait");
        Assert.True(compared.Code == 1, compared.Output);
        Assert.Contains("Smith: guest house: Only in Valance.", compared.Output, StringComparison.Ordinal);
        var jobs = await ValanceProcess.RunAsync(_folder, "jobs", "--failed");
        Assert.Equal((0, 2), (jobs.Code, Regex.Count(jobs.Output, "Failed +command line", RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public async Task Import_BadRows_ExitsWithOneAndNamesFileLineAndColumn()
    {
        WriteFile("customers.csv", "Customer id,Customer name\nA,Ana\nA,Ben\n");
        var import = await ValanceProcess.RunAsync(_folder, "import", _folder, "--account", Account, "--create");
        Assert.True(import.Code == 1, import.Output);
        Assert.Contains("customers.csv, line 3, Customer id: \"A\" stands on an earlier line already.", import.Output, StringComparison.Ordinal);
        Assert.Matches(CountLine("Customers", 1, 0, 0, 1), import.Output);
    }

    [Fact]
    public async Task AdminCreate_BesideAServerWithoutDemo_IsTheFirstWhoCanSignIn()
    {
        var (server, notice) = await ValanceProcess.ServeAsync(_folder, "--no-demo");
        await using var _1 = server;
        await server.UntilAsync("Nobody can sign in yet.");
        var made = await ValanceProcess.RunAsync(_folder, "admin", "create", "--email", "ops@example.com");
        Assert.True(made.Code == 0, made.Output);
        var password = Regex.Match(made.Output, @"Password, shown this once: (?<it>\w{16})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["it"].Value;

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(notice.Addresses[0]) };
        using var answer = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = "ops@example.com", ["Input.Password"] = password });
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        using var demo = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = "books@harbor.example", ["Input.Password"] = "valance-demo" });
        Assert.Equal(System.Net.HttpStatusCode.OK, demo.StatusCode);
    }

    [Fact]
    public async Task AdminCreate_Twice_SecondIsRefused()
    {
        var first = await ValanceProcess.RunAsync(_folder, "admin", "create", "--email", "ops@example.com");
        Assert.True(first.Code == 0, first.Output);
        Assert.Matches(@"Password, shown this once: \w{16}", first.Output);
        var second = await ValanceProcess.RunAsync(_folder, "admin", "create", "--email", "OPS@example.com");
        Assert.Equal(2, second.Code);
        Assert.Contains("is already taken", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no account \"Nobody\"", "export", "--account", "Nobody")]
    [InlineData("There is no account \"Nobody\"", "import", ".", "--account", "Nobody")]
    [InlineData("There is no folder", "import", "nowhere", "--account", "Nobody", "--create")]
    [InlineData("There is no account \"Nobody\"", "reconcile", "--account", "Nobody")]
    [InlineData("--account", "export")]
    [InlineData("\"exprot\" is no command or option.", "exprot")]
    public async Task Command_ThatCannotRun_SaysWhyAndExitsWithTwo(string why, params string[] arguments)
    {
        WriteFile("customers.csv", "Customer id,Customer name\nA,Ana\n");
        var ended = await ValanceProcess.RunAsync(_folder, arguments);
        Assert.Contains(why, ended.Output, StringComparison.Ordinal);
        Assert.Equal(2, ended.Code);
    }

    private static string CountLine(string kind, params int[] counts) => $"{kind} +{string.Join(" +", counts)}\\b";

    private void CopySamples(string into)
    {
        Directory.CreateDirectory(Path.Combine(_folder, into));
        foreach (var file in Directory.EnumerateFiles(Samples(), "*.csv"))
        {
            File.Copy(file, Path.Combine(_folder, into, Path.GetFileName(file)));
        }
    }

    private void WriteFile(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static string Samples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Valance.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "samples");
    }
}
