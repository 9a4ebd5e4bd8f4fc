using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records.Saving;

namespace Valance.Core.Schedules;

/// <summary>What an account administrator chooses; see <see cref="ExportSettings"/>.</summary>
public sealed record ExportChoices
{
    public DateOnly? OrdersFrom { get; init; }

    public DateOnly? PaymentsFrom { get; init; }

    public DateOnly? PurchaseOrdersFrom { get; init; }

    public bool WhenReady { get; init; }

    public bool EveryNight { get; init; }

    public TimeOnly NightAt { get; init; } = ExportSettings.DefaultNightAt;

    public bool ComparesBooks { get; init; }

    public static ExportChoices Of(ExportSettings settings) => new()
    {
        OrdersFrom = settings.OrdersFrom,
        PaymentsFrom = settings.PaymentsFrom,
        PurchaseOrdersFrom = settings.PurchaseOrdersFrom,
        WhenReady = settings.WhenReady,
        EveryNight = settings.EveryNight,
        NightAt = settings.NightAt,
        ComparesBooks = settings.ComparesBooks,
    };
}

/// <summary>Keeps an Account's choices about exports. They hold from the next export on; what stands in QuickBooks stays there.</summary>
public sealed class SaveExportSettings(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    internal const string WhoMay = "Only the account administrator sets when and what is exported.";

    private static readonly DateOnly Earliest = new(1990, 1, 1);
    private static readonly DateOnly Latest = new(2100, 1, 1);

    public async Task<Result<ExportSettings>> HandleAsync(Actor actor, long accountId, ExportChoices choices, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageConnection, accountId))
        {
            return Result<ExportSettings>.Forbidden(WhoMay);
        }

        var problems = new ProblemList();
        foreach (var (field, day) in new[] { (nameof(choices.OrdersFrom), choices.OrdersFrom), (nameof(choices.PaymentsFrom), choices.PaymentsFrom), (nameof(choices.PurchaseOrdersFrom), choices.PurchaseOrdersFrom) })
        {
            problems.AddIf(day < Earliest || day > Latest, field, "Choose a day between 1990 and 2100.");
        }

        if (problems.Any)
        {
            return Result<ExportSettings>.Invalid(problems.Problems);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct))
        {
            return Result<ExportSettings>.NotFound("The account");
        }

        var settings = await db.ExportSettings.SingleOrDefaultAsync(s => s.AccountId == accountId, ct);
        if (settings is null)
        {
            settings = new ExportSettings { AccountId = accountId };
            db.ExportSettings.Add(settings);
        }

        (settings.OrdersFrom, settings.PaymentsFrom, settings.PurchaseOrdersFrom) = (choices.OrdersFrom, choices.PaymentsFrom, choices.PurchaseOrdersFrom);
        var now = time.GetUtcNow().UtcDateTime;
        if (choices.EveryNight && (!settings.EveryNight || settings.NightAt != choices.NightAt))
        {
            // A time of today that is past already was not missed.
            settings.NightlySince = now;
        }

        (settings.WhenReady, settings.EveryNight, settings.NightAt, settings.ComparesBooks) =
            (choices.WhenReady, choices.EveryNight, choices.NightAt, choices.EveryNight && choices.ComparesBooks);
        (settings.ChangedBy, settings.ChangedAt) = (actor.Name, now);
        db.Acting = actor;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return Result<ExportSettings>.Conflict("Somebody else has just saved the settings. Please look at them again.");
        }

        return Result<ExportSettings>.Done(settings);
    }
}
