using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Cli.Commands.Running;

/// <summary>What `berth run` was asked for.</summary>
sealed record RunRequest
{
    /// <summary>What the person calls it; null: the folder's name.</summary>
    public string? Name { get; init; }
    public bool Isolate { get; init; }

    /// <summary>With sudo, the command runs as root too, not as the user who called sudo.</summary>
    public bool AsRoot { get; init; }
    public IReadOnlyList<Port> Ports { get; init; } = [];
    public WildcardBind Wildcard { get; init; }
    public IReadOnlyList<Port> Exposed { get; init; } = [];

    /// <summary>The program and its arguments; never empty.</summary>
    public required IReadOnlyList<string> Command { get; init; }
}
