using System.Globalization;

namespace QuickBooks.Sandbox.Api;

/// <summary>One error of a Fault, worded as the real service words it. Codes and texts: facts page, table of codes.</summary>
internal sealed record ServiceError(string Code, string Message, string Detail, string? Element = "", string FaultType = "ValidationFault", int Status = 400)
{
    public static ServiceError UnknownProperty(string name, string className) => new(
        "2010", "Request has invalid or unsupported property",
        $"Property Name:Unrecognized field \"{name}\" (class com.intuit.schema.finance.v3.{className}), not marked as ignorable specified is unsupported or invalid", null);

    public static ServiceError WrongType(string name, string javaType, string value) => new(
        "2010", "Request has invalid or unsupported property",
        $"Property Name:Can not construct instance of {javaType} from value '{value}' for {name} specified is unsupported or invalid", null);

    public static ServiceError NotJson(string reason) => new(
        "2010", "Request has invalid or unsupported property", $"Property Name:{reason} specified is unsupported or invalid", null);

    public static ServiceError Missing(string name) => new(
        "2020", "Required param missing, need to supply the required value for the API", $"Required parameter {name} is missing in the request", name);

    public static ServiceError InvalidId(string supplied) => new(
        "2030", "Invalid ID", $"Id should be a valid number. Supplied value:{supplied}", "Id");

    public static ServiceError InvalidCharacters(string value, string element) => new(
        "2040", "Invalid String. The String may contain unsupported or illegal chars", $"Element contains invalid characters. {value}", element);

    public static ServiceError Length(string element, int max, int supplied, int min = 0) => new(
        "2050", "String length is either shorter or longer than supported by specification",
        string.Create(CultureInfo.InvariantCulture, $"String length specified does not match the supported length. Min:{min} Max:{max} supported. Supplied length:{supplied}"),
        element);

    public static ServiceError InvalidDate(string element, string value) => new(
        "2070", "Invalid Date", $"The date value must be a valid value. Supplied value:{value}", element);

    public static ServiceError InvalidNumber(string element, string value) => new(
        "2090", "Invalid Number", $"The number supplied is not supported. Supplied value:{value}", element);

    public static ServiceError InvalidChoice(string element, string value) => new(
        "2170", "Invalid Enumeration", $"Invalid Enumeration : {value}", element);

    public static ServiceError InvalidEmail(string value, string element = "PrimaryEmailAddr") => new(
        "2210", "Invalid Email Address format", $"Email Address does not conform to the RFC 822 syntax rules. Supplied value:{value}", element);

    public static ServiceError NegativeAmount(string element) => new(
        "2290", "Negative Amount", "Transaction lines do not support negative amounts.", element);

    public static ServiceError InvalidReference(string detail, string? element = "") => new(
        "2500", "Invalid Reference Id", $"Invalid Reference Id : {detail}", element);

    public static ServiceError InactiveReference() => InvalidReference(MadeInactive);

    public static ServiceError NotFound() => new("610", "Object Not Found", $"Object Not Found : {MadeInactive}");

    public static ServiceError DeletedTransaction() => new("610", "Object Not Found", "Object Not Found : Another user has deleted this transaction.");

    public static ServiceError Stale(string who) => new(
        "5010", "Stale Object Error",
        $"Stale Object Error : You and {who} were working on this at the same time. {who} finished before you did, so your work was not saved.");

    public static ServiceError DuplicateName(bool overThreeLists) => new(
        "6240", "Duplicate Name Exists Error",
        overThreeLists
            ? "The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name."
            : "The name supplied already exists. : null");

    public static ServiceError DuplicateNumber(string number, string type, string id) => new(
        "6140", "Duplicate Document Number Error",
        "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
        + $"DocNumber={number} is assigned to TxnType={type} with TxnId={id}");

    public static ServiceError AmountMismatch(string supplied) => new(
        "6070", "Amount calculation incorrect in the request.", $"Amount is not equal to UnitPrice * Qty. Supplied value:{supplied}", "Line.Amount");

    public static ServiceError NoName() => new(
        "6080", "No Name provided", "At least one of the following must be provided: DisplayName, Title, GivenName, MiddleName, FamilyName, Suffix");

    public static ServiceError InvalidLineTaxCode(string supplied) => new(
        "6100", "Invalid Line TaxCode in the request", $"Invalid TaxCode. For US, TaxCode values must be TAX or NON. Supplied value:{supplied}", "TaxCodeRef");

    public static ServiceError CardNumber(string element) => new(
        "6530", "Found raw Credit Card Number in request",
        "Raw credit card numbers are not allowed in the request. Manual credit card data is not supported.", element);

    public static ServiceError Business(string text, string? element = "") => new(
        "6000", "A business validation error has occurred while processing your request", $"Business Validation Error: {text}", element);

    public static ServiceError UnsupportedOperation(string path) => new(
        "500", "Unsupported Operation", $"Operation Could not find resource for relative : {path} is not supported.", null);

    public static ServiceError OperationNotSupported(string operation) => new(
        "500", "Unsupported Operation", $"Operation {operation} is not supported.", null);

    public static ServiceError FeatureNotSupported(string feature) => new("5030", "Feature Not Supported Error", $"Feature Not Supported Error : {feature}");

    private const string MadeInactive =
        "Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.";
}
