using System.Runtime.Versioning;
using Berth.Model.Machine;

namespace Berth.Probes.Linux.Readings;

/// <summary>The kernel settings that rules ask for, from /proc/sys of our own network namespace.</summary>
[SupportedOSPlatform("linux")]
sealed class SettingsReader(string root)
{
    public IReadOnlyDictionary<string, string> Read(HostFacts host)
    {
        var settings = new Dictionary<string, string>();
        Add("net/ipv4/ip_forward");
        Add("net/ipv6/conf/all/forwarding");
        foreach (var link in host.Interfaces.Select(static link => link.Name).Append("all"))
            Add($"net/ipv4/conf/{link}/route_localnet");
        return settings;

        void Add(string path)
        {
            // An interface may have a dot in its name; in a sysctl's name it then stands as '/' (sysctl(8)).
            var name = string.Join('.', path.Split('/').Select(static part => part.Replace('.', '/')));
            // Where there is no such setting the rules that ask for it find nothing.
            if (TextFile.Lines($"{root}proc/sys/{path}") is [var value, ..]) settings[name] = value.Trim();
        }
    }
}
