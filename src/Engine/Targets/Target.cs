using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

/// <summary>What a person asked about. A closed family: match on the type.</summary>
/// <param name="Text">What was typed, trimmed. May hold anything: escape it before it reaches a terminal.</param>
public abstract record Target(string Text);

/// <summary>A target that names a port, an address or both.</summary>
/// <param name="Host">Null when no host was named.</param>
/// <param name="Port">Null when no port was named.</param>
/// <param name="Protocol">Tcp or Udp; null when neither was named.</param>
public abstract record NetworkTarget(string Text, TargetHost? Host, Port? Port, Protocol? Protocol) : Target(Text);

/// <summary>"3000", "3000/udp".</summary>
public sealed record PortTarget(string Text, Port Number, Protocol? Protocol) : NetworkTarget(Text, null, Number, Protocol);

/// <summary>"127.0.0.1:3000", "[::1]:3000", "localhost:3000", "*:3000".</summary>
public sealed record EndpointTarget(string Text, TargetHost At, Port Number, Protocol? Protocol)
    : NetworkTarget(Text, At, Number, Protocol);

/// <summary>An address or a localhost name alone: "127.0.0.1", "shop.localhost".</summary>
public sealed record AddressTarget(string Text, TargetHost At) : NetworkTarget(Text, At, null, null);

/// <summary>"http://localhost:3000/cart".</summary>
/// <param name="Scheme">Lower case.</param>
/// <param name="IsDefaultPort">The URL named no port: it is the scheme's.</param>
public sealed record UrlTarget(string Text, string Scheme, TargetHost At, Port Number, bool IsDefaultPort, Protocol? Protocol)
    : NetworkTarget(Text, At, Number, Protocol);

/// <summary>A pasted message of a program that could not bind or connect.</summary>
/// <param name="Host">Where it tried; null when the message does not say.</param>
/// <param name="Port">The port it tried; null when the message does not say.</param>
public sealed record ErrorTarget(string Text, ErrorKind Kind, TargetHost? Host, Port? Port, Protocol? Protocol)
    : NetworkTarget(Text, Host, Port, Protocol)
{
    /// <summary>Further endpoints of the same message: a client that tried ::1 and then 127.0.0.1.</summary>
    public IReadOnlyList<TriedEndpoint> AlsoTried { get; init; } = [];

    /// <summary>The words can only come from Windows, wherever they are read.</summary>
    public bool IsOfWindows { get; init; }

    /// <summary>The unix socket that the message names instead of a port.</summary>
    public string? Path { get; init; }
}

/// <summary>An endpoint that an error message names.</summary>
public sealed record TriedEndpoint(TargetHost? Host, Port Port);

/// <summary>"pid:4242".</summary>
public sealed record PidTarget(string Text, int Pid) : Target(Text);

/// <summary>"container:web": a name, or the beginning of an id.</summary>
public sealed record ContainerTarget(string Text, string Name) : Target(Text);

/// <summary>"unit:redis.service" or "redis.service"; the suffix may be missing.</summary>
public sealed record UnitTarget(string Text, string Name) : Target(Text);

/// <summary>A bare word: the name of a process, project, unit or container.</summary>
public sealed record NameTarget(string Text, string Name) : Target(Text);

/// <summary>"/run/app.sock"; an abstract socket's name begins with '@'.</summary>
public sealed record PathTarget(string Text, string Path) : Target(Text);
