using Valance.Core.Access;
using Valance.Core.People;
using Xunit;

namespace Valance.Core.Tests.People;

public sealed class RoleRulesTests
{
    private const long Own = 1;
    private const long Other = 2;

    [Theory]
    [InlineData(Role.SiteAdministrator, null, Role.SiteAdministrator, Role.SupportAgent)]
    [InlineData(Role.SiteAdministrator, Own, Role.AccountAdministrator, Role.Bookkeeper, Role.Salesperson)]
    [InlineData(Role.AccountAdministrator, Own, Role.AccountAdministrator, Role.Bookkeeper, Role.Salesperson)]
    [InlineData(Role.AccountAdministrator, Other)]
    [InlineData(Role.AccountAdministrator, null)]
    [InlineData(Role.SupportAgent, Own)]
    [InlineData(Role.SupportAgent, null)]
    [InlineData(Role.Bookkeeper, Own)]
    [InlineData(Role.Salesperson, Own)]
    public void MayGive_ByRole_IsWhatTheRoleReaches(Role role, long? account, params Role[] roles) =>
        Assert.Equal(roles, RoleRules.MayGive(new(7, "Somebody", role, role is Role.SiteAdministrator or Role.SupportAgent ? null : Own), account));

    [Fact]
    public void MayGive_ByAnApiKey_IsNothing() =>
        Assert.Empty(RoleRules.MayGive(new(null, "API key", Role.AccountAdministrator, Own) { Scopes = ApiScope.Read | ApiScope.Write }, Own));
}
