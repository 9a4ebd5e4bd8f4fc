using System.Globalization;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.People;
using Valance.Web.SignIn;

namespace Valance.Web.Users;

/// <summary>How a person stands, in an administrator's words.</summary>
internal static class PersonWords
{
    public static string Of(PersonState state) => state.ToString();

    public static string Chip(PersonState state) => state switch
    {
        PersonState.Invited => "chip-running",
        PersonState.Active => "chip-succeeded",
        PersonState.Locked => "chip-failed",
        _ => "chip-quiet",
    };

    /// <summary>What a role may, for who gives it.</summary>
    public static string Says(Role role) => role switch
    {
        Role.SiteAdministrator => "Everything, in all Accounts.",
        Role.SupportAgent => "Sees all Accounts' background jobs and the record behind one; retries and fixes.",
        Role.AccountAdministrator => "Everything in this Account: users, QuickBooks connection, mappings.",
        Role.Bookkeeper => "All records of this Account, exports and background jobs.",
        Role.Salesperson => "Own customers and orders, their export, own background jobs.",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static bool HasEnded(User invited, DateTime now) => invited.InvitedAt + PersonLinks.InvitationLasts <= now;

    public static string Page(long id) => string.Create(CultureInfo.InvariantCulture, $"/users/{id}");
}
