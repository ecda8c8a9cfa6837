using Berth.Model.Addressing;

namespace Berth.Model.Repository;

/// <summary>A port that a file of a repository names.</summary>
public sealed record PortDeclaration
{
    /// <summary>Relative to the folder that was read, with '/'.</summary>
    public required string Path { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary>From 1.</summary>
    public required int Column { get; init; }

    public required DeclarationKind Kind { get; init; }

    /// <summary>
    /// What the port is for, as a path-like name: "apps/web", "compose:db", "Procfile:worker". Declarations of one unit are
    /// alternatives or the same thing said twice; those of two units run side by side.
    /// </summary>
    public required string Unit { get; init; }

    /// <summary>Null when the file leaves the port to somebody else and only the address matters.</summary>
    public PortRange? Ports { get; init; }
    public Protocol Protocol { get; init; } = Protocol.Tcp;

    /// <summary>Where it binds; null when the file does not say.</summary>
    public InetAddress? Address { get; init; }

    /// <summary>The framework's default, not written in the file.</summary>
    public bool IsImplied { get; init; }

    /// <summary>Nobody wrote the address: it is where the program listens untold.</summary>
    public bool IsAddressImplied { get; init; }

    /// <summary>Browsers are meant to open it.</summary>
    public bool IsForBrowsers { get; init; }

    /// <summary>
    /// It is told to whatever runs in its folder (.env, vite.config.ts): what a file beside it starts with that port is the same thing.
    /// </summary>
    public bool IsSetting { get; init; }

    /// <summary>The folder that a container is built from, as a unit; what is declared there is the same service, run without a container.</summary>
    public string? BuiltFrom { get; init; }

    /// <summary>Which of several files it stands in, of which one is taken at a time; null where there are no others.</summary>
    public FileChoice? Choice { get; init; }

    /// <summary>The compose profiles that start it; none: it always starts.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>The piece of the file that says so, short.</summary>
    public required string Text { get; init; }
}

public enum DeclarationKind : byte
{
    /// <summary>A program of this repository listens on it, on this machine.</summary>
    Listens,

    /// <summary>A container's port is published there.</summary>
    Publishes,

    /// <summary>A container listens on it inside (EXPOSE, the right side of a publish).</summary>
    Inside,
}
