using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;
using Valance.Core.Alerts.Mail;

namespace Valance.Web.Alerts.Mail;

/// <summary>Hands mails to a mail server.</summary>
internal sealed class SmtpPost(SmtpSettings settings) : IMailPost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task SendAsync(AlertMail mail, CancellationToken ct)
    {
        using var message = new MimeMessage { Subject = mail.Subject, Body = new TextPart(TextFormat.Plain) { Text = mail.Text }, MessageId = mail.Id };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(new MailboxAddress(mail.Name, mail.To));
        using var server = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await server.ConnectAsync(settings.Host, settings.Port, settings.Security, ct);
        if (settings.User.Length > 0)
        {
            await server.AuthenticateAsync(settings.User, settings.Password, ct);
        }

        await server.SendAsync(message, ct);
        await server.DisconnectAsync(quit: true, ct);
    }
}

/// <summary>Section Alerts:Smtp.</summary>
internal sealed class SmtpSettings
{
    /// <summary>Empty: mails are laid down as files in the data folder.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>StartTls by default; SslOnConnect for port 465; None only for a server on the same machine.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.StartTls;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The sender, such as "Valance &lt;alerts@example.com&gt;".</summary>
    public string From { get; set; } = "";
}
