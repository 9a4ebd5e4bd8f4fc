using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Accounts;

namespace Valance.Core.People;

public static class PeopleServices
{
    /// <summary>Accounts and their people, as administrators manage them. Needs the store.</summary>
    public static IServiceCollection AddPeopleAndAccounts(this IServiceCollection services) => services
        .AddSingleton<InvitePerson>().AddSingleton<ManagePeople>().AddSingleton<ListPeople>().AddSingleton<RequestNewPassword>().AddSingleton<DeleteOldPersonMail>()
        .AddSingleton<ListAccounts>().AddSingleton<GetAccount>().AddSingleton<CreateAccount>().AddSingleton<SaveAccount>().AddSingleton<SwitchAccount>()
        .AddSingleton<SaveDepartment>();
}
