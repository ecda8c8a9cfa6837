using Berth.Model.Addressing;

namespace Berth.Model.Services;

/// <summary>A service with everything filled in: what is started, word for word.</summary>
/// <param name="Command">The program and its arguments; never empty.</param>
/// <param name="Environment">All of it: nothing is inherited beside.</param>
public sealed record ServiceLaunch(string Name, IReadOnlyList<string> Command, string Directory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Where it is to listen; the first one is the main one.</summary>
    public IReadOnlyList<ServiceEndpoint> Endpoints { get; init; } = [];

    /// <summary>The command of an Exec readiness, filled in; null for the others.</summary>
    public IReadOnlyList<string>? ReadyCommand { get; init; }
}

/// <summary>One named port of a service, as it was given to it.</summary>
/// <param name="Host">The address that its clients use: 127.0.0.1, or "localhost" inside of a localhost of its own.</param>
/// <param name="Reached">Where it is reached from outside of the project: its own address, or 127.0.0.1.</param>
public sealed record ServiceEndpoint(string PortName, string Host, InetAddress Reached, Port Port, Protocol Protocol, string? Scheme)
{
    /// <summary>Null for a port that has no URL.</summary>
    public string? Url => Scheme is null ? null : $"{Scheme}://{Host}:{Port}";

    /// <summary>The same from outside of the project.</summary>
    public string? ReachedUrl => Scheme is null ? null : $"{Scheme}://{Place}";

    /// <summary>Where it is reached.</summary>
    public Endpoint Place => new(Protocol, Reached, Port);
}
