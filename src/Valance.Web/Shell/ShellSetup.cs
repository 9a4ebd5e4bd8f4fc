using MudBlazor;
using MudBlazor.Services;
using Valance.Web.SignIn;

namespace Valance.Web.Shell;

public static class ShellSetup
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddHttpContextAccessor();
        services.AddMudServices(o =>
        {
            o.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.TopRight;
            o.SnackbarConfiguration.MaxDisplayedSnackbars = 4;
            o.SnackbarConfiguration.PreventDuplicates = false;
            o.SnackbarConfiguration.ShowTransitionDuration = 120;
            o.SnackbarConfiguration.HideTransitionDuration = 120;
        });
        return services.AddSignInPages();
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        // Our own header forbids framing altogether.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
