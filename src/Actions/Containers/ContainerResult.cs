namespace Berth.Actions.Containers;

/// <param name="Said">The reason for the user, with what to do; null when it stopped.</param>
public readonly record struct ContainerResult(ContainerOutcome Outcome, string? Said);

public enum ContainerOutcome : byte
{
    Stopped,
    AlreadyStopped,
    NoSuchContainer,
    Failed,
    NoRight,

    /// <summary>The engine has no socket that Berth can ask.</summary>
    NoEngine,
}
