using System.Collections.Concurrent;
using Valance.Core.Records;
using Valance.Export.Changes;
using Valance.Export.Holders;
using Valance.Export.Planning;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <content>
/// Which documents bear which numbers, of those numbers that were asked for. A company may have hundreds of thousands of documents: they are never read whole.
/// </content>
public sealed partial class CompanyCatalogue
{
    private const int MostInQuery = 500;
    private const int MostNumbers = 200_000;
    private static readonly TimeSpan NumbersFresh = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(RecordKind Kind, string Number), (IReadOnlyList<NumberHeld> Held, DateTimeOffset At)> _numbers = new();
    private DateTimeOffset _numbersUnreadAt = DateTimeOffset.MinValue;

    /// <summary>Who bears a number, without asking QuickBooks; nobody where that was not asked.</summary>
    internal IReadOnlyList<NumberHeld> KnownBearers(RecordKind kind, string number) => _numbers.TryGetValue((kind, number.ToUpperInvariant()), out var known) ? known.Held : [];

    /// <summary>Those of the numbers that are worth a question: not known, or for too long.</summary>
    internal IReadOnlyList<string> NumbersToAsk(RecordKind kind, IEnumerable<string> numbers)
    {
        var now = time.GetUtcNow();
        return now - _numbersUnreadAt < AskedInVain
            ? []
            : [.. Distinct(numbers).Where(n => !(_numbers.TryGetValue((kind, n.ToUpperInvariant()), out var known) && now - known.At < NumbersFresh))];
    }

    /// <summary>Asks who bears the numbers, whatever is known of them: one question for up to <see cref="MostInQuery"/>.</summary>
    /// <param name="isToSend">The records go out next: a number that is free now will not be for long, so that it is free is not kept.</param>
    /// <returns>All that bear one of them. Where QuickBooks gives no answer, nobody, and what was known before stands.</returns>
    internal Task<IReadOnlyList<NumberHeld>> AskForNumbersAsync(QuickBooksClient client, RecordKind kind, IEnumerable<string> numbers, bool isToSend, Priority priority, CancellationToken ct) =>
        kind == RecordKind.Order
            ? AskForNumbersAsync<Invoice>(client, kind, numbers, i => new(HeldRecord.Of(i), i.PrivateNote ?? "", VoidedThere.Is(i)), isToSend, priority, ct)
            : AskForNumbersAsync<PurchaseOrder>(client, kind, numbers, p => new(HeldRecord.Of(p), p.PrivateNote ?? "", false), isToSend, priority, ct);

    private async Task<IReadOnlyList<NumberHeld>> AskForNumbersAsync<T>(
        QuickBooksClient client, RecordKind kind, IEnumerable<string> numbers, Func<T, NumberHeld> read, bool isToSend, Priority priority, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var held = new List<NumberHeld>();
        foreach (var chunk in Distinct(numbers).Chunk(MostInQuery))
        {
            var at = time.GetUtcNow();
            var answer = await client.QueryAsync(new QuickBooksQuery<T>().WhereIn("DocNumber", chunk), new CallOptions { Priority = priority }, ct);
            if (answer.Value is not { } documents)
            {
                _numbersUnreadAt = at;
                continue;
            }

            if (_numbers.Count > MostNumbers)
            {
                _numbers.Clear();
            }

            var found = documents.Select(read).ToLookup(n => n.Document.Name, StringComparer.OrdinalIgnoreCase);
            foreach (var number in chunk)
            {
                var key = (kind, number.ToUpperInvariant());
                if (isToSend && !found.Contains(number))
                {
                    _numbers.TryRemove(key, out _);
                }
                else
                {
                    _numbers[key] = ([.. found[number]], at);
                }
            }

            held.AddRange(found.SelectMany(n => n));
        }

        return held;
    }

    private static IEnumerable<string> Distinct(IEnumerable<string> numbers) => numbers.Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
}
