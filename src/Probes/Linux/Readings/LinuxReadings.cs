using System.Runtime.Versioning;
using Berth.Model.Knowledge;
using Berth.Model.Snapshots;
using Berth.Probes.Asking.Wire;

namespace Berth.Probes.Linux.Readings;

/// <summary>Gathers the readings of a Linux machine. Each kind has its own file.</summary>
/// <param name="root">"/", or a folder that stands for it in tests; ends with '/'.</param>
/// <param name="home">The user's home folder, or null.</param>
[SupportedOSPlatform("linux")]
sealed class LinuxReadings(string root = "/", string? home = null)
{
    readonly string? home = home ?? Environment.GetEnvironmentVariable("HOME");

    public MachineReadings Read(Snapshot snapshot)
    {
        var shortfalls = new List<Shortfall>();
        if (TlsSupport.Shortfall is { } untold) shortfalls.Add(untold);
        return new MachineReadings
        {
            Settings = new SettingsReader(root).Read(snapshot.Host),
            Hosts = HostsFile.Read($"{root}etc/hosts"),
            Engines = new EngineReader(root).Read(shortfalls),
            Executables = new ExecutableReader(root).Read(snapshot.Processes.Values),
            LocalRoots = new LocalRootReader(root, home).Read(),
            Keys = KeyReader.Read(snapshot.Processes.Values),
            Ufw = UfwReader.Read(root),
            Shortfalls = shortfalls,
        };
    }
}
