using System.Text.Json;
using Valance.Core.CompanyImports;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Planning;
using Xunit;

namespace Valance.Export.Tests.History;

public sealed class HistoryReaderTests
{
    private const string Title = "Customer George Foreman";

    private static readonly DateTime At = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly Failure Duplicate = new(
        "duplicate-name", FailureCategory.Fixable, "Display name", "George Foreman", Code: "6240", Message: "Duplicate Name Exists Error",
        Detail: "The name supplied already exists. : null", HttpStatus: 400, IntuitTid: "1-5f733be9-e9e7");

    private static readonly PlanNote CutNote = new(PlanNoteKind.Cut, "Sidemark", "Smith - master bath and the hall upstairs", "Smith - master bath and the hall", "QuickBooks takes 31 characters.");

    public static TheoryData<string> Events => [.. typeof(JobEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(JobEvent))).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Read_EveryEventType_HasWords(string name)
    {
        var example = Examples().Single(e => string.Equals(e.GetType().Name, name, StringComparison.Ordinal));

        var line = Assert.Single(HistoryReader.Read([example.ToEntry(1, At)], new Dictionary<long, AttemptFacts>(), Title));

        Assert.Equal(At, line.At);
        Assert.NotEqual("", line.Headline);
        Assert.DoesNotContain("{", line.Headline, StringComparison.Ordinal);
        Assert.All(line.Details, d => Assert.NotEqual("", d.Value));
    }

    [Fact]
    public void Declared_Names_AreAllEvents() =>
        Assert.Equal(
            Examples().Select(e => e.GetType().Name).Concat(ImportExamples().Select(e => e.GetType().Name)).Order(StringComparer.Ordinal),
            HistoryReader.Declared.Order(StringComparer.Ordinal));

    [Fact]
    public void Read_Import_TellsCountsNotesAndEachRefusal()
    {
        var entries = ImportExamples().Select((e, i) => new HistoryEntry
        {
            JobId = 1,
            At = DateTime.UnixEpoch.AddSeconds(i),
            Event = e.GetType().Name,
            Data = JsonSerializer.Serialize(e, e.GetType(), ImportEvent.Json),
        });
        var lines = HistoryReader.Read(entries, new Dictionary<long, AttemptFacts>(), Title);
        Assert.Equal(
            ["Reading orders.csv.", "The import is done: 3 taken, 1 refused.", "Purchase order P-1 was refused."], lines.Select(l => l.Headline));
        Assert.Equal("2 added, 0 updated, 1 unchanged, 1 refused", Detail(lines[1], "Purchase order"));
        Assert.Equal("staff.csv was not read.", Detail(lines[1], "Note"));
        Assert.Equal("orders.csv, line 7, Date: no date", Detail(lines[2], "Reason"));
    }

    private static IEnumerable<ImportEvent> ImportExamples() =>
    [
        new ImportStarted(["orders.csv"]),
        new ImportEnded(
            new Dictionary<string, ImportCounts> { ["PurchaseOrder"] = new() { Added = 2, Unchanged = 1, Refused = 1 } }, ["staff.csv was not read."], null),
        new ImportRefused(RecordKind.PurchaseOrder, "P-1", [new("orders.csv", 7, "Date", "no date")]),
    ];

    [Fact]
    public void Read_Refused_KeepsQuickBooksOwnWords()
    {
        var line = Read(new Refused(Duplicate, TimeSpan.FromMilliseconds(212), false), attempt: 3);

        Assert.Equal((HistoryTone.Bad, 2), (line.Tone, line.Attempt));
        Assert.Equal("Duplicate Name Exists Error: The name supplied already exists. : null", Detail(line, "QuickBooks says"));
        Assert.Equal("6240", Detail(line, "Code"));
        Assert.Equal("1-5f733be9-e9e7", Detail(line, "intuit_tid"));
        Assert.Equal("212 ms", Detail(line, "Duration"));
        Assert.True(line.Details.Single(d => string.Equals(d.Label, "Response", StringComparison.Ordinal)).IsBody);
    }

    [Fact]
    public void Read_SentWithCutText_SaysWhatWasCut()
    {
        var line = Read(new Sent("create", "Invoice", "abc", 30, false, [CutNote]));

        Assert.Equal("Sent to QuickBooks: new Invoice, together with 29 more.", line.Headline);
        Assert.Equal(
            "cut to \"Smith - master bath and the hall\" from \"Smith - master bath and the hall upstairs\". QuickBooks takes 31 characters.",
            Detail(line, "Sidemark"));
    }

    [Fact]
    public void Read_NotReadyForOneReason_NamesTheRecordFieldAndValue()
    {
        var line = Read(new NotReady([Duplicate]));

        Assert.StartsWith("Not ready: Customer George Foreman was not exported", line.Headline, StringComparison.Ordinal);
        Assert.Equal("Display name", Detail(line, "Field"));
        Assert.Equal("George Foreman", Detail(line, "Value"));
    }

    [Fact]
    public void Read_NotReady_OurOwnWordsAreNotPutIntoQuickBooksMouth()
    {
        var line = Read(new NotReady([new Failure("duplicate-name", FailureCategory.Fixable, "Display name", "George Foreman", Detail: "A customer bears it.")]));

        Assert.Equal("A customer bears it.", Detail(line, "Why"));
        Assert.DoesNotContain(line.Details, d => string.Equals(d.Label, "QuickBooks says", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_EventOfANewerVersion_IsLeftOut() =>
        Assert.Empty(HistoryReader.Read([new HistoryEntry { JobId = 1, At = At, Event = "NotYetKnown" }], new Dictionary<long, AttemptFacts>(), Title));

    private static HistoryLine Read(JobEvent happened, long? attempt = null) =>
        Assert.Single(HistoryReader.Read([happened.ToEntry(1, At, attempt)], new Dictionary<long, AttemptFacts> { [3] = new(2, "{\"DisplayName\":\"George Foreman\"}", "{\"Fault\":{}}") }, Title));

    private static string Detail(HistoryLine line, string label) => line.Details.Single(d => string.Equals(d.Label, label, StringComparison.Ordinal)).Value;

    private static IEnumerable<JobEvent> Examples() =>
    [
        new RetryRequested("Ana Cole"),
        new Cancelled("Ana Cole"),
        new BulkPrepared(1773, 2),
        new BulkPaused("Ana Cole"),
        new BulkResumed("Ana Cole"),
        new BulkCancelled("Ana Cole", 412),
        new BulkEnded(1770, 2, 1),
        new ParentCancelled(7, "Customer George Foreman", "Ana Cole"),
        new Dismissed("Ana Cole", "Entered by hand."),
        new DismissalTakenBack("Ana Cole"),
        new FieldChanged("Ana Cole", "Display name", "George Foreman", "George Foreman (2)"),
        new LinkedToHeld("Ana Cole", "customer", "George Foreman", "58"),
        new Reactivated("Ana Cole", "customer", "George Foreman", "58", "1-5f"),
        new MappedTo("Ana Cole", "product \"Roller shade\"", "Shades"),
        new SentAnew("Ana Cole"),
        new ValuesWereChosen("Ana", [new("Phone", "555-0100", "555-0100", "555-0999", true), new("Company name", "A", "B", "C", false)], "Enter a name."),
        new UndoRequested("Ana", new Dictionary<string, int> { ["Void"] = 2, ["Deactivate"] = 1 }),
        new Undone("void"),
        new UndoneWithoutSending(),
        new UndoEnded(2, 1, 0),
        new Unlinked("Ana", "17", true),
        new DifferenceAccepted("Ana Cole"),
        new OursSentAgain("Ana Cole"),
        new ListsReadAnew(),
        new Sent("create", "Customer", "abc", 1, false, [CutNote]),
        new Accepted("create", "Customer", "58", "0", 200, "1-5f", TimeSpan.FromMilliseconds(3)),
        new Refused(Duplicate, TimeSpan.FromMilliseconds(3), true),
        new NotReady([Duplicate, Duplicate with { Cause = "colon", Detail = "A colon." }]),
        new Stopped(Duplicate),
        new NothingSent(),
        new LeftOut(new EarlyDay(RecordKind.Order, new DateOnly(2025, 12, 30), new DateOnly(2026, 1, 1))),
        new AnswerLost("abc"),
        new LookedUp("Customer", "58", true, "1-5f"),
        new ChangedMeanwhile("Customer"),
        new BookedDifferently([CutNote]),
        new WaitingForParent(7, "Customer George Foreman"),
        new ParentArrived("Customer George Foreman"),
        new WaitingForTime(At, "throttled"),
        new WaitingForConnection("reconnect"),
        new ConnectionResumed("Ana Cole"),
        new WaitingForAccount("Dana Webb"),
        new AccountInUseAgain(),
        new TakenUpAgain(),
        new Cleared(9),
        new Matched("Ana Cole", "Foreman, George", "58"),
        new LinkTakenBack("Ana Cole", "Foreman, George", "58", "It is his son"),
        new MatchingRequested("Ana Cole", 90),
        new NamesRead(1204, 33),
        new CandidatesFound(1200, 4, 30),
        new CompanyImportRequested("Ana Cole", true, false, [OfferKind.Customer, OfferKind.Item]),
        new CompanyRead(OfferKind.Vendor, 33),
        new OffersFound(1200, 3, 2, 1, 12, 7),
        new OffersTaken(1200, 1, 3, 1, ["Foreman, George: It is gone from QuickBooks."]),
        new ReconcileRequested("Ana Cole", new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31)),
        new KindCompared(RecordKind.Order, 1200, 1199, 75.5m, 1),
        new ChangedWhileReading(2),
        new ReceivablesUnread("QuickBooks gives no answer just now."),
        new BooksCompared(1, 2),
        new MatchesLinked(1199, ["Customer George Foreman is on its way to QuickBooks just now."]),
        new DefectHappened("InvalidOperationException", "Sequence contains no elements", "at ..."),
    ];
}
