using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Rules;

/// <summary>A company with one currency takes no other, and no rate but 1. The real text is not known.</summary>
internal static class OneCurrency
{
    public static readonly ServiceError Refusal = ServiceError.Business("Multi currency should be enabled to perform this operation");

    public static void Check(Draft draft)
    {
        if (draft.Doc.Ref("CurrencyRef") is not (null or "USD") || draft.Doc.NumberOrNull("ExchangeRate") is not (null or 1))
        {
            draft.Problems.Add(Refusal with { Element = "CurrencyRef" });
        }
    }
}
