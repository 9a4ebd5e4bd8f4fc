using MudBlazor;

namespace Valance.Web.Shell;

/// <summary>The site's look: ink bar, quiet surfaces, dense type. Every text colour keeps at least 4.5:1 on its ground, which MudBlazor's own theme does not.</summary>
public static class ValanceTheme
{
    private static readonly string[] Fonts = ["Inter", "Segoe UI", "system-ui", "-apple-system", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6158",
            Secondary = "#3f5365",
            Tertiary = "#6b4e9b",
            Info = "#1d5fa8",
            Success = "#1c6b3a",
            Warning = "#8a5300",
            Error = "#b3261e",
            Dark = "#1b2a33",
            AppbarBackground = "#14303a",
            AppbarText = "#ffffff",
            Background = "#f4f6f7",
            BackgroundGray = "#eaeef0",
            Surface = "#ffffff",
            TextPrimary = "#1b2a33",
            TextSecondary = "#4a5b66",
            TextDisabled = "#66757f",
            ActionDefault = "#44555f",
            ActionDisabled = "#66757f",
            ActionDisabledBackground = "#e3e8eb",
            LinesDefault = "#dbe1e5",
            LinesInputs = "#7f8e98",
            TableLines = "#e3e8eb",
            TableHover = "#f0f5f5",
            Divider = "#dbe1e5",
            DrawerBackground = "#ffffff",
            DrawerText = "#1b2a33",
            DrawerIcon = "#44555f",
            HoverOpacity = 0.06,
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "52px", DrawerWidthLeft = "270px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Fonts, FontSize = "1.375rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontFamily = Fonts, FontSize = "1.0625rem", FontWeight = "650", LineHeight = "1.4", LetterSpacing = "normal" },
            H3 = new H3Typography { FontFamily = Fonts, FontSize = "0.9375rem", FontWeight = "650", LineHeight = "1.4", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "0.875rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.8125rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = Fonts, FontSize = "0.75rem", LetterSpacing = "normal" },
        },
    };
}
