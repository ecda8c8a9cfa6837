using Berth.Model.Processes;
using Berth.Probes.Linux.Projects;

namespace Berth.Probes;

/// <summary>The checkout that a folder is in.</summary>
public static class Checkout
{
    /// <summary>The nearest folder upwards that is a git work tree or holds a berth.yaml; null when there is none.</summary>
    public static Project? Of(string folder) => OperatingSystem.IsLinux() ? new ProjectFinder().Find(folder) : null;
}
