namespace Berth.Model.Diagnosis;

/// <summary>An environment variable that sends a client's requests to a proxy.</summary>
/// <param name="Name">As it is set: "http_proxy", "HTTPS_PROXY", "ALL_PROXY"...</param>
/// <param name="Value">Without the password.</param>
public sealed record ProxyVariable(string Name, string Value);

/// <summary>The proxy variables of the environment that Berth was started in.</summary>
/// <param name="Exceptions">NO_PROXY or no_proxy, whichever is set; null when neither is.</param>
public sealed record ProxySettings(IReadOnlyList<ProxyVariable> Variables, ProxyVariable? Exceptions)
{
    public static ProxySettings None { get; } = new([], null);
}
