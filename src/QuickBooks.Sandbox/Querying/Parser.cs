using System.Globalization;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Querying;

/// <summary>
/// SELECT * | count(*) FROM entity [WHERE ...AND...] [ORDERBY ...] [STARTPOSITION n] [MAXRESULTS n]. Keywords, names and values ignore case;
/// no OR, no joins, no groups (facts page, "Query"; Intuit's "Query operations and syntax").
/// </summary>
internal sealed class Parser
{
    private static readonly HashSet<string> Clauses =
        new(StringComparer.OrdinalIgnoreCase) { "where", "orderby", "order", "startposition", "maxresults", "and", "from", "or", "group", "by" };

    private readonly List<Token> tokens;
    private readonly DateOnly today;
    private int at;

    private Parser(string query, DateOnly today)
    {
        tokens = Lexer.Read(query);
        this.today = today;
    }

    private Token Current => tokens[at];

    public static Query Parse(string query, DateOnly today) => new Parser(query, today).Statement();

    private Query Statement()
    {
        Expect("select");
        var (count, all, columns) = Projection();
        Expect("from");
        var name = Current.Kind == TokenKind.Word ? Next().Text : throw Unexpected("<IDENTIFIER>");
        if (Catalogue.Find(name) is not { } type)
        {
            throw Api.Lacking.IsKnown(name.ToLowerInvariant()) ? QueryRefusedException.NotModelled($"queries of {name}") : QueryRefusedException.Invalid($"Invalid context declaration: {name}");
        }

        if (!type.Can(Operations.Query))
        {
            throw QueryRefusedException.Invalid($"Entity {type.Name} is not queryable");
        }

        // "*" beside names means all: python-quickbooks asks for "*, Sku".
        var query = new Query(type, count) { Columns = all ? [] : [.. columns.Select(c => Resolve(type, c).Outer?.Name ?? Resolve(type, c).Property.Name)] };
        if (Take("where"))
        {
            query = query with { Where = Conditions(type) };
        }

        if (Take("orderby") || (Current.Is("order") && tokens[at + 1].Is("by") && Skip(2)))
        {
            query = query with { OrderBy = Orderings(type) };
        }

        // Either order is taken, each once.
        for (var i = 0; i < 2; i++)
        {
            if (Take("startposition"))
            {
                query = query with { StartPosition = Number(1, int.MaxValue) };
            }
            else if (Take("maxresults"))
            {
                query = query with { MaxResults = Number(0, 1000) };
            }
        }

        return Current.Kind == TokenKind.End ? query : throw Unexpected("<EOF>");
    }

    private (bool Count, bool All, List<string> Columns) Projection()
    {
        if (Current.Is("count"))
        {
            at++;
            ExpectSymbol("(");
            ExpectSymbol("*");
            ExpectSymbol(")");
            return (true, false, []);
        }

        var columns = new List<string>();
        var all = Current.Is("from");
        if (all)
        {
            return (false, all, columns);
        }

        do
        {
            if (TakeSymbol("*"))
            {
                all = true;
            }
            else if (Current.Kind == TokenKind.Word && !Clauses.Contains(Current.Text))
            {
                columns.Add(Next().Text);
            }
            else
            {
                throw Unexpected("\"*\"");
            }
        }
        while (TakeSymbol(","));
        return (false, all, columns);
    }

    private List<Condition> Conditions(EntityType type)
    {
        var conditions = new List<Condition>();
        do
        {
            if (Current.Kind != TokenKind.Word || Clauses.Contains(Current.Text))
            {
                throw Unexpected("<IDENTIFIER>");
            }

            var name = Next().Text;
            var path = Resolve(type, name);
            if (!path.Property.IsFilterable || (path.Outer is { } outer && outer.Of is null))
            {
                throw QueryRefusedException.Invalid($"property '{name}' is not queryable");
            }

            var condition = Condition(path);
            if (path.IsId && condition.Operator is not (Operator.Equal or Operator.In))
            {
                throw QueryRefusedException.Invalid("operator not supported for property 'Id': only = and IN are");
            }

            Values.Check(path, condition);
            conditions.Add(condition);
        }
        while (Take("and"));
        return conditions;
    }

    private Condition Condition(PropertyPath path)
    {
        var token = Next();
        if (token.Is("in"))
        {
            ExpectSymbol("(");
            var values = new List<string> { Value() };
            while (TakeSymbol(","))
            {
                values.Add(Value());
            }

            ExpectSymbol(")");
            return new Condition(path, Operator.In, values);
        }

        var op = token switch
        {
            _ when token.Is("like") => Operator.Like,
            _ when token.IsSymbol("=") => Operator.Equal,
            _ when token.IsSymbol("<") => Operator.Less,
            _ when token.IsSymbol(">") => Operator.Greater,
            _ when token.IsSymbol("<=") => Operator.LessOrEqual,
            _ when token.IsSymbol(">=") => Operator.GreaterOrEqual,
            _ => throw Unexpected("\"=\"", token),
        };
        return new Condition(path, op, [Value()]);
    }

    private string Value()
    {
        var token = Next();
        return token.Kind switch
        {
            TokenKind.Text => token.Text,
            TokenKind.Word when token.Is("current_date") => Json.Iso(today),
            TokenKind.Word when !Clauses.Contains(token.Text) => token.Text,
            _ => throw Unexpected("<STRING>", token),
        };
    }

    private List<Ordering> Orderings(EntityType type)
    {
        var orderings = new List<Ordering>();
        do
        {
            if (Current.Kind != TokenKind.Word || Clauses.Contains(Current.Text))
            {
                throw Unexpected("<IDENTIFIER>");
            }

            var name = Next().Text;
            var path = Resolve(type, name);
            if (!path.Property.IsSortable)
            {
                throw QueryRefusedException.Invalid($"property '{name}' is not sortable");
            }

            var descending = Take("desc");
            if (!descending)
            {
                Take("asc");
            }

            orderings.Add(new Ordering(path, descending));
        }
        while (TakeSymbol(","));
        return orderings;
    }

    private static PropertyPath Resolve(EntityType type, string name)
    {
        var parts = name.Split('.');
        if (type.Shape.FindAnyCase(parts[0]) is { Kind: not Kind.NotModelled } first)
        {
            if (parts.Length == 1)
            {
                return new PropertyPath(null, first);
            }

            if (first.Of?.FindAnyCase(parts[1]) is { } second)
            {
                switch (parts.Length)
                {
                    case 2:
                        return new PropertyPath(first, second);
                    case 3 when second.Kind == Kind.Reference && parts[2].ToLowerInvariant() is "value" or "name" or "type":
                        return new PropertyPath(first, second, parts[2].ToLowerInvariant());
                }
            }
        }

        throw QueryRefusedException.Invalid($"Property {name} not found for Entity {type.Name}");
    }

    private int Number(int least, int most)
    {
        var token = Next();
        if (token.Kind is not (TokenKind.Word or TokenKind.Text)
            || !long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw Unexpected("<INTEGER>", token);
        }

        if (number < least)
        {
            throw QueryRefusedException.Invalid(string.Create(CultureInfo.InvariantCulture, $"value {number} is too small. Min allowed value is {least}."));
        }

        return number <= most
            ? (int)number
            : throw QueryRefusedException.Invalid(string.Create(CultureInfo.InvariantCulture, $"value {number} is too large. Max allowed value is {most}."));
    }

    private Token Next() => Current.Kind == TokenKind.End ? Current : tokens[at++];

    private bool Take(string word) => Current.Is(word) && Skip(1);

    private bool TakeSymbol(string symbol) => Current.IsSymbol(symbol) && Skip(1);

    private bool Skip(int count)
    {
        at += count;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word))
        {
            throw Unexpected($"\"{word}\"");
        }
    }

    private void ExpectSymbol(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            throw Unexpected($"\"{symbol}\"");
        }
    }

    private QueryRefusedException Unexpected(string expected, Token? token = null)
    {
        var found = token ?? Current;
        return QueryRefusedException.Parse(string.Create(
            CultureInfo.InvariantCulture, $"Encountered \" \"{found.Text}\" at line 1, column {found.Column}. Was expecting: {expected}"));
    }
}
