using Berth.Model.Addressing;

namespace Berth.Model.Services;

/// <summary>What a project runs, as its berth.yaml (with berth.local.yaml over it) or its Procfile says. Templates are not filled in yet.</summary>
/// <param name="Name">As the file says; else the folder's name.</param>
/// <param name="Root">The folder of the file; absolute.</param>
/// <param name="File">The file that was read, or made up from; absolute.</param>
public sealed record ProjectDefinition(string Name, string Root, string File)
{
    public LocalhostChoice Localhost { get; init; } = LocalhostChoice.Shared;

    /// <summary>In the order of the file; names are unique.</summary>
    public IReadOnlyList<ServiceDefinition> Services { get; init; } = [];

    /// <summary>For every service, below what the service says itself.</summary>
    public IReadOnlyList<EnvironmentEntry> Environment { get; init; } = [];

    /// <summary>Files of NAME=value lines for every service; absolute.</summary>
    public IReadOnlyList<EnvironmentFile> EnvironmentFiles { get; init; } = [];
}

/// <summary>Whether the project has a localhost of its own, and what that does to its sockets.</summary>
/// <param name="Isolate">Takes kernel rights; without them its services have leased ports.</param>
/// <param name="Exposed">Ports whose binds are left as the program asks for them.</param>
public sealed record LocalhostChoice(bool Isolate, WildcardBind Wildcard, IReadOnlyList<Port> Exposed)
{
    public static readonly LocalhostChoice Shared = new(false, WildcardBind.Local, []);
}

/// <summary>What becomes of a bind to every address in an isolated project.</summary>
public enum WildcardBind
{
    /// <summary>It is made at the project's own address.</summary>
    Local,

    /// <summary>It is answered EADDRINUSE.</summary>
    Refuse,
}
