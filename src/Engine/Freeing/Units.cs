using Berth.Model.Processes;

namespace Berth.Engine.Freeing;

static class Units
{
    /// <summary>
    /// Services and sockets only: a scope holds a login or a terminal, a slice a whole group, user@1000.service a whole session,
    /// and init.scope pid 1 itself.
    /// </summary>
    public static bool IsStoppable(ServiceUnit unit) =>
        (unit.Name.EndsWith(".service", StringComparison.Ordinal) || unit.Name.EndsWith(".socket", StringComparison.Ordinal))
        && !unit.Name.StartsWith("user@", StringComparison.Ordinal);

    /// <summary>The session ends, or the machine is left without its bus.</summary>
    public static bool IsVital(ServiceUnit unit) => unit.Name is "dbus.service" or "dbus-broker.service" or "dbus.socket" or "systemd-logind.service";

    /// <summary>A container engine, whose forwarders hold the ports of its containers.</summary>
    public static bool IsContainerEngine(ServiceUnit unit) => unit.Name is "docker.service" or "containerd.service" or "podman.service";

    public static string Command(ServiceUnit unit, string verb) => unit.ManagerUserId is null ? $"systemctl {verb} {unit.Name}" : $"systemctl --user {verb} {unit.Name}";
}
