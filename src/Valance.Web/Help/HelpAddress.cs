namespace Valance.Web.Help;

/// <summary>Where the help about a cause stands.</summary>
public static class HelpAddress
{
    public const string Path = "/help/causes";

    public static string Of(string cause) => $"{Path}/{Uri.EscapeDataString(cause)}";
}
