using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Valance.Web.Shell;

/// <summary>Stands around each page: what goes wrong there is logged and told in its place.</summary>
public sealed partial class Mishap(ILogger<Mishap> log, NavigationManager navigation) : ErrorBoundaryBase, IDisposable
{
    public void Dispose() => navigation.LocationChanged -= Leave;

    protected override void OnInitialized() => navigation.LocationChanged += Leave;

    protected override Task OnErrorAsync(Exception exception)
    {
        if (exception is NavigationException)
        {
            // A page that is drawn without a circuit leads elsewhere by it.
            ExceptionDispatchInfo.Throw(exception);
        }

        Broke(exception, navigation.ToBaseRelativePath(navigation.Uri).Split('?')[0]);
        return Task.CompletedTask;
    }

    /// <summary>Another page is another chance.</summary>
    private void Leave(object? sender, LocationChangedEventArgs e)
    {
        if (CurrentException is not null)
        {
            _ = InvokeAsync(Recover);
        }
    }

    [LoggerMessage(LogLevel.Error, "The page /{Path} broke.")]
    private partial void Broke(Exception defect, string path);
}
