using System.Text.RegularExpressions;

namespace Valance.Web.Tests.Site;

/// <summary>Static forms as a browser posts them: with the hidden fields that the page carries.</summary>
public static partial class Forms
{
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string path, Dictionary<string, string> fields)
    {
        var page = await client.GetStringAsync(path);
        var form = StaticForm().Match(page).Value;
        foreach (Match hidden in HiddenField().Matches(form))
        {
            fields.TryAdd(hidden.Groups["name"].Value, hidden.Groups["value"].Value);
        }

        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(path, content);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex StaticForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
