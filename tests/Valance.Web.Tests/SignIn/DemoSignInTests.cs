using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core;
using Valance.Core.Accounts;
using Valance.Web.Hosting;
using Valance.Web.SignIn;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.SignIn;

/// <summary>The demo's password is public: it opens nothing where others can reach the site.</summary>
public sealed class DemoSignInTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task HandleAsync_DemoPersonWhereOthersReachTheSite_IsRefusedWithTheReason()
    {
        (await site.SignInAsync(site.People.Bookkeeper)).Dispose();
        await using (var db = await site.Store.CreateDbContextAsync())
        {
            (await db.Users.SingleAsync(u => u.Id == site.People.Bookkeeper.Id)).IsDemo = true;
            await db.SaveChangesAsync();
        }

        (await site.SignInAsync(site.People.Bookkeeper)).Dispose();
        await using var scope = site.Services.CreateAsyncScope();
        var elsewhere = new SignInPerson(
            scope.ServiceProvider.GetRequiredService<SignInManager<User>>(), scope.ServiceProvider.GetRequiredService<UserManager<User>>(), site.Store,
            new ServerOn("http://0.0.0.0:5080"), TimeProvider.System);

        var refused = await elsewhere.HandleAsync(new() { Email = site.People.Bookkeeper.Email, Password = People.Password });

        Assert.Equal(Refusal.Forbidden, refused.Refusal);
        Assert.Contains("this computer alone", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "http://localhost:5080")]
    [InlineData(true, "http://127.0.0.1:5080", "http://[::1]:5080")]
    [InlineData(false, "http://localhost:5080", "http://192.168.1.7:5080")]
    [InlineData(false, "http://0.0.0.0:5080")]
    [InlineData(false, "http://[::]:5080")]
    [InlineData(false, "http://*:5080")]
    [InlineData(false, "http://blinds.example:5080")]
    [InlineData(false)]
    public void AreAll_OnlyWhereEveryAddressIsThisComputersOwn(bool expected, params string[] addresses) =>
        Assert.Equal(expected, LoopbackAddresses.AreAll(addresses));

    /// <summary>A server that listens where others reach it, which a test must not open.</summary>
    private sealed class ServerOn : IServer
    {
        public ServerOn(string address)
        {
            var addresses = new ServerAddressesFeature();
            addresses.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
