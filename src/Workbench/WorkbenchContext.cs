using Berth.Probes.Machines;

namespace Berth.Workbench;

/// <summary>
/// What the use cases need of their host: a command line, a daemon, a test. A use case knows no console.
/// </summary>
public sealed record WorkbenchContext
{
    public required IMachine Machine { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The folder that the person is in; null when it is gone or may not be known.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// Before what services send is read: root's rights are laid down, for good when nothing needs them again (true),
    /// else until the
    /// result is disposed. Null when they are kept.
    /// </summary>
    public Func<bool, IDisposable?> LayDownRights { get; init; } = static _ => null;
}
