using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Valance.Core.Audit;

/// <summary>
/// An update or a delete that goes past the tracked rows goes past the audit too. On what is audited it may therefore set only what the audit does not tell;
/// anything else is a defect and stops at its first run, unless its query says that its entry is written by hand.
/// </summary>
internal sealed class UnauditedWrites : IQueryExpressionInterceptor
{
    /// <summary>Tag of a query beside which the entry is written by hand.</summary>
    public const string ByHand = "The audit's entry is written beside it.";

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (queryExpression is MethodCallExpression { Method.Name: "ExecuteUpdate" or "ExecuteDelete" } call
            && call.Method.DeclaringType == typeof(EntityFrameworkQueryableExtensions)
            && AuditedTypes.Find(call.Method.GetGenericArguments()[0]) is { } audited)
        {
            var seen = new Seen();
            seen.Visit(call);
            var told = seen.Set.Where(p => audited.MarkOf(p) != AuditMark.Silent).ToList();
            if (!seen.IsByHand && (told.Count > 0 || call.Method.Name == "ExecuteDelete"))
            {
                throw new InvalidOperationException(
                    $"{call.Method.Name} on {call.Method.GetGenericArguments()[0].Name} would change {(told.Count > 0 ? string.Join(", ", told) : "rows")} without an entry in the audit. Save tracked rows instead.");
            }
        }

        return queryExpression;
    }

    private sealed class Seen : ExpressionVisitor
    {
        public HashSet<string> Set { get; } = new(StringComparer.Ordinal);

        public bool IsByHand { get; private set; }

        protected override Expression VisitNew(NewExpression node)
        {
            // A setter: the property, then the value. What is set to itself holds the row against others, and changes nothing.
            if (node is { Type.IsGenericType: true, Arguments: [var property, var value] } && node.Type.GetGenericTypeDefinition() == typeof(Tuple<,>)
                && NameOf(property) is { } name && !string.Equals(name, NameOf(value), StringComparison.Ordinal))
            {
                Set.Add(name);
            }

            return base.VisitNew(node);
        }

        protected override Expression VisitConstant(ConstantExpression node)
        {
            IsByHand |= node.Value is string text && string.Equals(text, ByHand, StringComparison.Ordinal);
            return base.VisitConstant(node);
        }

        private static string? NameOf(Expression node) => node switch
        {
            UnaryExpression unary => NameOf(unary.Operand),
            LambdaExpression { Body: MemberExpression { Expression: ParameterExpression, Member.Name: var name } } => name,
            _ => null,
        };
    }
}
