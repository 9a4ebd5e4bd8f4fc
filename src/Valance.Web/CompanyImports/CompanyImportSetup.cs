namespace Valance.Web.CompanyImports;

public static class CompanyImportSetup
{
    public static IServiceCollection AddCompanyImportScreen(this IServiceCollection services) => services.AddHostedService<CompanyImportQueue>();
}
