using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Export.Catalogue;

namespace Valance.Export.Checks;

/// <summary>Whether a record could be exported as it stands, for its page and for badges. Asks QuickBooks nothing: what is not known of the company is not checked.</summary>
public sealed class RecordReadiness(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, DisplayNameHolders holders)
{
    /// <summary>Every problem at once; empty where it is ready as far as we know.</summary>
    /// <param name="record">With its lines, charges, amounts, department or applications, whichever it has.</param>
    public async Task<IReadOnlyList<Finding>> OfAsync(Record record, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var realmId = await db.Connections.Where(c => c.AccountId == record.AccountId && c.State != ConnectionState.Disconnected)
            .Select(c => c.RealmId).FirstOrDefaultAsync(ct);
        return RecordChecks.Of(record, new CheckContext
        {
            Company = realmId is null ? null : catalogues.For(realmId).Known?.Profile,
            NameHolder = await holders.FindAsync(record, realmId, ct),
            PaymentMethods = record is Payment payment ? await MethodNames.OfAsync(db, record.AccountId, payment.Method, ct) : [],
        });
    }
}
