using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Vendors;
using Valance.Export.Changes;
using Valance.Export.Checks;
using Valance.Export.Holders;
using Valance.Export.JobWork.Correcting;
using Valance.Export.Mappings;
using Valance.Export.Undo;

namespace Valance.Export.JobWork;

public static class JobWorkServices
{
    /// <summary>What people do with jobs: look, retry, cancel, dismiss, fix.</summary>
    public static IServiceCollection AddJobWork(this IServiceCollection services)
    {
        services.AddJobs();
        services.TryAddSingleton<GetJob>();
        services.TryAddSingleton<RetryJobs>();
        services.TryAddSingleton<CancelJob>();
        services.TryAddSingleton<BulkControl>();
        services.TryAddSingleton<DismissJob>();
        services.TryAddSingleton<FindHolders>();
        services.TryAddSingleton<RenameAndRetry>();
        services.TryAddSingleton<LinkAndRetry>();
        services.TryAddSingleton<ReactivateAndRetry>();
        services.TryAddSingleton<SendAnewAndRetry>();
        services.TryAddSingleton<SettleDifference>();
        services.TryAddSingleton<SaveMapping>();
        services.TryAddSingleton<MapAndRetry>();
        services.TryAddSingleton<SaveCustomer>();
        services.TryAddSingleton<SaveVendor>();
        services.TryAddSingleton<SaveOrder>();
        services.TryAddSingleton<SavePayment>();
        services.TryAddSingleton<SavePurchaseOrder>();
        services.TryAddSingleton<SaveRecords>();
        services.TryAddSingleton<CorrectAndRetry>();
        services.TryAddSingleton<ApplyCure>();
        services.TryAddSingleton<GetChanges>();
        services.TryAddSingleton<SaveTheirs>();
        services.TryAddSingleton<ChooseValues>();
        services.TryAddSingleton<LetGo>();
        services.TryAddSingleton<FollowMerge>();
        services.TryAddSingleton<PreviewUndo>();
        services.TryAddSingleton<RequestUndo>();
        services.TryAddSingleton<ChangesHeard>();
        services.TryAddSingleton<HearOfChanges>();
        services.TryAddSingleton<LookForChanges>();
        return services;
    }
}
