using Microsoft.AspNetCore.Authorization;
using Valance.Core.Access;

namespace Valance.Web.SignIn;

/// <summary>The permission that a page needs. Every page has one, or says that anybody may see it; a test finds the pages without a rule.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    public NeedsAttribute(Permission permission)
        : base(PolicyOf(permission)) => Permission = permission;

    public Permission Permission { get; }

    public static string PolicyOf(Permission permission) => $"may:{permission}";

    /// <summary>Null for a policy that is about no permission.</summary>
    public static Permission? PermissionOf(string? policy) =>
        policy?.Split(':') is ["may", var name] && Enum.TryParse<Permission>(name, out var permission) ? permission : null;
}
