using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Localhost;

/// <summary>What is to run in a project's own localhost, and how that treats its sockets.</summary>
/// <param name="Root">The checkout's folder; absolute. All that runs for one checkout shares one localhost.</param>
/// <param name="UnitName">What runs: the name of a service, or what the person calls the command.</param>
public sealed record LocalhostRequest(string Root, string UnitName, UnitKind Kind)
{
    /// <summary>Ports that are the project's even while nobody listens. They are added to those of the project's other units.</summary>
    public IReadOnlyList<Port> Declared { get; init; } = [];

    /// <summary>For the whole project: the newest unit decides.</summary>
    public WildcardBind Wildcard { get; init; }

    /// <summary>Ports whose binds are left as the program asks for them. They are added likewise; exposed wins over declared.</summary>
    public IReadOnlyList<Port> Exposed { get; init; } = [];
}

public enum UnitKind
{
    /// <summary>A command of `berth run`: it ends with its `berth run`.</summary>
    Run,

    /// <summary>A service of the daemon: it goes on when the daemon ends, and a new one takes it over.</summary>
    Service,
}
