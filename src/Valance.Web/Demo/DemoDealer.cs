namespace Valance.Web.Demo;

/// <summary>One of the demo's dealers: where it is, who works there, whom it sells to.</summary>
/// <param name="Word">Stands in the addresses of its people: books@harbor.example.</param>
/// <param name="FirstNumber">Its order numbers begin here.</param>
internal sealed record DemoDealer(
    string Name,
    string Word,
    string TimeZone,
    string State,
    string AreaCode,
    int FirstNumber,
    string Administrator,
    string Bookkeeper,
    string Salesperson,
    IReadOnlyList<string> Departments,
    IReadOnlyList<(string City, string Zip)> Towns,
    IReadOnlyList<string> Customers,
    IReadOnlyList<string> Vendors)
{
    /// <summary>A name with a comma is a company: the part behind it is the person there.</summary>
    public static IReadOnlyList<DemoDealer> All { get; } =
    [
        new(
            "Harbor Blinds & Drapery", "harbor", "America/New_York", "ME", "207", 1001, "Nora Whitcomb", "Bea Kowalski", "Sam Ortega",
            ["Portland", "Kennebunk"],
            [("Portland", "04101"), ("South Portland", "04106"), ("Kennebunk", "04043"), ("Saco", "04072"), ("Falmouth", "04105")],
            [
                "Ellen Marchetti", "Theodore Lindqvist", "Priya Raman", "Old Port Inn, Dana Whitfield", "Jonah Abernathy", "Casco Dental Group, Ruth Ames",
                "Lucille Bouchard", "Marcus Okafor", "Seabright Condominiums, Gil Prentiss", "Henrietta O'Shea", "Walter Nygaard",
            ],
            ["Graber Supply Northeast", "Norman Shutter Works", "Casco Bay Upholstery", "Kravet Textiles Boston", "Somfy Motor Depot", "Ripple & Rod Co.", "Maine Millwork"]),
        new(
            "Sunridge Window Fashions", "sunridge", "America/Denver", "CO", "303", 2001, "Gus Aldana", "Ida Brandt", "Cole Ferris",
            ["Denver", "Boulder"],
            [("Denver", "80206"), ("Boulder", "80302"), ("Golden", "80401"), ("Littleton", "80120"), ("Louisville", "80027")],
            [
                "Adrienne Kessler", "Miguel Santos", "Front Range Pediatrics, Ann Doyle", "Harper Quill", "Deborah Yazzie", "Owen McAllister", "Linh Tran",
                "Table Mesa Library, Joan Petrie", "Rafael Espinoza", "Greta Holmquist", "Simon Achterberg", "Bluebird Bakery, Tess Romano", "Caroline Voss",
                "Devon Brightwater", "Yusuf Demir", "Margaret Teller", "Alpenglow Lodge, Kurt Enz", "Naomi Feldman", "Patrick Leary", "Ingrid Solberg",
            ],
            ["Hunter Shade Supply", "Rocky Mountain Shutters", "Mile High Textiles", "Lutron Parts Direct", "Front Range Hardware", "Alta Cellular", "Western Fabric House"]),
        new(
            "Bluebonnet Shade Co.", "bluebonnet", "America/Chicago", "TX", "512", 3001, "Lorena Castillo", "Hank Dufresne", "Willa Price",
            ["Austin", "Round Rock"],
            [("Austin", "78704"), ("Round Rock", "78664"), ("Cedar Park", "78613"), ("Georgetown", "78626"), ("Lakeway", "78734")],
            [
                "Beatriz Navarro", "Clay Hutchins", "Lone Star Orthodontics, Amy Pruitt", "Shirin Kazemi", "Dale Rutherford", "Esperanza Villarreal", "Tom Wojcik",
                "Hill Country Vineyard, Ray Stone", "Monica Adeyemi", "Garrett Lyle", "Zilker Yoga, June Park", "Felicia Montgomery", "Arthur Nakamura",
                "Pecan Street Hotel, Lee Vance", "Rosalind Chu", "Emmett Sayers", "Paloma Reyes", "Barton Creek HOA, Sue Kline", "Victor Halloran", "Dorothy Engel",
            ],
            ["Texas Shutter Mill", "Gulf Fabric & Trim", "Alamo Blind Supply", "Motor City Motion", "Lone Star Hardware", "Capitol Drapery Workroom"]),
    ];
}
