using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.People;

/// <summary>Somebody who is to be let in.</summary>
public sealed class InvitationInput
{
    /// <summary>Null: a person of the site.</summary>
    public long? AccountId { get; set; }

    public string Email { get; set; } = "";

    public Role Role { get; set; } = Role.Bookkeeper;

    public long? DepartmentId { get; set; }
}

/// <summary>Invites somebody by e-mail. Their row is there at once, and opens nothing until they have accepted.</summary>
public sealed class InvitePerson(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    internal const string WhoMay = "Your role may not manage users. The account administrator can.";

    public async Task<Result<User>> HandleAsync(Actor actor, InvitationInput input, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (input.AccountId is { } account && !await db.VisibleAccounts(actor).AnyAsync(a => a.Id == account, ct))
        {
            return Result<User>.NotFound("The account");
        }

        var roles = RoleRules.MayGive(actor, input.AccountId);
        if (roles.Count == 0)
        {
            return Result<User>.Forbidden(WhoMay);
        }

        var email = input.Email.Trim();
        var problems = new ProblemList();
        problems.AddIf(email.Length == 0, nameof(input.Email), "Enter the person's e-mail address.");
        problems.Email(nameof(input.Email), email);
        problems.AddIf(!roles.Contains(input.Role), nameof(input.Role), "Choose a role that you may give.");
        problems.AddIf(
            input.DepartmentId is { } department && !await db.Departments.AnyAsync(d => d.Id == department && d.AccountId == input.AccountId, ct),
            nameof(input.DepartmentId), "That department was not found.");
        if (!problems.Any)
        {
            var key = email.ToUpperInvariant();
            problems.AddIf(await db.Users.AnyAsync(u => u.NormalizedEmail == key || u.NormalizedUserName == key, ct), nameof(input.Email), InUse(email));
        }

        if (problems.Any)
        {
            return Result<User>.Invalid(problems.Problems);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var user = NewPerson(actor, input, email, now);
        db.PersonMails.Add(PersonMail.Of(user, PersonMailKind.Invitation, now));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Somebody else invited the same address in the same moment: a unique index lets one in.
            return Result<User>.Invalid(nameof(input.Email), InUse(email));
        }

        return Result<User>.Done(user);
    }

    private static string InUse(string email) => $"“{email}” signs in to this site already, or is invited. Each person needs an address of their own.";

    private static User NewPerson(Actor actor, InvitationInput input, string email, DateTime now)
    {
        var user = new User
        {
            AccountId = input.AccountId,
            Role = input.Role,
            DepartmentId = input.AccountId is null ? null : input.DepartmentId,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            IsActive = false,
            LockoutEnabled = true,
            InvitedAt = now,
            InvitedBy = actor.Name,
        };
        user.EndSessions();
        return user;
    }
}
