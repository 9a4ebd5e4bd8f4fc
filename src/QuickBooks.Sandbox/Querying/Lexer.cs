using System.Globalization;
using System.Text;

namespace QuickBooks.Sandbox.Querying;

internal enum TokenKind
{
    Word,
    Text,
    Symbol,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Text, int Column)
{
    public bool Is(string word) => Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);
}

/// <summary>Splits a query into words, quoted texts (backslash escapes an apostrophe) and symbols.</summary>
internal static class Lexer
{
    public static List<Token> Read(string query)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < query.Length;)
        {
            var c = query[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c == '\'')
            {
                i = ReadText(query, i, tokens);
            }
            else if (IsWord(c) || (c is '-' or '+' && i + 1 < query.Length && char.IsAsciiDigit(query[i + 1])))
            {
                var start = i++;
                while (i < query.Length && (IsWord(query[i]) || (query[i] is '-' or '+' or ':' && char.IsAsciiDigit(query[start]))))
                {
                    i++;
                }

                tokens.Add(new Token(TokenKind.Word, query[start..i], start + 1));
            }
            else
            {
                var two = i + 1 < query.Length ? query.Substring(i, 2) : "";
                var symbol = two is "<=" or ">=" or "!=" or "<>" ? two : c.ToString();
                if (symbol is not ("<=" or ">=" or "!=" or "<>" or "<" or ">" or "=" or "(" or ")" or "," or "*"))
                {
                    throw QueryRefusedException.Parse(string.Create(
                        CultureInfo.InvariantCulture, $"Lexical error at line 1, column {i + 1}.  Encountered: \"{c}\" ({(int)c}), after : \"\""));
                }

                tokens.Add(new Token(TokenKind.Symbol, symbol, i + 1));
                i += symbol.Length;
            }
        }

        tokens.Add(new Token(TokenKind.End, "<EOF>", query.Length + 1));
        return tokens;
    }

    private static int ReadText(string query, int start, List<Token> tokens)
    {
        var text = new StringBuilder();
        for (var i = start + 1; i < query.Length; i++)
        {
            if (query[i] == '\\' && i + 1 < query.Length && query[i + 1] is '\'' or '\\' or '%')
            {
                text.Append(query[++i]);
            }
            else if (query[i] == '\'')
            {
                tokens.Add(new Token(TokenKind.Text, text.ToString(), start + 1));
                return i + 1;
            }
            else
            {
                text.Append(query[i]);
            }
        }

        throw QueryRefusedException.Parse(string.Create(
            CultureInfo.InvariantCulture, $"Lexical error at line 1, column {query.Length + 1}.  Encountered: <EOF> after : \"{query[start..]}\""));
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';
}
