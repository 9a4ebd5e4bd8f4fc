namespace QuickBooks.Sandbox.Screens;

/// <summary>A form sent from one of the sandbox's own pages.</summary>
internal static class FormPost
{
    /// <summary>Null, after an answer, where a page elsewhere in the same browser tries to press a button, or where it is no form.</summary>
    public static async Task<IFormCollection?> Read(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" || !context.Request.HasFormContentType)
        {
            await Page.Write(context, 403, "Refused", "<h1>Refused</h1><p>This form can only be sent from the sandbox's own page.</p>");
            return null;
        }

        return await context.Request.ReadFormAsync(context.RequestAborted);
    }

    public static string? Text(this IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    public static int? Whole(this IFormCollection form, string name) =>
        int.TryParse(form[name].ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
