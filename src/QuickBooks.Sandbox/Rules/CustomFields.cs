using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Classic custom fields: the company defines up to three; a wrong DefinitionId is dropped without a word (facts page, "Tax, US").</summary>
internal static class CustomFields
{
    private const string NamePrefix = "SalesFormsPrefs.SalesCustomName";

    /// <summary>The longest value is not known (facts page, "Not known"): a switch.</summary>
    public static void Check(Draft draft)
    {
        foreach (var text in draft.Doc.Parts("CustomField").Select(f => f.Text("StringValue")).Where(t => t?.Length > draft.Switches.CustomFieldLength))
        {
            draft.Problems.Add(ServiceError.Length("CustomField.StringValue", draft.Switches.CustomFieldLength, text!.Length));
        }
    }

    public static void Complete(Draft draft)
    {
        var sent = draft.Switches.CustomFieldsDropped ? [] : draft.Doc.Parts("CustomField").ToList();
        var fields = new JsonArray();
        foreach (var (id, name) in Definitions(draft.Company.Preferences))
        {
            var field = new JsonObject { ["DefinitionId"] = id, ["Name"] = name, ["Type"] = "StringType" };
            if (sent.FirstOrDefault(f => string.Equals(f.Text("DefinitionId"), id, StringComparison.Ordinal)).Text("StringValue") is { Length: > 0 } value)
            {
                field["StringValue"] = value;
            }

            fields.Add(field);
        }

        draft.Doc["CustomField"] = fields;
    }

    /// <summary>Definition Id and name of the fields that are in use on sales forms.</summary>
    public static IEnumerable<(string Id, string Name)> Definitions(JsonObject preferences)
    {
        var all = preferences.Part("SalesFormsPrefs").Parts("CustomField").SelectMany(p => p.Parts("CustomField")).ToList();
        foreach (var field in all)
        {
            if (field.Text("Name") is { } name && name.StartsWith(NamePrefix, StringComparison.Ordinal) && field.Text("StringValue") is { Length: > 0 } label)
            {
                yield return (name[NamePrefix.Length..], label);
            }
        }
    }
}
