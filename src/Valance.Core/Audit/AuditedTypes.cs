using Microsoft.AspNetCore.Identity;
using Valance.Core.Accounts;
using Valance.Core.Alerts;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.ApiKeys;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Mappings;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Core.Vendors;

namespace Valance.Core.Audit;

/// <summary>
/// What is audited, and what of it may be shown. Jobs and links are not here: a job's History tells what became of an export. Nor are the product
/// catalogue, which fills itself, and what belongs to one person's screen: drafts, views, alerts.
/// </summary>
internal static class AuditedTypes
{
    private static readonly Dictionary<Type, AuditedType> All = new()
    {
        [typeof(Customer)] = OfRecord(AuditSubject.Customer),
        [typeof(Vendor)] = OfRecord(AuditSubject.Vendor),
        [typeof(Order)] = OfRecord(AuditSubject.Order),
        [typeof(Payment)] = OfRecord(AuditSubject.Payment),
        [typeof(PurchaseOrder)] = OfRecord(AuditSubject.PurchaseOrder),
        [typeof(User)] = Setting<User>(AuditSubject.User, u => u.AccountId, u => u.Id, u => $"User {u.Called}") with
        {
            Shown = Names(
                nameof(User.FullName), nameof(User.Email), nameof(User.EmailConfirmed), nameof(User.PhoneNumber), nameof(User.Role), nameof(User.IsActive),
                nameof(User.TwoFactorEnabled), nameof(User.LockoutEnd), nameof(User.DepartmentId), nameof(User.InvitedAt)),
            Secret = Names(nameof(User.PasswordHash)),
            Silent = Names(
                nameof(User.Id), nameof(User.AccountId), nameof(User.UserName), nameof(User.NormalizedUserName), nameof(User.NormalizedEmail), nameof(User.PhoneNumberConfirmed),
                nameof(User.SecurityStamp), nameof(User.ConcurrencyStamp), nameof(User.LockoutEnabled), nameof(User.AccessFailedCount), nameof(User.IsDemo),
                nameof(User.InvitedBy), nameof(User.LastSignInAt), nameof(User.LastCodeStep)),
        },
        [typeof(IdentityUserToken<long>)] = Setting<IdentityUserToken<long>>(AuditSubject.User, _ => null, t => t.UserId, _ => "") with
        {
            OfUser = t => ((IdentityUserToken<long>)t).UserId,
            FieldName = t => ((IdentityUserToken<long>)t).Name,
            Shown = Names(),
            Secret = Names(nameof(IdentityUserToken<>.Value)),
            Silent = Names(nameof(IdentityUserToken<>.UserId), nameof(IdentityUserToken<>.LoginProvider), nameof(IdentityUserToken<>.Name)),
        },
        [typeof(Account)] = Setting<Account>(AuditSubject.Account, a => a.Id, a => a.Id, a => $"Account {a.Name}") with
        {
            Shown = Names(nameof(Account.Name), nameof(Account.TimeZone), nameof(Account.CreateWhatIsMissing), nameof(Account.RequiresTwoStep), nameof(Account.DeactivatedAt)),
            Silent = Names(nameof(Account.Id), nameof(Account.CreatedAt), nameof(Account.DeactivatedBy)),
        },
        [typeof(Department)] = Setting<Department>(AuditSubject.Department, d => d.AccountId, d => d.Id, d => $"Department {d.Name}") with
        {
            Shown = Names(nameof(Department.Name)),
            Silent = Names(nameof(Department.Id), nameof(Department.AccountId)),
        },
        [typeof(Terms)] = Setting<Terms>(AuditSubject.Terms, t => t.AccountId, t => t.Id, t => $"Terms {t.Name}") with
        {
            Shown = Names(nameof(Terms.Name), nameof(Terms.DueDays)),
            Silent = Names(nameof(Terms.Id), nameof(Terms.AccountId)),
        },
        [typeof(TaxCode)] = Setting<TaxCode>(AuditSubject.TaxCode, t => t.AccountId, t => t.Id, t => $"Tax code {t.Name}") with
        {
            Shown = Names(nameof(TaxCode.Name), nameof(TaxCode.RatePercent)),
            Silent = Names(nameof(TaxCode.Id), nameof(TaxCode.AccountId)),
        },
        [typeof(PaymentMethod)] = Setting<PaymentMethod>(AuditSubject.PaymentMethod, m => m.AccountId, m => m.Id, m => $"Payment method {m.Name}") with
        {
            Shown = Names(nameof(PaymentMethod.Name)),
            Silent = Names(nameof(PaymentMethod.Id), nameof(PaymentMethod.AccountId)),
        },
        [typeof(Connection)] = Setting<Connection>(AuditSubject.Connection, c => c.AccountId, c => c.Id, c => $"Connection with {(c.CompanyName.Length > 0 ? c.CompanyName : $"company {c.RealmId}")}") with
        {
            Shown = Names(nameof(Connection.RealmId), nameof(Connection.CompanyName), nameof(Connection.State), nameof(Connection.StateReason), nameof(Connection.ConsentedAt)),
            // Tokens are renewed every hour; a person's consent, which brings the first ones, is told.
            Silent = Names(
                nameof(Connection.Id), nameof(Connection.AccountId), nameof(Connection.ProtectedAccessToken), nameof(Connection.ProtectedRefreshToken), nameof(Connection.AccessTokenEndsAt),
                nameof(Connection.RefreshTokenEndsAt), nameof(Connection.ConnectedBy), nameof(Connection.Epoch), nameof(Connection.ToldOfChangesAt), nameof(Connection.ChangesSeenAt),
                nameof(Connection.RenewalOwner), nameof(Connection.RenewalLeaseEndsAt)),
        },
        [typeof(Mapping)] = Setting<Mapping>(AuditSubject.Mapping, m => m.AccountId, m => m.Id, MappingLabel, m => m.ChangedBy) with
        {
            Shown = Names(nameof(Mapping.QuickBooksName), nameof(Mapping.QuickBooksId)),
            Silent = Names(nameof(Mapping.Id), nameof(Mapping.AccountId), nameof(Mapping.RealmId), nameof(Mapping.Kind), nameof(Mapping.Key), nameof(Mapping.ChangedBy), nameof(Mapping.ChangedAt)),
        },
        [typeof(ExportSettings)] = Setting<ExportSettings>(AuditSubject.ExportSettings, s => s.AccountId, s => s.AccountId, _ => "Export settings", s => s.ChangedBy) with
        {
            Shown = Names(
                nameof(ExportSettings.OrdersFrom), nameof(ExportSettings.PaymentsFrom), nameof(ExportSettings.PurchaseOrdersFrom), nameof(ExportSettings.WhenReady),
                nameof(ExportSettings.EveryNight), nameof(ExportSettings.NightAt), nameof(ExportSettings.ComparesBooks)),
            Silent = Names(nameof(ExportSettings.AccountId), nameof(ExportSettings.NightlySince), nameof(ExportSettings.ChangedBy), nameof(ExportSettings.ChangedAt)),
        },
        [typeof(ApiKey)] = Setting<ApiKey>(AuditSubject.ApiKey, k => k.AccountId, k => k.Id, k => $"API key {k.Name}", k => k.RevokedAt is null ? k.CreatedBy : k.RevokedBy) with
        {
            Shown = Names(nameof(ApiKey.Name), nameof(ApiKey.Scopes), nameof(ApiKey.ExpiresAt), nameof(ApiKey.RevokedAt)),
            Secret = Names(nameof(ApiKey.Hash)),
            Silent = Names(
                nameof(ApiKey.Id), nameof(ApiKey.AccountId), nameof(ApiKey.Prefix), nameof(ApiKey.CreatedAt), nameof(ApiKey.CreatedBy), nameof(ApiKey.LastUsedAt), nameof(ApiKey.RevokedBy)),
        },
        [typeof(Webhook)] = Setting<Webhook>(AuditSubject.Webhook, w => w.AccountId, w => w.AccountId, _ => "Webhook", w => w.ChangedBy) with
        {
            Shown = Names(nameof(Webhook.Url), nameof(Webhook.IsOn), nameof(Webhook.TellsJobs)),
            Secret = Names(nameof(Webhook.ProtectedSecret)),
            Silent = Names(nameof(Webhook.AccountId), nameof(Webhook.ChangedBy), nameof(Webhook.ChangedAt)),
        },
        [typeof(AlertChoice)] = Setting<AlertChoice>(AuditSubject.AlertChoice, _ => null, c => c.UserId, c => $"Alerts ({AuditWords.Of(c.Kind.ToString())}) of") with
        {
            OfUser = c => ((AlertChoice)c).UserId,
            Shown = Names(nameof(AlertChoice.InApp), nameof(AlertChoice.Mail)),
            Silent = Names(nameof(AlertChoice.UserId), nameof(AlertChoice.Kind)),
        },
    };

    /// <summary>All of them, for tests that look whether anything was forgotten.</summary>
    public static IReadOnlyDictionary<Type, AuditedType> Known => All;

    /// <summary>Null for what is not audited.</summary>
    public static AuditedType? Find(Type type) => All.GetValueOrDefault(type);

    private static AuditedType OfRecord(AuditSubject subject) => new()
    {
        Subject = subject,
        AccountId = r => ((Record)r).AccountId,
        Id = r => ((Record)r).Id,
        Label = r => ((Record)r).Label,
        By = r => ((Record)r).UpdatedBy,
        // Derived from other fields or of other records, or of the row alone.
        Silent = Names(
            nameof(Record.Id), nameof(Record.AccountId), nameof(Record.Version), nameof(Record.CreatedAt), nameof(Record.UpdatedAt), nameof(Record.UpdatedBy), nameof(Record.OwnerId),
            nameof(Record.ImportFingerprint), nameof(Record.Search), nameof(Customer.DisplayNameKey), nameof(Order.Balance), nameof(Order.Subtotal)),
    };

    private static AuditedType Setting<T>(AuditSubject subject, Func<T, long?> account, Func<T, long> id, Func<T, string> label, Func<T, string?>? by = null) => new()
    {
        Subject = subject,
        AccountId = r => account((T)r),
        Id = r => id((T)r),
        Label = r => label((T)r),
        By = r => by?.Invoke((T)r),
        Silent = Names(),
    };

    private static string MappingLabel(Mapping m) => $"Mapping of {(m.Key.Length > 0 ? $"{AuditWords.Of(m.Kind.ToString()).ToLowerInvariant()} {m.Key}" : $"the default {AuditWords.Of(m.Kind.ToString()).ToLowerInvariant()}")}";

    private static HashSet<string> Names(params string[] names) => new(names, StringComparer.Ordinal);
}
