using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.Programs;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Actions.Changes;

/// <summary>The steps of the changes that Berth can make itself. They only look; <see cref="ChangeBook"/> takes them.</summary>
[SupportedOSPlatform("linux")]
public static class StepsOf
{
    const string SettingsFolder = "/etc/sysctl.d";
    const int MostText = 1024 * 1024;

    /// <summary>A kernel setting, now and after the next start.</summary>
    /// <exception cref="IOException">There is no such setting here.</exception>
    public static IReadOnlyList<ChangeStep> Setting(string name, string value)
    {
        // sysctl(8): '.' and '/' change places, so that names may hold dots.
        var path = $"/proc/sys/{string.Join('/', name.Split('.').Select(static part => part.Replace('/', '.')))}";
        // A file per setting: each can be taken back whatever came after it.
        var file = $"{SettingsFolder}/60-berth-{name.Replace('/', '-')}.conf";
        return [new SettingStep(path, Text(path) ?? throw new IOException($"{path} is not there"), value), new FileStep(file, OwnFile.Read(file, MostText).Text, $"{name} = {value}\n")];
    }

    /// <summary>One more port that the system does not hand out by itself.</summary>
    /// <exception cref="IOException">The setting cannot be read.</exception>
    public static IReadOnlyList<ChangeStep> Reserve(Port port)
    {
        const string name = "net.ipv4.ip_local_reserved_ports";
        const string path = "/proc/sys/net/ipv4/ip_local_reserved_ports";
        var before = Text(path) ?? throw new IOException($"{path} is not there");
        return Setting(name, before.Length == 0 ? port.ToString() : $"{before},{port}");
    }

    static string? Text(string path) => OwnFile.Read(path, MostText).Text?.Trim();

    /// <exception cref="IOException">The file is not there.</exception>
    public static IReadOnlyList<ChangeStep> Mode(string path, UnixFileMode mode) => FilePermissions.Find(path) is (var plain, var file)
        ? [new ModeStep(plain, (UnixFileMode)file.Permissions, mode, file.Device, file.Inode, file.User)]
        : throw new IOException($"{path} is not there, or is no plain file");

    /// <summary>Keeps everybody but this machine from opening connections to a port. Null when neither ufw nor nft is installed.</summary>
    /// <param name="byUfw">ufw is switched on: its own list must know the rule.</param>
    public static IReadOnlyList<ChangeStep>? Block(Protocol protocol, Port port, bool byUfw)
    {
        var rule = $"{port}/{protocol.Name()}";
        if (byUfw && ProgramPath.OfSystem("ufw") is { } ufw) return [.. UfwRules.SameAs(ufw, rule), new ProgramStep(ufw, ["prepend", "deny", rule], null, ["delete", "deny", rule])];
        if (ProgramPath.OfSystem("nft") is not { } nft) return null;
        var table = $"berth_{protocol.Name()}_{port}";
        // Connections that stand are left alone: of TCP only the first packet of a new one is dropped.
        var first = protocol == Protocol.Tcp ? "tcp flags & (syn | ack) == syn " : "";
        var script = $$"""
            table inet {{table}} {
              chain input {
                type filter hook input priority filter - 5; policy accept;
                iifname != "lo" {{protocol.Name()}} dport {{port}} {{first}}drop
              }
            }

            """;
        return [new ProgramStep(nft, ["-f", "-"], script, ["delete", "table", "inet", table])];
    }

}
