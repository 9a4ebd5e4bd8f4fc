using Valance.Bench;

// Each measurement is a whole run that prints its own table; the command to repeat it stands in docs/benchmarks.md.
return args switch
{
    ["pages", .. var rest] => await PagesBench.RunAsync(rest),
    ["sandbox"] => await SandboxBench.RunAsync(),
    ["reconcile", .. var rest] => await ReconcileBench.RunAsync(rest),
    ["bulk", .. var rest] => await BulkBench.RunAsync(rest),
    ["import", .. var rest] => await ImportBench.RunAsync(rest),
    ["api", .. var rest] => await ApiBench.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project bench/Valance.Bench -- pages [--orders 100000]
            start, idle memory and list pages of a published build, with that many orders in the store
        dotnet run -c Release --project bench/Valance.Bench -- sandbox
            start, single and batched creates, a query by name and memory of a published QuickBooks sandbox
        dotnet run -c Release --project bench/Valance.Bench -- bulk [--files FOLDER | --records 10000] [--speed 4]
            export of a dealer's files, or of so many customers, orders and payments, under QuickBooks' limits, against the least time that they allow
        dotnet run -c Release --project bench/Valance.Bench -- import [--orders 100000]
            import of that many orders with lines, customers and payments into SQLite: rows a second and the most memory
        dotnet run -c Release --project bench/Valance.Bench -- api [--orders 100000] [--clients 200] [--requests 10000]
            lists, reads and creates through the API of a published build by many clients at once
        dotnet run -c Release --project bench/Valance.Bench -- reconcile [--documents 100000]
            both books side by side, with so many orders and payments on each side: rate and memory
        """);
    return 2;
}
