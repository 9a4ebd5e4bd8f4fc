using Valance.Core;
using Valance.Core.Access;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Access;

/// <summary>
/// Who may ask for what, over the commands that the running program has: each is called as a screen that was left open would call it, so that hiding a
/// button is not what protects it. A new command without a rule fails here.
/// </summary>
public sealed class CommandRulesTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public void Commands_OfTheRunningProgram_EachHasARule()
    {
        var found = CommandRules.Of(site.Services).Select(CommandRules.NameOf).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("CancelOrder.HandleAsync", found);
        string[] ruled = [.. CommandRules.Commands.Keys, .. CommandRules.OfOneself, .. CommandRules.DecidedWithin, .. CommandRules.Questions];
        Assert.Empty(found.Except(ruled, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Empty(ruled.Except(found, StringComparer.Ordinal));
        Assert.Equal(ruled.Length, ruled.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(Role.SupportAgent)]
    [InlineData(Role.AccountAdministrator)]
    [InlineData(Role.Bookkeeper)]
    [InlineData(Role.Salesperson)]
    public async Task Command_AskedForByARoleWithoutTheRight_IsRefused(Role role) =>
        Assert.Empty(await WrongAsync(site.People.Of(role).AsActor(), needed => RoleMatrix.May(role, needed)));

    /// <summary>It may be refused for what was asked, never for who asks. So a row that is missing here cannot pass for a refusal above.</summary>
    [Theory]
    [InlineData(Role.SiteAdministrator)]
    [InlineData(Role.SupportAgent)]
    [InlineData(Role.AccountAdministrator)]
    [InlineData(Role.Bookkeeper)]
    [InlineData(Role.Salesperson)]
    public async Task Command_AskedForByARoleWithTheRight_IsNotRefusedForWhoAsks(Role role) =>
        Assert.Empty(await TurnedAwayAsync(site.People.Of(role).AsActor(), needed => RoleMatrix.May(role, needed)));

    [Fact]
    public async Task Command_AboutAnotherAccountsRows_IsRefusedWhateverTheRole()
    {
        foreach (var role in new[] { Role.AccountAdministrator, Role.Bookkeeper, Role.Salesperson })
        {
            Assert.Empty(await WrongAsync(site.People.HarborBookkeeper.AsActor() with { Role = role }, _ => false));
        }
    }

    [Fact]
    public async Task Question_AboutAnotherAccountsRow_FindsNothing()
    {
        var (actor, rows) = (site.People.HarborBookkeeper.AsActor() with { Role = Role.AccountAdministrator }, await CommandRows.CreateAsync(site));
        var questions = CommandRules.Of(site.Services).Where(m => CommandRules.Questions.Contains(CommandRules.NameOf(m)) && CommandCall.IsAboutARow(m)).ToList();

        Assert.True(questions.Count > 20);
        foreach (var question in questions)
        {
            var refusal = await CommandCall.AskAsync(site.Services, question, actor, rows);
            Assert.True(refusal is Refusal.NotFound or Refusal.Forbidden, $"{CommandRules.NameOf(question)} answered {refusal?.ToString() ?? "Done"}");
        }
    }

    [Fact]
    public async Task Command_AskedForByAKeyThatReads_IsRefused() =>
        Assert.Empty(await WrongAsync(new Actor(null, "API key", Role.AccountAdministrator, site.People.Sunrise.Id) { Scopes = ApiScope.Read }, _ => false));

    [Fact]
    public void Screens_ChangeNothingPastTheCommands()
    {
        string[] writes = ["SaveChangesAsync", "ExecuteUpdateAsync", "ExecuteDeleteAsync", "CommitAsync"];
        var screens = Directory.EnumerateFiles(Path.Combine(Root(), "src", "Valance.Web"), "*.razor*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".razor.cs", StringComparison.Ordinal)).ToList();

        Assert.True(screens.Count > 50);
        Assert.DoesNotContain(screens, f => File.ReadAllText(f) is var text && writes.Any(w => text.Contains(w, StringComparison.Ordinal)));
    }

    /// <summary>Commands that the asker may not ask for, and was not refused.</summary>
    private async Task<IReadOnlyList<string>> WrongAsync(Actor actor, Func<Permission, bool> allows) =>
        [.. (await AskAllAsync(actor, needed => !needed.Any(allows))).Where(a => !IsForWhoAsks(a.Refusal)).Select(a => a.Said)];

    /// <summary>Commands that the asker may ask for, and was refused.</summary>
    private async Task<IReadOnlyList<string>> TurnedAwayAsync(Actor actor, Func<Permission, bool> allows)
    {
        var asked = await AskAllAsync(actor, needed => needed.Any(allows));
        Assert.NotEmpty(asked);
        return [.. asked.Where(a => IsForWhoAsks(a.Refusal)).Select(a => a.Said)];
    }

    private async Task<IReadOnlyList<(Refusal? Refusal, string Said)>> AskAllAsync(Actor actor, Func<Permission[], bool> isMeant)
    {
        var rows = await CommandRows.CreateAsync(site);
        var asked = new List<(Refusal?, string)>();
        var commands = CommandRules.Of(site.Services).ToLookup(CommandRules.NameOf, StringComparer.Ordinal);
        foreach (var command in CommandRules.Commands.Where(rule => isMeant(rule.Value)).SelectMany(rule => commands[rule.Key]))
        {
            var refusal = await CommandCall.AskAsync(site.Services, command, actor, rows);
            asked.Add((refusal, $"{CommandRules.NameOf(command)} answered {refusal?.ToString() ?? "Done"} to {actor.Role}"));
        }

        return asked;
    }

    private static bool IsForWhoAsks(Refusal? refusal) => refusal is Refusal.Forbidden or Refusal.NotFound;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Valance.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the test's folder.");
    }
}
