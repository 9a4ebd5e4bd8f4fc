namespace Valance.Web.Records.Forms;

public enum AmountUnit
{
    Dollars,
    Percent,
    Count,
}
