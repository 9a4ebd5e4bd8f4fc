using System.Text.Json;

namespace Valance.Web.Records.Forms;

/// <summary>A form as a draft keeps it: what was typed, and what it began from, so that a later conflict knows who changed what.</summary>
public sealed record DraftBody<TInput>(TInput Base, TInput Input, long? AccountId)
    where TInput : class
{
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Null for a draft of an older program whose form was another.</summary>
    public static DraftBody<TInput>? Read(string form)
    {
        try
        {
            return JsonSerializer.Deserialize<DraftBody<TInput>>(form) is { Base: not null, Input: not null } body ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Inputs are compared and copied by what a draft would keep of them.</summary>
public static class InputContent
{
    public static string Of<TInput>(TInput input) => JsonSerializer.Serialize(input);

    public static TInput Copy<TInput>(TInput input) => JsonSerializer.Deserialize<TInput>(Of(input))!;
}
