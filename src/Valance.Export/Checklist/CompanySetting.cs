namespace Valance.Export.Checklist;

public enum SettingState
{
    Good,
    /// <summary>Nothing breaks, but somebody should know.</summary>
    Notice,
    Bad,
}

/// <summary>One thing of the company that decides how exports fare.</summary>
/// <param name="Found">How it stands, in a sentence.</param>
/// <param name="Breaks">What goes otherwise than one expects because of it; empty where all is well.</param>
/// <param name="Where">Where it is set right; empty where nothing is to be done.</param>
/// <param name="Link">The page of ours where it is set right; null where that is QuickBooks.</param>
public sealed record CompanySetting(string Name, SettingState State, string Found, string Breaks = "", string Where = "", string? Link = null);
