using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>A client that NSwag makes of the running program's OpenAPI document, compiled here, walks the seed's flow. Nothing that is generated is kept.</summary>
public sealed class GeneratedClientTests(WorkingSiteFixture site) : IClassFixture<WorkingSiteFixture>
{
    [Fact]
    public async Task Client_OfAStockGenerator_WalksTheSeedsFlow()
    {
        var company = await SandboxCompany.ConnectAsync(site, site.People.Sunrise, site.People.AccountAdministrator);
        company.RefuseNextCustomerAsTaken();
        using var program = await ApiProgram.WithKeyAsync(site, name: "Integrator");
        var walk = await CompileAsync(program.Http);

        var told = await CallAsync(walk, "RunAsync", program.Http);

        Assert.Equal("duplicate-name", told[0]);
        Assert.Contains("The name supplied already exists.", told[1], StringComparison.Ordinal);
        Assert.Contains("already", told[2], StringComparison.Ordinal);
        Assert.Equal(told[3], told[4]);
        Assert.Equal("API key Integrator", told[5]);
        Assert.NotEmpty(told[6]);
        Assert.Equal([told[4]], company.Customers);
        Assert.Equal(["emails[0]", "name", "terms"], (await CallAsync(walk, "RefusedAsync", program.Http)).Order(StringComparer.Ordinal));
    }

    private static async Task<string[]> CallAsync(Type walk, string step, HttpClient http) =>
        await (Task<string[]>)walk.GetMethod(step, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [http])!;

    private static async Task<Type> CompileAsync(HttpClient http)
    {
        var document = await OpenApiDocument.FromJsonAsync(await http.GetStringAsync("/openapi/v1.json"));
        var generated = new CSharpClientGenerator(document, new CSharpClientGeneratorSettings
        {
            ClassName = "Client",
            UseBaseUrl = false,
            GenerateOptionalParameters = true,
            CSharpGeneratorSettings = { Namespace = "ValanceClient" },
        }).GenerateFile();
        var compiled = CSharpCompilation.Create(
            "ValanceClient",
            [CSharpSyntaxTree.ParseText(generated), CSharpSyntaxTree.ParseText(await SourceAsync())],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(a => MetadataReference.CreateFromFile(a)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compiled.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        return Assembly.Load(assembly.ToArray()).GetType("ValanceClient.SeedWalk", throwOnError: true)!;
    }

    private static async Task<string> SourceAsync()
    {
        await using var source = typeof(GeneratedClientTests).Assembly.GetManifestResourceStream("SeedWalk.cs")!;
        using var reader = new StreamReader(source);
        return await reader.ReadToEndAsync();
    }
}
