using System.Globalization;
using System.Text;
using Valance.Core.Alerts.Mail;

namespace Valance.Web.Alerts.Mail;

/// <summary>Lays mails down as files: what happens until a mail server is named, so that nothing is sent by accident and nothing is lost.</summary>
internal sealed class FilePost(string folder) : IMailPost
{
    public async Task SendAsync(AlertMail mail, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var name = string.Concat(mail.Id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' ? c : '_'));
        var text = string.Create(CultureInfo.InvariantCulture, $"Message-Id: <{mail.Id}>\r\nTo: {mail.Name} <{mail.To}>\r\nSubject: {mail.Subject}\r\n\r\n{mail.Text}\r\n");
        var path = Path.Combine(folder, name + ".eml");
        // Whole or not at all: a repeat of the same mail is the same file.
        await File.WriteAllTextAsync(path + ".part", text, Encoding.UTF8, ct);
        File.Move(path + ".part", path, overwrite: true);
    }
}
