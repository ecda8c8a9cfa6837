using Berth.Model.Addressing;

namespace Berth.Engine.Ports;

/// <summary>The three ranges of port numbers (RFC 6335, section 6). What an OS hands out by itself is another matter: HostFacts.EphemeralPorts.</summary>
public enum PortClass : byte
{
    /// <summary>0-1023, also "well-known": on unix, binding needs a right by default.</summary>
    System,

    /// <summary>1024-49151, also "registered".</summary>
    User,

    /// <summary>49152-65535, also "private" or "ephemeral": never registered.</summary>
    Dynamic,
}

public static class PortClasses
{
    public static PortClass Of(Port port) => port.Number switch
    {
        < 1024 => PortClass.System,
        < 49152 => PortClass.User,
        _ => PortClass.Dynamic,
    };

    public static PortRange Range(this PortClass portClass) => portClass switch
    {
        PortClass.System => PortRange.Of(0, 1023),
        PortClass.User => PortRange.Of(1024, 49151),
        _ => PortRange.Of(49152, Port.Max),
    };

    public static string Name(this PortClass portClass) => portClass switch
    {
        PortClass.System => "system",
        PortClass.User => "user",
        _ => "dynamic",
    };
}
