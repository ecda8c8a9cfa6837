using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Daemon.Hosting;

/// <summary>Who asked for services, and what for: taken from the request, and kept by what was started for it.</summary>
/// <param name="Project">As its file was when it was asked.</param>
/// <param name="Environment">What the services are given, below what the project says. Never written down.</param>
/// <param name="User">Whom they run as; null: the daemon's own user.</param>
sealed record StartContext(ProjectDefinition Project, IReadOnlyDictionary<string, string> Environment, uint? User, Placement Placement);

/// <summary>Where the services of a project listen; decided when it comes up, for all of them.</summary>
/// <param name="IsIsolated">In a localhost of their own.</param>
/// <param name="BindAddress">
/// The address for services that bind where they are told, when a localhost of its own is wanted and the rights for it are missing; else null.
/// </param>
sealed record Placement(bool IsIsolated, InetAddress? BindAddress)
{
    /// <summary>On the localhost of the machine.</summary>
    public static Placement Shared { get; } = new(false, null);
}
