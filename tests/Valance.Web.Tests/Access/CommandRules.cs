using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;

namespace Valance.Web.Tests.Access;

/// <summary>
/// What a person or program can ask of the running site: every method of its services that is handed the asker. Screens, API and command line come in
/// through these and nothing else. Each stands here with what it needs; one that does not fails a test.
/// </summary>
internal static class CommandRules
{
    /// <summary>Changes something, or has it changed. Where several permissions stand, each is enough.</summary>
    public static readonly IReadOnlyDictionary<string, Permission[]> Commands = new Dictionary<string, Permission[]>(StringComparer.Ordinal)
    {
        ["SaveCustomer.HandleAsync"] = [Permission.EditCustomersAndOrders],
        ["CancelCustomer.HandleAsync"] = [Permission.EditCustomersAndOrders],
        ["SaveOrder.HandleAsync"] = [Permission.EditCustomersAndOrders],
        ["CancelOrder.HandleAsync"] = [Permission.EditCustomersAndOrders],
        ["MarkReadyToInvoice.HandleAsync"] = [Permission.EditCustomersAndOrders],
        ["ApplyCure.HandleAsync"] = [Permission.EditCustomersAndOrders],
        ["SaveVendor.HandleAsync"] = [Permission.EditBooks],
        ["CancelVendor.HandleAsync"] = [Permission.EditBooks],
        ["SavePayment.HandleAsync"] = [Permission.EditBooks],
        ["CancelPayment.HandleAsync"] = [Permission.EditBooks],
        ["SavePurchaseOrder.HandleAsync"] = [Permission.EditBooks],
        ["MovePurchaseOrder.HandleAsync"] = [Permission.EditBooks],

        ["RequestExport.HandleAsync"] = [Permission.Export],
        ["RequestBulkExport.HandleAsync"] = [Permission.Export],
        ["RequestBulkExport.HandleSelectionAsync"] = [Permission.Export],
        ["LinkRecord.HandleAsync"] = [Permission.Export],
        ["RejectCandidate.HandleAsync"] = [Permission.Export],
        ["ChooseValues.HandleAsync"] = [Permission.Export, Permission.WorkOnJobs],
        ["RequestMatching.LookAsync"] = [Permission.EditBooks],
        ["RequestMatching.LinkAsync"] = [Permission.EditBooks],
        ["UnlinkRecord.HandleAsync"] = [Permission.EditBooks],
        ["RequestUndo.HandleAsync"] = [Permission.EditBooks],
        ["StartReconcile.HandleAsync"] = [Permission.EditBooks],
        ["SettleFinding.HandleAsync"] = [Permission.EditBooks],
        ["SettleFinding.AllAsync"] = [Permission.EditBooks],
        ["IgnoreFinding.HandleAsync"] = [Permission.EditBooks],
        ["IgnoreFinding.BringBackAsync"] = [Permission.EditBooks],

        ["MapAndRetry.HandleAsync"] = [Permission.ManageMappings],
        ["RetryJobs.HandleAsync"] = [Permission.WorkOnJobs],
        ["RetryJobs.AllWithCauseAsync"] = [Permission.WorkOnJobs],
        ["CancelJob.HandleAsync"] = [Permission.WorkOnJobs],
        ["BulkControl.PauseAsync"] = [Permission.WorkOnJobs],
        ["BulkControl.ResumeAsync"] = [Permission.WorkOnJobs],
        ["BulkControl.CancelAsync"] = [Permission.WorkOnJobs],
        ["DismissJob.HandleAsync"] = [Permission.WorkOnJobs],
        ["DismissJob.TakeBackAsync"] = [Permission.WorkOnJobs],
        ["RenameAndRetry.HandleAsync"] = [Permission.WorkOnJobs],
        ["LinkAndRetry.HandleAsync"] = [Permission.WorkOnJobs],
        ["ReactivateAndRetry.HandleAsync"] = [Permission.WorkOnJobs],
        ["CorrectAndRetry.HandleAsync"] = [Permission.WorkOnJobs],
        ["SendAnewAndRetry.HandleAsync"] = [Permission.WorkOnJobs],
        ["SettleDifference.AcceptAsync"] = [Permission.WorkOnJobs],
        ["SettleDifference.SendOursAsync"] = [Permission.WorkOnJobs],
        ["LetGo.HandleAsync"] = [Permission.WorkOnJobs],
        ["FollowMerge.HandleAsync"] = [Permission.WorkOnJobs],

        ["RunImport.TryAsync"] = [Permission.Import],
        ["RunImport.RequestAsync"] = [Permission.Import],
        ["RunImport.HandleAsync"] = [Permission.Import],
        ["ImportQueue.AddAsync"] = [Permission.Import],
        ["ChooseColumns.KeepAsync"] = [Permission.Import],
        ["ChooseColumns.ForgetAsync"] = [Permission.Import],
        ["DecideOffers.OneAsync"] = [Permission.Import],
        ["DecideOffers.AllAsync"] = [Permission.Import],
        ["RequestCompanyImport.LookAsync"] = [Permission.Import],
        ["RequestCompanyImport.TakeAsync"] = [Permission.Import],

        ["SaveMapping.HandleAsync"] = [Permission.ManageMappings],
        ["SaveMapping.CreateMissingAsync"] = [Permission.ManageMappings],
        ["CreateMappedEntry.HandleAsync"] = [Permission.ManageMappings],
        ["TakeOverMappings.HandleAsync"] = [Permission.ManageMappings],
        ["ConnectQuickBooks.BeginAsync"] = [Permission.ManageConnection],
        ["ConnectQuickBooks.WithTokensAsync"] = [Permission.ManageConnection],
        ["NewCompany.ConnectAsync"] = [Permission.ManageConnection],
        ["SaveExportSettings.HandleAsync"] = [Permission.ManageConnection],
        ["SaveWebhook.HandleAsync"] = [Permission.ManageConnection],
        ["SaveWebhook.TestAsync"] = [Permission.ManageConnection],
        ["DisconnectQuickBooks.HandleAsync"] = [Permission.ManageConnection],

        ["SaveAccount.HandleAsync"] = [Permission.ManageUsers],
        ["SaveDepartment.AddAsync"] = [Permission.ManageUsers],
        ["SaveDepartment.RenameAsync"] = [Permission.ManageUsers],
        ["InvitePerson.HandleAsync"] = [Permission.ManageUsers],
        ["ManagePeople.ChangeAsync"] = [Permission.ManageUsers],
        ["ManagePeople.UnlockAsync"] = [Permission.ManageUsers],
        ["ManagePeople.TurnOffTwoStepAsync"] = [Permission.ManageUsers],
        ["ManagePeople.InviteAgainAsync"] = [Permission.ManageUsers],
        ["ManagePeople.DeactivateAsync"] = [Permission.ManageUsers],
        ["ManagePeople.ReactivateAsync"] = [Permission.ManageUsers],
        ["ManagePeople.RevokeInvitationAsync"] = [Permission.ManageUsers],
        ["CreateApiKey.HandleAsync"] = [Permission.ManageUsers],
        ["RevokeApiKey.HandleAsync"] = [Permission.ManageUsers],
        ["CreateAccount.HandleAsync"] = [Permission.ManageSite],
        ["SwitchAccount.DeactivateAsync"] = [Permission.ManageSite],
        ["SwitchAccount.ReactivateAsync"] = [Permission.ManageSite],
    };

    /// <summary>Changes what is the asker's own alone: drafts, saved filters, alerts. Whose they are is the asker's id, which nobody can choose.</summary>
    public static readonly IReadOnlySet<string> OfOneself = new HashSet<string>(StringComparer.Ordinal)
    {
        "SaveDraft.HandleAsync", "DropDraft.HandleAsync", "SavedViews.SaveAsync", "SavedViews.RemoveAsync",
        "ChooseAlerts.SaveAsync", "AlertInbox.MarkReadAsync", "AlertInbox.MarkAllReadAsync",
    };

    /// <summary>
    /// Decided within. Coming back from QuickBooks needs the state that BeginAsync gave out, and goes through WithTokensAsync; calling off many jobs asks
    /// for each of them by itself.
    /// </summary>
    public static readonly IReadOnlySet<string> DecidedWithin = new HashSet<string>(StringComparer.Ordinal) { "ConnectQuickBooks.CompleteAsync", "CancelJob.HandleAsync(jobIds)" };

    /// <summary>Changes nothing, and answers what the asker sees: Visibility is the one place that says so.</summary>
    public static readonly IReadOnlySet<string> Questions = new HashSet<string>(StringComparer.Ordinal)
    {
        "CustomerList.HandleAsync", "CustomerList.AllAsync", "CustomerList.IdsAsync", "CustomerDetail.HandleAsync",
        "VendorList.HandleAsync", "VendorList.AllAsync", "VendorList.IdsAsync", "VendorDetail.HandleAsync",
        "OrderList.HandleAsync", "OrderList.AllAsync", "OrderList.IdsAsync", "OrderDetail.HandleAsync", "ProposeOrderNumber.HandleAsync",
        "PaymentList.HandleAsync", "PaymentList.AllAsync", "PaymentList.IdsAsync", "PaymentDetail.HandleAsync", "OpenOrders.HandleAsync", "RefundChoices.HandleAsync",
        "PurchaseOrderList.HandleAsync", "PurchaseOrderList.AllAsync", "PurchaseOrderList.IdsAsync", "PurchaseOrderDetail.HandleAsync", "ProposePurchaseOrder.HandleAsync",
        "ReadAccountLists.HandleAsync", "FindProducts.HandleAsync", "TermsOfAccount.NamesAsync", "LoadDraft.HandleAsync",
        "ExportStatuses.OfAsync", "RecordBadges.OfAsync", "RecordJobs.OfAsync", "PreviewRecord.HandleAsync", "PreflightSelection.HandleAsync", "GetChanges.HandleAsync", "KnowCompany.HandleAsync", "KnowNumbers.HandleAsync",
        "JobSearch.HandleAsync", "JobSearch.AllAsync", "JobSearch.IdsAsync", "JobSearch.CausesAsync", "JobSearch.StatesAsync", "FilterChoices.HandleAsync", "SavedViews.ListAsync",
        "GetJob.HandleAsync", "GetBulkProgress.HandleAsync", "GetImport.HandleAsync", "GetImport.RefusedAsync", "RequestBulkExport.OfferAsync", "RequestBulkExport.SelectAsync",
        "FindHolders.HandleAsync", "MapAndRetry.GetAsync", "CorrectAndRetry.GetAsync", "FindCandidates.HandleAsync", "UnlinkRecord.OfferAsync", "MatchList.HandleAsync",
        "OfferList.HandleAsync", "PreviewUndo.HandleAsync", "ReconcileReport.RunsAsync", "ReconcileReport.HandleAsync", "ReconcileReport.RowsAsync", "ReconcileReport.AllAsync",
        "GetHome.HandleAsync", "GetHome.ToGoAsync", "AlertInbox.UnreadAsync", "AlertInbox.ListAsync", "ChooseAlerts.ListAsync",
        "GetConnection.HandleAsync", "CheckCompany.HandleAsync", "GetMappings.HandleAsync", "GetExportSettings.HandleAsync", "SaveWebhook.GetAsync", "ListApiKeys.HandleAsync",
        "ListAccounts.HandleAsync", "GetAccount.HandleAsync", "ListPeople.HandleAsync", "ListPeople.FindAsync", "AuditSearch.HandleAsync", "AuditSearch.AllAsync", "AuditSearch.OfAsync",
        "AuditChoices.ProgramsAsync",
    };

    /// <summary>All of them, off the services of the running program.</summary>
    public static IReadOnlyList<MethodInfo> Of(IServiceProvider services)
    {
        var known = services.GetRequiredService<IServiceProviderIsService>();
        return
        [
            .. new[] { "Valance.Core", "Valance.Export", "Valance.Web" }.SelectMany(name => Assembly.Load(name).GetTypes())
                .Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && known.IsService(t))
                .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Where(m => m.GetParameters() is [var first, ..] && first.ParameterType == typeof(Actor)),
        ];
    }

    public static string NameOf(MethodInfo method) =>
        DecidedWithin.Contains($"{Short(method)}({string.Join(", ", method.GetParameters()[1..^1].Select(p => p.Name))})")
            ? $"{Short(method)}({string.Join(", ", method.GetParameters()[1..^1].Select(p => p.Name))})"
            : Short(method);

    private static string Short(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
