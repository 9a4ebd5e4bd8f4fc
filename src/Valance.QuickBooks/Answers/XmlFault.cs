using System.Xml;
using System.Xml.Linq;

namespace Valance.QuickBooks;

/// <summary>Reads a fault that came as XML although JSON was asked for: <c>IntuitResponse/Fault/Error</c> with code and element as attributes.</summary>
internal static class XmlFault
{
    public static QuickBooksRefusal? Read(string body)
    {
        XElement? fault;
        try
        {
            using var text = new StringReader(body);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            fault = XDocument.Load(reader).Descendants().FirstOrDefault(element => Named(element, "Fault"));
        }
        catch (XmlException)
        {
            return null;
        }

        if (fault is null)
        {
            return null;
        }

        var errors = fault.Elements().Where(element => Named(element, "Error")).Select(Error).ToList();
        return new QuickBooksRefusal
        {
            // In XML both speakers use one case; the gateway's messages alone begin like this.
            Kind = errors.Exists(error => error.Message.StartsWith("message=", StringComparison.Ordinal)) ? RefusalKind.GatewayFault : RefusalKind.Fault,
            FaultType = Value(fault, "type"),
            Errors = errors,
        };
    }

    private static QuickBooksError Error(XElement error) => new(
        Value(error, "code") ?? "",
        Redaction.Of(Value(error, "Message")) ?? "",
        Redaction.Of(Value(error, "Detail")),
        Value(error, "element") is { Length: > 0 } element ? element : null);

    private static string? Value(XElement parent, string name) =>
        parent.Attributes().FirstOrDefault(attribute => string.Equals(attribute.Name.LocalName, name, StringComparison.OrdinalIgnoreCase))?.Value
        ?? parent.Elements().FirstOrDefault(element => Named(element, name))?.Value.Trim();

    private static bool Named(XElement element, string name) =>
        string.Equals(element.Name.LocalName, name, StringComparison.OrdinalIgnoreCase);
}
