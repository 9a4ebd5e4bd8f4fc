using System.Reflection;
using System.Text;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.CompanyImports;
using Valance.Core.Import;
using Valance.Core.People;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Export.Checks;
using Valance.Export.Matching;
using Valance.Export.Undo;
using Valance.QuickBooks;

namespace Valance.Web.Tests.Access;

/// <summary>Calls a command as an asker would, with arguments that lead to the row of its kind.</summary>
internal static class CommandCall
{
    /// <summary>Why it was refused; null where it was done. What is not there for the asker counts as not found.</summary>
    public static async Task<Refusal?> AskAsync(IServiceProvider services, MethodInfo command, Actor actor, CommandRows rows)
    {
        var service = services.GetService(command.DeclaringType!)!;
        var answer = command.Invoke(service, [.. command.GetParameters().Select(p => Argument(command, p, actor, rows))]);
        await (Task)answer!;
        var result = answer.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(answer);
        return result is null ? Refusal.NotFound : (Refusal?)result.GetType().GetProperty(nameof(Result<>.Refusal))!.GetValue(result);
    }

    /// <summary>Whether it names a row, and can say that there is none.</summary>
    public static bool IsAboutARow(MethodInfo question) =>
        question.GetParameters().Any(p => p.ParameterType == typeof(long)) && question.ReturnType is { IsGenericType: true } answer
        && answer.GenericTypeArguments is [{ IsGenericType: true } result] && result.GetGenericTypeDefinition() == typeof(Result<>);

    private static object? Argument(MethodInfo command, ParameterInfo parameter, Actor actor, CommandRows rows) =>
        parameter.ParameterType == typeof(Actor) ? actor
        : parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
        : parameter.ParameterType == typeof(long) ? Id(command, parameter.Name!, rows)
        : parameter.HasDefaultValue ? Default(parameter)
        : Named(command, parameter, rows) ?? Made(parameter.ParameterType, rows);

    /// <summary>Of a choice that may be none the default comes as a number.</summary>
    private static object? Default(ParameterInfo parameter) =>
        parameter.DefaultValue is { } value && Nullable.GetUnderlyingType(parameter.ParameterType) is { IsEnum: true } choice ? Enum.ToObject(choice, value) : parameter.DefaultValue;

    private static long Id(MethodInfo command, string name, CommandRows rows) => (command.DeclaringType!.Name, name) switch
    {
        ("SwitchAccount", "id") => rows.EmptyAccount,
        ("SaveAccount" or "GetAccount", "id") or (_, "accountId") => rows.Account,
        ("CancelVendor" or "VendorDetail", "id") => rows.Vendor,
        ("OrderDetail", "id") => rows.Order,
        ("PaymentDetail", "id") => rows.Payment,
        ("MovePurchaseOrder" or "PurchaseOrderDetail", "id") => rows.PurchaseOrder,
        ("ManagePeople", "id") => rows.Person,
        ("RevokeApiKey", "id") => rows.Key,
        ("SaveDepartment", "id") => rows.Department,
        ("BulkControl", "jobId") => rows.Bulk,
        (_, "jobId") => rows.Job,
        (_, "orderId") => rows.Order,
        (_, "paymentId") => rows.Payment,
        (_, "findingId") => rows.Finding,
        (_, "runId") => rows.Run,
        (_, "offerId") => rows.Offer,
        (_, "id" or "recordId") => rows.Customer,
        _ => throw new InvalidOperationException($"Whose id is {command.DeclaringType!.Name}.{command.Name}'s {name}?"),
    };

    /// <summary>What a command refuses before it looks who asks would hide whether it looks at all.</summary>
    private static object? Named(MethodInfo command, ParameterInfo parameter, CommandRows rows) => (command.DeclaringType!.Name, parameter.Name) switch
    {
        ("RequestMatching", "from") => MatchScore.Sure,
        ("RequestMatching", "hasSeen") => true,
        ("DecideOffers", "decision") => OfferDecision.LeaveOut,
        (_, "jobIds") => new[] { rows.Job },
        (_, "recordIds") => new[] { rows.Customer },
        (_, "cause") => "duplicate-name",
        (_, "field") => "First name",
        (_, "redirect") => new Uri("http://127.0.0.1/connected"),
        (_, "timeZone") => "America/Chicago",
        (_, "seed") => "empty",
        _ => null,
    };

    private static object? Made(Type type, CommandRows rows)
    {
        if (type == typeof(string))
        {
            return $"{rows.Name} text";
        }

        if (type == typeof(DateOnly))
        {
            return new DateOnly(2026, 11, 2);
        }

        if (type == typeof(SaveTarget))
        {
            return SaveTarget.New(rows.Account);
        }

        if (type == typeof(InvitationInput))
        {
            return new InvitationInput { AccountId = rows.Account, Email = $"new-{rows.Name.Replace(' ', '-')}@sunrise.example" };
        }

        if (type == typeof(UndoScope))
        {
            return UndoScope.OfRecord(RecordKind.Customer, rows.Customer);
        }

        if (type == typeof(RecordKey))
        {
            return new RecordKey(RecordKind.Customer, rows.Customer);
        }

        if (type == typeof(Finding))
        {
            return rows.Cure;
        }

        if (type == typeof(AccessTokens))
        {
            return new AccessTokens("none", "none", DateTime.UnixEpoch.AddYears(200), DateTime.UnixEpoch.AddYears(200));
        }

        if (type == typeof(ImportFiles))
        {
            var files = new ImportFiles();
            files.Add("customers.csv", Encoding.UTF8.GetBytes($"Customer id,Customer name\n{rows.Name},{rows.Name} imported\n"));
            return files;
        }

        return Empty(type, rows);
    }

    /// <summary>The first value of an enumeration, a list of one, a record of such parts.</summary>
    private static object? Empty(Type type, CommandRows rows)
    {
        if (Nullable.GetUnderlyingType(type) is not null)
        {
            return null;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(0);
        }

        if (type.IsValueType)
        {
            return Activator.CreateInstance(type);
        }

        if (type.IsGenericType && type.GenericTypeArguments is [var element] && type.IsAssignableFrom(element.MakeArrayType()))
        {
            var list = Array.CreateInstance(element, 1);
            list.SetValue(Made(element, rows), 0);
            return list;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GenericTypeArguments));
        }

        if (type.IsInterface)
        {
            return null;
        }

        var made = type.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
        return made.Invoke([.. made.GetParameters().Select(p => p.HasDefaultValue ? Default(p) : Made(p.ParameterType, rows))]);
    }
}
