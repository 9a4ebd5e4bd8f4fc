namespace Valance.Core.Alerts.Mail;

/// <summary>One mail in plain text.</summary>
/// <param name="Id">The same at every try, so that a mailbox knows a repeat.</param>
public sealed record AlertMail(string Id, string To, string Name, string Subject, string Text);

/// <summary>Takes mails out of the program: a mail server, or a folder.</summary>
public interface IMailPost
{
    /// <summary>Returns when the mail was taken; throws where it was not, and it is tried again.</summary>
    Task SendAsync(AlertMail mail, CancellationToken ct);
}
