namespace Berth.Engine.Origins;

/// <summary>What a program is to the programs below it.</summary>
/// <param name="Label">What people call it: "VS Code", "tmux".</param>
public sealed record Role(RoleKind Kind, string Label)
{
    /// <summary>Ending it takes a person's session with it: windows, unsaved files, a conversation.</summary>
    public bool HoldsASession => Kind is RoleKind.Agent or RoleKind.Ide or RoleKind.Terminal or RoleKind.Ssh or RoleKind.Desktop or RoleKind.CiRunner or RoleKind.Browser;
}

public enum RoleKind : byte
{
    Init,
    Agent,
    Ide,
    Terminal,
    Ssh,
    Cron,
    CiRunner,
    Desktop,

    /// <summary>A browser or another window that a person works in.</summary>
    Browser,

    /// <summary>Runs a container: containerd-shim, conmon.</summary>
    ContainerEngine,

    /// <summary>Starts its child again when it ends.</summary>
    Supervisor,

    /// <summary>Runs a command and waits for it: npm, make, cargo.</summary>
    Launcher,
    Shell,
}
