using Valance.Bench;

// Each measurement is a whole run that prints its own table; the command to repeat it stands in docs/benchmarks.md.
var rest = new Arguments(args.Length > 0 ? args[1..] : []);
return args.FirstOrDefault() switch
{
    "pages" => await PagesBench.RunAsync(rest),
    "home" => await HomeBench.RunAsync(rest),
    "sandbox" => await SandboxBench.RunAsync(),
    "bulk" => await BulkBench.RunAsync(rest),
    "rate" => await RateBench.RunAsync(rest),
    "jobs" => await JobsBench.RunAsync(rest),
    "reconcile" => await ReconcileBench.RunAsync(args[1..]),
    "matching" => await MatchingBench.RunAsync(rest),
    "import" => await ImportBench.RunAsync(args[1..]),
    "company-import" => await CompanyImportBench.RunAsync(rest),
    "api" => await ApiBench.RunAsync(args[1..]),
    "click" => await ClickBench.RunAsync(rest),
    "screens" => await ScreensBench.RunAsync(rest),
    "nodes" => await NodesBench.RunAsync(rest),
    "all" => await AllBench.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project bench/Valance.Bench -- WHAT, with --quick for small sizes that only show that it works

        pages [--orders 100000]
            start, idle memory and list pages of a published build, with that many orders in the store
        home [--orders 100000]
            the figures of the first page with that many orders and three jobs for each
        sandbox
            start, single and batched creates, a query by name and memory of a published QuickBooks sandbox
        bulk [--files FOLDER | --records 10000] [--speed 4]
            export of a dealer's files, or of so many customers, orders and payments, under QuickBooks' limits, against the least time that they allow
        rate [--companies 20] [--customers 200] [--node-customers 600]
            many companies without limits, against a bare loop of our own client and against node-quickbooks
        jobs [--jobs 1000000] [--postgres] [--no-pages] [--slow]
            the list of Background Jobs by every combination of its filters; --slow names the slowest
        import [--orders 100000]
            import of that many orders with lines, customers and payments into SQLite: rows a second and the most memory
        company-import [--customers 10000]
            what a QuickBooks company has is looked through and imported: rate and memory
        api [--orders 100000] [--clients 200] [--requests 10000]
            lists, reads and creates through the API of a published build by many clients at once
        reconcile [--documents 100000]
            both books side by side, with so many orders and payments on each side: rate and memory
        matching [--customers 10000]
            so many customers of ours beside as many of QuickBooks, most in another spelling: time and memory
        click [--clicks 200]
            from the click on Export to the History entry and to the message, in Chromium, with the sandbox answering at once
        screens [--screens 200] [--lanes 100]
            memory of a site with so many open screens and lanes
        nodes [--customers 300] [--kills 3]
            one to three nodes on PostgreSQL with 1, 10 and 100 companies, and how long a killed node's lane stands still
        all [--files FOLDER] [--into artifacts/bench]
            bulk, rate, click, jobs, screens and nodes, each table in a file of its own
        """);
    return 2;
}
