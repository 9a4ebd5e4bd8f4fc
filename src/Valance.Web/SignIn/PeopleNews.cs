namespace Valance.Web.SignIn;

/// <summary>Tells open screens of this process that a person's sign-in ended, so that they close at once. Other nodes notice within a minute, or at the next click.</summary>
public sealed class PeopleNews
{
    /// <summary>The person's id; null: anybody may be meant, as when an Account is deactivated.</summary>
    public event Action<long?>? Ended;

    public void TellEnded(long? userId) => Ended?.Invoke(userId);
}
