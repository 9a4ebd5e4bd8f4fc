using System.Text;
using Valance.Core.Jobs;
using Xunit;

namespace Valance.Export.Tests.Accounting;

/// <summary>
/// Every case from our records into the company's books, and docs/accounting.md, which is made of what both say; set VALANCE_WRITE_DOCS=1 to write it anew.
/// </summary>
public sealed class AccountingTests
{
    private static readonly IReadOnlyList<AccountingCase> Cases = [.. SalesCases.All, .. PaymentCases.All, .. RefundCases.All];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string DocumentPath => Path.Combine(Root(), "docs", "accounting.md");

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_FromOurRecordsToTheBooks_AgreesAndIsWhatTheDocumentSays(string name)
    {
        var one = Cases.Single(c => c.Name == name);
        await using var desk = await Desk.OpenAsync();
        await one.Act(desk);
        if (one.Differs is null)
        {
            await BothBooks.AgreeAsync(desk);
        }
        else
        {
            await using var db = desk.Site.Store.CreateDbContext();
            Assert.Contains(db.Jobs, j => j.State == JobState.Succeeded && j.HasWarnings);
        }

        var section = await AccountingSection.OfAsync(desk, one, Ct);
        if (Environment.GetEnvironmentVariable("VALANCE_WRITE_DOCS") != "1")
        {
            Assert.Contains(section, await ReadAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Document_HasEveryCaseOnce()
    {
        if (Environment.GetEnvironmentVariable("VALANCE_WRITE_DOCS") == "1")
        {
            await WriteAsync();
        }

        var text = await ReadAsync();
        Assert.StartsWith(Head, text, StringComparison.Ordinal);
        Assert.Equal(Cases.Select(c => $"## {c.Name}"), text.Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)));
    }

    private const string Head = """
        # Accounting

        Made by `AccountingTests`; do not edit by hand.

        Each case is entered as a bookkeeper enters it, exported into a new company of the sandbox, and looked at in both books: our figures, the documents that were sent (customers and
        list entries left out), the postings that stand in QuickBooks' ledger, and its reports at the end of the year. Every case is a test that holds each order's total, tax and balance against
        its invoice, each customer's balance, the receivable account, the ageing and both statements to the cent.

        """;

    private static async Task WriteAsync()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var one in Cases)
        {
            await using var desk = await Desk.OpenAsync();
            await one.Act(desk);
            text.Append('\n').Append(await AccountingSection.OfAsync(desk, one, Ct));
        }

        await File.WriteAllTextAsync(DocumentPath, text.ToString(), Ct);
    }

    private static async Task<string> ReadAsync() => (await File.ReadAllTextAsync(DocumentPath, Ct)).ReplaceLineEndings("\n");

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
