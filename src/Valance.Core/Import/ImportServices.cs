using Microsoft.Extensions.DependencyInjection;

namespace Valance.Core.Import;

public static class ImportServices
{
    /// <summary>Needs the store and the jobs.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services) => services.AddSingleton<ChooseColumns>().AddSingleton<GetImport>().AddSingleton<RunImport>();
}
