using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Web.Hosting;

namespace Valance.Web.Tests.Site;

/// <summary>The real host with a store and a sandbox of its own on free ports: two dealers, a person of each role. Gone with the test class.</summary>
public class SiteFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valance-site-").FullName;
    private readonly List<Func<Task>> _closeFirst = [];
    private WebApplication? _app;

    public IServiceProvider Services => _app!.Services;

    public Uri Address { get; private set; } = null!;

    public People People { get; private set; } = null!;

    public IDbContextFactory<ValanceDb> Store => Services.GetRequiredService<IDbContextFactory<ValanceDb>>();

    /// <summary>Most screens are tested on jobs that stand still.</summary>
    protected virtual bool RunsLanes => false;

    /// <summary>Settings as the command line would give them.</summary>
    protected virtual IReadOnlyList<string> Settings => [];

    public async ValueTask InitializeAsync()
    {
        _app = Program.Build(["--urls", "http://127.0.0.1:0", "--data", _folder, "--Logging:LogLevel:Default", "Warning", "--Lanes:Run", RunsLanes ? "true" : "false", .. Settings]);
        await _app.PrepareStoreAsync(CancellationToken.None);
        await Services.GetRequiredService<LocalSandbox>().StartAsync("http://127.0.0.1:0", CancellationToken.None);
        People = await People.SeedAsync(Services);
        await _app.StartAsync();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>A client with its own cookies that does not follow redirects.</summary>
    public HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>A client whose person has signed in through the form.</summary>
    public async Task<HttpClient> SignInAsync(User user)
    {
        var client = CreateClient();
        using var answer = await client.PostFormAsync("/sign-in", new() { ["Input.Email"] = user.Email!, ["Input.Password"] = People.Password });
        return answer.StatusCode == HttpStatusCode.Redirect ? client : throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
    }

    /// <summary>Browser windows close before the host, or their open screens fail loudly.</summary>
    public void CloseFirst(Func<Task> close) => _closeFirst.Add(close);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Task.WhenAll(_closeFirst.Select(close => close()));
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The same with its lanes at work: what a person exports goes into the books.</summary>
public sealed class WorkingSiteFixture : SiteFixture
{
    protected override bool RunsLanes => true;
}
