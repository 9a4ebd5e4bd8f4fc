namespace Valance.Web.SignIn;

/// <summary>Where somebody goes after signing in.</summary>
internal static class OwnPath
{
    /// <summary>Only a path of this site: "//elsewhere" and "/\elsewhere" lead away.</summary>
    public static string Of(string? returnUrl) => returnUrl is ['/', ..] and not ['/', '/' or '\\', ..] ? returnUrl : "/";
}
