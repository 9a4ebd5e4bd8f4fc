using System.Net;
using System.Net.Sockets;
using System.Text;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Valance.Core.Access;
using Valance.Core.Alerts;
using Valance.Core.Alerts.Mail;
using Valance.TestKit;
using Valance.Web.Alerts.Mail;

namespace Valance.Web.Tests.Alerts;

public sealed class AlertMailTests : IAsyncLifetime
{
    private readonly MovableTime _time = new();
    private TestStore _store = null!;
    private TestData _data = null!;
    private Actor _reader = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _data = await TestData.InNewAccountAsync(_store, time: _time);
        _reader = await _data.ActorAsync(Role.Bookkeeper, "Bea Booker");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Send_AtOnce_IsOneMailForEachAndNoneTwice()
    {
        await NoticeAsync("First", MailWhen.AtOnce);
        await NoticeAsync("Second", MailWhen.AtOnce);
        await NoticeAsync("Bell alone", MailWhen.Never);
        var post = new RecordingPost();

        Assert.Equal(2, await SendAsync(post));
        Assert.Equal(0, await SendAsync(post));

        Assert.Equal(["Valance: First", "Valance: Second"], post.Taken.Select(m => m.Subject));
        Assert.All(post.Taken, m => Assert.Equal(("Bea.Booker@test.example", "Bea Booker"), (m.To, m.Name)));
        Assert.Contains("https://valance.example/background-jobs/7", post.Taken[0].Text, StringComparison.Ordinal);
        Assert.Equal(2, post.Taken.Select(m => m.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Send_Daily_WaitsForItsTimeAndIsOneMail()
    {
        var due = _time.GetUtcNow().UtcDateTime.AddHours(5);
        await NoticeAsync("First", MailWhen.Daily, due);
        await NoticeAsync("Second", MailWhen.Daily, due);
        var post = new RecordingPost();
        Assert.Equal(0, await SendAsync(post));

        _time.Forward(TimeSpan.FromHours(6));
        Assert.Equal(1, await SendAsync(post));

        var mail = Assert.Single(post.Taken);
        Assert.Equal("Valance: 2 alerts", mail.Subject);
        Assert.Contains("First", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Second", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ServerIsAway_IsTriedAgainUnderTheSameIdAndAtLastGivenUp()
    {
        await NoticeAsync("First", MailWhen.AtOnce);
        var post = new RecordingPost { IsAway = true };
        Assert.Equal(0, await SendAsync(post));
        Assert.Equal(0, await SendAsync(post));
        Assert.Single(post.Tried);

        for (var i = 1; i < SendAlertMail.MostAttempts; i++)
        {
            _time.Forward(SendAlertMail.PauseAfter(i));
            await SendAsync(post);
        }

        Assert.Equal(SendAlertMail.MostAttempts, post.Tried.Count);
        Assert.Single(post.Tried.Distinct(StringComparer.Ordinal));
        _time.Forward(TimeSpan.FromDays(3));
        post.IsAway = false;
        Assert.Equal(0, await SendAsync(post));
    }

    [Fact]
    public async Task Send_CrashBeforeTheMark_SendsTheSameMailAgain()
    {
        await NoticeAsync("First", MailWhen.AtOnce);
        using var stop = new CancellationTokenSource();
        var post = new RecordingPost { AfterTaking = stop.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sender(post).HandleAsync(stop.Token));

        Assert.Equal(1, await SendAsync(post));
        Assert.Equal(2, post.Taken.Count);
        Assert.Equal(post.Taken[0].Id, post.Taken[1].Id);
    }

    [Fact]
    public async Task FilePost_SameMailTwice_IsOneFile()
    {
        var folder = Directory.CreateTempSubdirectory("valance-mail-").FullName;
        try
        {
            var mail = new AlertMail("alert-7@valance", "bea@example.com", "Bea", "Valance: Hello", "It failed.");
            await new FilePost(folder).SendAsync(mail, Ct);
            await new FilePost(folder).SendAsync(mail, Ct);
            var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder)), Ct);
            Assert.Contains("To: Bea <bea@example.com>", text, StringComparison.Ordinal);
            Assert.Contains("It failed.", text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task SmtpPost_ToAMailServer_HandsOverSenderReceiverAndId()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = TakeOneMailAsync(listener);
        var settings = new SmtpSettings
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            Security = SecureSocketOptions.None,
            From = "Valance <alerts@valance.example>",
        };

        await new SmtpPost(settings).SendAsync(new AlertMail("alert-7@valance", "bea@example.com", "Bea Booker", "Valance: failed", "Open it."), Ct);

        var said = await server;
        Assert.Contains("MAIL FROM:<alerts@valance.example>", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("RCPT TO:<bea@example.com>", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Message-Id: <alert-7@valance>", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Subject: Valance: failed", said, StringComparison.Ordinal);
    }

    /// <summary>As little of a mail server as one mail needs; gives all that the client said.</summary>
    private static async Task<string> TakeOneMailAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Ct);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var said = new StringBuilder();
        var inBody = false;
        while (await reader.ReadLineAsync(Ct) is { } line)
        {
            said.AppendLine(line);
            if (inBody)
            {
                if (line == ".")
                {
                    inBody = false;
                    await writer.WriteLineAsync("250 taken");
                }

                continue;
            }

            inBody = line == "DATA";
            await writer.WriteLineAsync(inBody ? "354 go on" : line == "QUIT" ? "221 bye" : "250 ok");
        }

        return said.ToString();
    }

    private Task<int> SendAsync(IMailPost post) => Sender(post).HandleAsync(Ct);

    private SendAlertMail Sender(IMailPost post) =>
        new(_store, post, new AlertMailSettings(new Uri("https://valance.example")), _time, NullLogger<SendAlertMail>.Instance);

    private async Task NoticeAsync(string title, MailWhen mail, DateTime? due = null)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        await using var db = _store.CreateDbContext();
        var alert = new Alert { AccountId = _data.Account.Id, Kind = AlertKind.JobFailed, At = now, Title = title, Text = "Why.", Path = "/background-jobs/7", SpreadAt = now };
        db.AlertNotices.Add(new AlertNotice { Alert = alert, UserId = _reader.UserId!.Value, InApp = true, Mail = mail, MailDueAt = due ?? now });
        await db.SaveChangesAsync(Ct);
    }

    private sealed class RecordingPost : IMailPost
    {
        public List<AlertMail> Taken { get; } = [];

        public List<string> Tried { get; } = [];

        public bool IsAway { get; set; }

        public Action? AfterTaking { get; init; }

        public Task SendAsync(AlertMail mail, CancellationToken ct)
        {
            Tried.Add(mail.Id);
            if (IsAway)
            {
                throw new IOException("The mail server is away.");
            }

            Taken.Add(mail);
            AfterTaking?.Invoke();
            return Task.CompletedTask;
        }
    }
}
