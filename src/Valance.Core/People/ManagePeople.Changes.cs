using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Records.Saving;

namespace Valance.Core.People;

/// <summary>What an administrator sets of a person.</summary>
public sealed record PersonInput(string FullName, Role Role, long? DepartmentId);

public sealed partial class ManagePeople
{
    public const int LongestName = 120;

    private const string NotYourself = "Nobody changes their own role or deactivates themselves. Another administrator can.";

    /// <summary>Name, role and department. A new role counts at once, and signs the person out: open screens were made for the old one.</summary>
    public async Task<Result<User>> ChangeAsync(Actor actor, long id, PersonInput input, CancellationToken ct)
    {
        var name = PersonName.Of(input.FullName);
        var problems = new ProblemList();
        problems.Text(nameof(input.FullName), "The name", name, LongestName);
        if (problems.Any)
        {
            return Result<User>.Invalid(problems.Problems);
        }

        return await HandleAsync(
            actor, id,
            async (db, user) =>
            {
                if (name.Length == 0 && user.StateAt(Now) != PersonState.Invited)
                {
                    return new(nameof(input.FullName), "The name is missing.");
                }

                if (input.DepartmentId is { } department && !await db.Departments.AnyAsync(d => d.Id == department && d.AccountId == user.AccountId, ct))
                {
                    return new(nameof(input.DepartmentId), "That department was not found.");
                }

                if (user.Role != input.Role)
                {
                    if (user.Id == actor.UserId)
                    {
                        return new(nameof(input.Role), NotYourself);
                    }

                    if (!RoleRules.MayGive(actor, user.AccountId).Contains(input.Role))
                    {
                        return new(nameof(input.Role), "Choose a role that you may give.");
                    }

                    user.Role = input.Role;
                    if (user.IsActive)
                    {
                        user.EndSessions();
                    }
                }

                (user.FullName, user.DepartmentId, user.ConcurrencyStamp) = (name, input.DepartmentId, Guid.NewGuid().ToString());
                return null;
            },
            ct);
    }

    /// <summary>Shuts somebody out at once. What they entered and exported stays under their name.</summary>
    public Task<Result<User>> DeactivateAsync(Actor actor, long id, CancellationToken ct) => HandleAsync(
        actor, id,
        (_, user) =>
        {
            if (user.Id == actor.UserId)
            {
                return Refuse(NotYourself);
            }

            if (user.StateAt(Now) == PersonState.Invited)
            {
                return Refuse("The invitation was not accepted yet. Revoke it instead.");
            }

            user.IsActive = false;
            user.EndSessions();
            return Fine;
        },
        ct);

    /// <summary>Lets somebody in again, with the password and the role that they had.</summary>
    public Task<Result<User>> ReactivateAsync(Actor actor, long id, CancellationToken ct) => HandleAsync(
        actor, id,
        (_, user) =>
        {
            if (user.StateAt(Now) == PersonState.Invited)
            {
                return Refuse("The invitation was not accepted yet. Send it again instead.");
            }

            user.IsActive = true;
            user.EndSessions();
            Unlock(user);
            return Fine;
        },
        ct);

    /// <summary>Ends a lock-out before its time.</summary>
    public Task<Result<User>> UnlockAsync(Actor actor, long id, CancellationToken ct) => HandleAsync(
        actor, id,
        (_, user) =>
        {
            Unlock(user);
            return Fine;
        },
        ct);

    /// <summary>For somebody who lost the phone and the recovery codes. The password alone lets them in then, or leads to a new set-up where the Account asks for it.</summary>
    public Task<Result<User>> TurnOffTwoStepAsync(Actor actor, long id, CancellationToken ct) => HandleAsync(
        actor, id,
        async (db, user) =>
        {
            db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == user.Id).ToListAsync(ct));
            (user.TwoFactorEnabled, user.LastCodeStep) = (false, null);
            user.EndSessions();
            return null;
        },
        ct);

    /// <summary>A new link; the one before ends.</summary>
    public Task<Result<User>> InviteAgainAsync(Actor actor, long id, CancellationToken ct) => HandleAsync(
        actor, id,
        (db, user) =>
        {
            if (user.StateAt(Now) != PersonState.Invited)
            {
                return Refuse($"{user.Called} has accepted already.");
            }

            (user.InvitedAt, user.InvitedBy) = (Now, actor.Name);
            user.EndSessions();
            db.PersonMails.Add(PersonMail.Of(user, PersonMailKind.Invitation, Now));
            return Fine;
        },
        ct);

    /// <summary>Takes an invitation back. Nothing was done under it, so that nothing of it stays: the address can be invited anew.</summary>
    public Task<Result<User>> RevokeInvitationAsync(Actor actor, long id, CancellationToken ct) => HandleAsync(
        actor, id,
        (db, user) =>
        {
            if (user.StateAt(Now) != PersonState.Invited)
            {
                return Refuse($"{user.Called} has accepted already. Deactivate them instead.");
            }

            db.Users.Remove(user);
            return Fine;
        },
        ct);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static Task<Problem?> Fine { get; } = Task.FromResult<Problem?>(null);

    private static Task<Problem?> Refuse(string why) => Task.FromResult<Problem?>(new("", why));

    private static void Unlock(User user) => (user.LockoutEnd, user.AccessFailedCount, user.ConcurrencyStamp) = (null, 0, Guid.NewGuid().ToString());
}
