using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Valance.Core.Data;

/// <summary>Money as integer cents: SQLite stores decimals as text, whose ORDER BY uses no index.</summary>
public sealed class CentsConverter() : ValueConverter<decimal, long>(v => (long)(v * 100m), v => v / 100m);

/// <summary>Quantities, unit prices and percentages, scaled by 10^7: QuickBooks takes up to 7 decimals.</summary>
public sealed class SevenDecimalsConverter() : ValueConverter<decimal, long>(v => (long)Math.Round(v * 10_000_000m), v => v / 10_000_000m);

/// <summary>SQLite gives dates back without a kind, PostgreSQL refuses any but UTC.</summary>
public sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    v => DateTime.SpecifyKind(v, DateTimeKind.Utc),
    v => DateTime.SpecifyKind(v, DateTimeKind.Utc));
