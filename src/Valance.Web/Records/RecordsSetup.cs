using Valance.Core.Customers;
using Valance.Core.Drafts;
using Valance.Core.Records.Exporting;
using Valance.Core.Vendors;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Records;

public static class RecordsSetup
{
    /// <summary>Customers, vendors, and the pieces that the screens of all records share.</summary>
    public static IServiceCollection AddRecords(this IServiceCollection services)
    {
        services.AddSingleton<SaveDraft>().AddSingleton<LoadDraft>().AddSingleton<DropDraft>();
        services.AddSingleton<ExportStatuses>().AddSingleton<RecordJobs>().AddSingleton<RecordBadges>().AddSingleton<QuickBooksAddresses>().AddSingleton<TermsOfAccount>();
        services.AddSingleton<SaveCustomer>().AddSingleton<CancelCustomer>().AddSingleton<CustomerList>().AddSingleton<CustomerDetail>();
        services.AddSingleton<SaveVendor>().AddSingleton<CancelVendor>().AddSingleton<VendorList>().AddSingleton<VendorDetail>();
        return services;
    }
}
