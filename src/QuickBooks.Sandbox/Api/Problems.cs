namespace QuickBooks.Sandbox.Api;

/// <summary>What is wrong with a request: all of it, as one Fault may carry several errors.</summary>
internal sealed class Problems
{
    private readonly List<ServiceError> errors = [];

    public IReadOnlyList<ServiceError> Errors => errors;

    /// <summary>Something that QuickBooks has and the sandbox lacks; answered as the sandbox's own refusal.</summary>
    public string? NotModelled { get; private set; }

    public bool Any => errors.Count > 0 || NotModelled is not null;

    public void Add(ServiceError error) => errors.Add(error);

    public void Lacks(string what) => NotModelled ??= what;
}
