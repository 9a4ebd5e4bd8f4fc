using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Valance.QuickBooks;

/// <summary>What a call gave: the value, or the refusal. A refusal is expected and never thrown.</summary>
public sealed class QuickBooksAnswer<T>
{
    private QuickBooksAnswer(T? value, QuickBooksRefusal? refusal, Exchange exchange) =>
        (Value, Refusal, Exchange) = (value, refusal, exchange);

    public T? Value { get; }

    public QuickBooksRefusal? Refusal { get; }

    /// <summary>What was sent and what came back; of several pages the last.</summary>
    public Exchange Exchange { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    public static QuickBooksAnswer<T> Of(T value, Exchange exchange) => new(value, null, exchange);

    public static QuickBooksAnswer<T> Refused(QuickBooksRefusal refusal) => new(default, refusal, refusal.Exchange);

    /// <summary>The connection is dead and nothing was sent: a person must connect the company again.</summary>
    public static QuickBooksAnswer<T> NeedsReconnection(string reason) =>
        Refused(new QuickBooksRefusal { Kind = RefusalKind.NeedsReconnection, Reason = reason });

    /// <summary>Reads the value out of the body; a body of another shape is an unreadable answer.</summary>
    internal QuickBooksAnswer<TOut> Read<TOut>(Func<T, TOut> read)
    {
        if (!Succeeded)
        {
            return QuickBooksAnswer<TOut>.Refused(Refusal);
        }

        try
        {
            return QuickBooksAnswer<TOut>.Of(read(Value), Exchange);
        }
        catch (Exception shape) when (shape is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return QuickBooksAnswer<TOut>.Refused(new QuickBooksRefusal
            {
                Kind = RefusalKind.Unreadable,
                Unreadable = UnreadableBody.OtherJson,
                Status = Exchange.Status,
                Reason = shape.Message,
                Exchange = Exchange,
            });
        }
    }
}
