using System.Globalization;
using System.Text;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.Tests.Failures;
using Xunit;

namespace Valance.Export.Tests.Refusals;

/// <summary>docs/refusals.md is made of the catalogue, the checks and the real rules; set VALANCE_WRITE_DOCS=1 to write it anew.</summary>
public sealed class RefusalsDocumentTests
{
    private static string DocumentPath => Path.Combine(Root(), "docs", "refusals.md");

    [Fact]
    public async Task Document_SaysWhatTheCodeDoes()
    {
        var wanted = Document();
        if (Environment.GetEnvironmentVariable("VALANCE_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(DocumentPath, wanted, TestContext.Current.CancellationToken);
        }

        Assert.Equal(wanted, (await File.ReadAllTextAsync(DocumentPath, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    private static string Document()
    {
        var (text, rules) = (new StringBuilder(), RealRule.All);
        var checks = CheckNames();
        text.Append("# Refusals\n\nMade by `RefusalsDocumentTests`; do not edit by hand.\n\n");
        text.Append("## Rules that our data can break\n\nEach row is a test (`RealRuleTests`) that breaks the rule with real data and goes from the export through the explanation and the cure to the books.\n\n");
        text.Append("| what is wrong | cause | found before it is sent | explained | cured in the job |\n|---|---|---|---|---|\n");
        foreach (var rule in rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {rule.Name} | {rule.Cause} | {Yes(rule.FoundBefore)} | yes | {(rule.Fix is null ? $"no: {rule.Cure.ToLowerInvariant()}" : rule.Cure)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{rules.Count(r => r.FoundBefore)} of {rules.Count} are found before the record is sent; what changes in QuickBooks after its lists and names were read is found when it is sent. {rules.Count(r => r.Fix is not null)} of {rules.Count} are cured without leaving the job.\n");
        text.Append("\n## Causes\n\nEvery cause of the catalogue. \"Check\": a rule of that name is tried before anything is sent. `EveryCodeTests` drives each code through a real export, and `EveryCodeScreenTests` does so in the browser: the words and cures on the job's page are this catalogue's, and after the cure the record is in the books once.\n");
        foreach (var (chapter, causes) in Explanations.Chapters)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {chapter}\n\n| cause | means | QuickBooks' codes | check | the job offers |\n|---|---|---|---|---|\n");
            foreach (var cause in causes)
            {
                var told = Explanations.Of(new Failure(cause, FailureCategory.Fixable), "The record");
                text.Append(CultureInfo.InvariantCulture, $"| {cause} | {told.Title} | {string.Join(", ", Explanations.CodesOf(cause))} | {(checks.Contains(cause) ? "yes" : "")} | {string.Join("; ", told.Fixes.Select(f => f.Label))} |\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{Explanations.Causes.Count} causes explain {DocumentedCodesTests.Codes.Count} codes and what comes without one.\n");
        return text.ToString();
    }

    private static HashSet<string> CheckNames() =>
    [
        .. CustomerChecks.All.Select(c => c.Name), .. VendorChecks.All.Select(c => c.Name), .. OrderChecks.All.Select(c => c.Name),
        .. PaymentChecks.All.Select(c => c.Name), .. PurchaseOrderChecks.All.Select(c => c.Name),
    ];

    private static string Yes(bool value) => value ? "yes" : "no";

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
