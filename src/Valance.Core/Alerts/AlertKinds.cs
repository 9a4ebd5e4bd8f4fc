using Valance.Core.Access;

namespace Valance.Core.Alerts;

/// <summary>What each kind is called, who hears of it, and how while they have chosen nothing.</summary>
public static class AlertKinds
{
    public static IReadOnlyList<AlertKind> All { get; } = Enum.GetValues<AlertKind>();

    public static string NameOf(AlertKind kind) => kind switch
    {
        AlertKind.JobFailed => "An export or another job failed",
        AlertKind.ConnectionLost => "The QuickBooks connection is lost",
        AlertKind.ConnectionEnding => "The QuickBooks connection ends soon",
        AlertKind.CompanyBlocked => "QuickBooks refuses the whole company",
        AlertKind.NightDigest => "What the nightly export did",
        AlertKind.BooksDiffer => "The two books differ",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A salesperson hears of their own jobs alone.</summary>
    public static bool Concerns(Role role, AlertKind kind) => role switch
    {
        Role.AccountAdministrator or Role.Bookkeeper => true,
        Role.Salesperson => kind == AlertKind.JobFailed,
        _ => false,
    };

    /// <summary>What stops all exports goes to the administrator's mailbox at once; the rest stands under the bell.</summary>
    public static AlertChoice Default(long userId, Role role, AlertKind kind) => new()
    {
        UserId = userId,
        Kind = kind,
        InApp = true,
        Mail = role == Role.AccountAdministrator && kind is AlertKind.ConnectionLost or AlertKind.ConnectionEnding or AlertKind.CompanyBlocked ? MailWhen.AtOnce : MailWhen.Never,
    };
}
